import { join } from "node:path";
import { type FileWriting, makeFile, moveAside, readIfThere } from "./atomic-file";
import { describeSystemError } from "./vault-errors";
import { strictBase64 } from "./seal";

/** `vault.key` as found. */
export type KeyFile =
  | { readonly is: "key"; readonly secret: string }
  | { readonly is: "missing" | "damaged" }
  | { readonly is: "unreadable"; readonly problem: string };

/** Where the key file of a vault is. */
export function keyFilePath(directory: string): string {
  return join(directory, "vault.key");
}

/** Reads the key file: 32 random bytes in base64 and a line end. Never throws. */
export async function readKeyFile({ fs }: FileWriting, directory: string): Promise<KeyFile> {
  try {
    const bytes = await readIfThere(fs, keyFilePath(directory));
    if (bytes === undefined) return { is: "missing" };
    const secret = bytes.toString("utf8").trim();
    return strictBase64(secret)?.length === 32 ? { is: "key", secret } : { is: "damaged" };
  } catch (error) {
    return { is: "unreadable", problem: describeSystemError(error) };
  }
}

/**
 * Makes sure that there is a key file, on disk for good before anything is wrapped under it. A damaged one is
 * moved aside.
 *
 * @returns its secret; undefined where a key file is there and can't be read
 * @throws system errors
 */
export async function ensureKeyFile(to: FileWriting, directory: string): Promise<string | undefined> {
  const path = keyFilePath(directory);
  if ((await readKeyFile(to, directory)).is === "damaged") await moveAside(to.fs, path, "each");
  const before = await readKeyFile(to, directory);
  if (before.is === "missing") await makeFile(to, path, Buffer.from(`${to.random(32).toString("base64")}\n`));
  // Read again: another process may have been first.
  const found = await readKeyFile(to, directory);
  return found.is === "key" ? found.secret : undefined;
}
