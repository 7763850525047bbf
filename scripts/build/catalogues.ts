import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A catalogue as it is written by hand: `"status.waiting": "waiting"`, one line for each text. */
export type FlatCatalogue = Readonly<Record<string, string>>;

/** A catalogue as i18next wants it. */
export interface NestedCatalogue {
  [key: string]: string | NestedCatalogue;
}

/** Prefix of the texts that several nodes use: `zoho.status.waiting`. */
const SHARED_PREFIX = "zoho";

/**
 * Writes `locales/<lang>/<type>.json` for every language: the node's own texts under its type, and the shared
 * ones under `zoho`. Node-RED has one catalogue per node, so shared texts are copied into each.
 */
export function writeCatalogues(root: string, outDir: string, type: string): void {
  for (const language of languages(root, type)) {
    const catalogue = {
      [type]: nest(readCatalogue(join(root, "nodes", type, "locales", `${language}.json`))),
      [SHARED_PREFIX]: nest(readCatalogue(join(root, "nodes/shared/locales", `${language}.json`))),
    };
    const folder = join(outDir, "nodes/locales", language);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${type}.json`), `${JSON.stringify(catalogue, null, 2)}\n`);
  }
}

/** The languages for which a node or the shared texts have a catalogue. */
export function languages(root: string, type: string): readonly string[] {
  const folders = [join(root, "nodes", type, "locales"), join(root, "nodes/shared/locales")];
  const names = folders.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder));
  return [...new Set(names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5)))].sort();
}

/** A language may lack a file; i18next then falls back to en-US. */
export function readCatalogue(path: string): FlatCatalogue {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as FlatCatalogue) : {};
}

/**
 * Turns `{"a.b": "x"}` into `{a: {b: "x"}}`.
 *
 * @throws Error where one key is the beginning of another, because one of them could never be found
 */
export function nest(flat: FlatCatalogue): NestedCatalogue {
  const tree: NestedCatalogue = {};
  for (const [key, text] of Object.entries(flat)) {
    const parts = key.split(".");
    const last = parts.pop() ?? key;
    let branch = tree;
    for (const part of parts) {
      const next = (branch[part] ??= {});
      if (typeof next === "string") throw new Error(`'${key}': '${part}' is a text already`);
      branch = next;
    }
    if (last in branch) throw new Error(`'${key}' hides other texts of the catalogue`);
    branch[last] = text;
  }
  return tree;
}
