import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { formsOf } from "../../support/secrets/secret-forms";

/** Secrets of 16 characters or more, by what they are. */
export type Canaries = Readonly<Record<string, string>>;

/**
 * Which secrets stand in a text, in any form.
 *
 * @returns their names, for the message of a failing test
 */
export function findCanaries(text: string, canaries: Canaries): readonly string[] {
  return Object.entries(canaries).flatMap(([name, secret]) =>
    formsOf({ kind: "unknown secret", value: secret, as: "text" }).some((form) => text.includes(form))
      ? [name]
      : [],
  );
}

/** All files below a directory, by path, read byte for byte. */
export async function allFiles(
  directory: string,
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"));
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path, text: (await readFile(path)).toString("latin1") };
    }),
  );
}
