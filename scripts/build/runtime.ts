import { spawn } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Compiles `src` and the runtime side of `nodes`. tsc writes its output in spite of type errors, so the rest
 * of the build can go on and all complaints come together. The code is written without comments, the declarations
 * with them: an editor shows them there, and a gateway's disk need not hold them twice.
 *
 * @param outDir where `src/` and `nodes/` are put
 * @returns what tsc complains about; empty where all is well
 */
export async function compileRuntime(root: string, outDir: string): Promise<string> {
  const [declarations, code] = await Promise.all([
    runTsc(root, ["--outDir", outDir, "--emitDeclarationOnly"]),
    runTsc(root, ["--outDir", outDir, "--noCheck", "--removeComments", "--declaration", "false"]),
  ]);
  return declarations || code;
}

async function runTsc(root: string, options: readonly string[]): Promise<string> {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const child = spawn(process.execPath, [tsc, "-p", "tsconfig.json", "--pretty", "false", ...options], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve(status === 0 ? "" : output || `tsc ended with status ${status}`));
  });
}

/**
 * Writes the flat file that package.json names: Node-RED looks for template, icons and locales beside it.
 *
 * @returns a complaint, or nothing
 */
export function writeFlatEntry(outDir: string, type: string): string {
  writeFileSync(
    join(outDir, "nodes", `${type}.js`),
    `"use strict";\nmodule.exports = require("./${type}/index.js");\n`,
  );
  return existsSync(join(outDir, "nodes", type, "index.js"))
    ? ""
    : `nodes/${type}/index.ts is missing, so dist/nodes/${type}.js points at nothing`;
}

/** npm makes a `bin` executable at install, but `npm link` and the tests run it from here. */
export function makeExecutable(path: string): void {
  if (existsSync(path)) chmodSync(path, 0o755);
}
