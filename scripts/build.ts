/**
 * Builds `dist/`, everything that is published besides examples and docs:
 *
 *     dist/src/**               the library, compiled file by file
 *     dist/nodes/<type>/**      the runtime side of the nodes, likewise
 *     dist/nodes/<type>.js      what package.json names: re-exports <type>/index.js
 *     dist/nodes/<type>.html    the editor side: bundled code and dialog
 *     dist/nodes/locales/**     texts and help for each language
 *     dist/nodes/icons/**
 */
import { cpSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { writeCatalogues } from "./build/catalogues";
import { pruneDeclarations } from "./build/declarations";
import { writeEditorPage } from "./build/editor-page";
import { writeHelp } from "./build/help";
import { nodeTypes } from "./build/node-types";
import { noteBuild } from "./build/freshness";
import { compileRuntime, makeExecutable, writeFlatEntry } from "./build/runtime";

const ROOT = resolve(__dirname, "..");

/** @returns what is wrong with the result; empty where all is well */
async function buildInto(outDir: string): Promise<readonly string[]> {
  const types = nodeTypes(ROOT);
  mkdirSync(join(outDir, "nodes"), { recursive: true });
  const [complaints] = await Promise.all([
    compileRuntime(ROOT, outDir),
    ...types.map((type) => writeEditorPage(ROOT, outDir, type)),
  ]);
  pruneDeclarations(outDir, join(outDir, "src/index.d.ts"));
  for (const type of types) {
    writeCatalogues(ROOT, outDir, type);
    writeHelp(ROOT, outDir, type);
  }
  cpSync(join(ROOT, "nodes/icons"), join(outDir, "nodes/icons"), { recursive: true });
  makeExecutable(join(outDir, "src/emulator/cli.js"));
  return [complaints, ...types.map((type) => writeFlatEntry(outDir, type))].filter((text) => text !== "");
}

/** Builds aside and swaps at the end, so that a test or a Node-RED that runs meanwhile never sees half of it. */
async function main(): Promise<void> {
  const begun = new Date();
  const dist = join(ROOT, "dist");
  const staging = join(ROOT, ".cache", `dist-${process.pid}`);
  try {
    const problems = await buildInto(staging);
    rmSync(dist, { recursive: true, force: true });
    renameSync(staging, dist);
    noteBuild(ROOT, problems.length > 0 ? undefined : begun);
    if (problems.length > 0) throw new Error(problems.join("\n"));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
