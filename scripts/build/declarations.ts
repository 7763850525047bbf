import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { preProcessFile } from "typescript";

/** Ends of a declaration file's name after the specifier that imports it. */
const ENDINGS = [".d.ts", "/index.d.ts"];

/**
 * Removes the declarations that no importer of the library can reach: those of the nodes and of everything that only
 * the package itself uses. They are a quarter of what `tsc` writes.
 *
 * @param entry path of the library's own declaration file
 */
export function pruneDeclarations(outDir: string, entry: string): void {
  const reachable = reachableFrom(entry);
  for (const name of readdirSync(outDir, { recursive: true, encoding: "utf8" })) {
    const path = join(outDir, name);
    if (name.endsWith(".d.ts") && !reachable.has(path)) rmSync(path);
  }
}

function reachableFrom(entry: string): ReadonlySet<string> {
  const reachable = new Set([entry]);
  // A Set visits what is added while it is being walked.
  for (const path of reachable) {
    const { importedFiles } = preProcessFile(readFileSync(path, "utf8"));
    for (const { fileName } of importedFiles.filter(({ fileName }) => fileName.startsWith("."))) {
      const target = join(dirname(path), fileName);
      const found = ENDINGS.map((ending) => target + ending).find((candidate) => existsSync(candidate));
      if (found === undefined) throw new Error(`${path} imports ${fileName}, which has no declaration`);
      reachable.add(found);
    }
  }
  return reachable;
}
