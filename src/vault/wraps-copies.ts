import { join } from "node:path";
import { type FileWriting, makeFile, moveAside, readIfThere, replaceFile } from "./atomic-file";
import { describeSystemError } from "./vault-errors";
import { decodeWraps, type WrapsCopy } from "./wraps-file";

/** Both hold the same, so that one damaged file does not cost every connection. */
export interface WrapsCopies {
  readonly main: WrapsCopy;
  readonly backup: WrapsCopy;
}

function mainPath(directory: string): string {
  return join(directory, "vault.json");
}

function backupPath(directory: string): string {
  return join(directory, "vault.backup.json");
}

/** Reads both copies. Never throws. */
export async function readCopies(files: FileWriting, directory: string): Promise<WrapsCopies> {
  return { main: await readMain(files, directory), backup: await readCopy(files, backupPath(directory)) };
}

/** Reads vault.json alone. Never throws. */
export function readMain(files: FileWriting, directory: string): Promise<WrapsCopy> {
  return readCopy(files, mainPath(directory));
}

async function readCopy({ fs }: FileWriting, path: string): Promise<WrapsCopy> {
  try {
    const bytes = await readIfThere(fs, path);
    return bytes === undefined ? { is: "missing" } : decodeWraps(bytes);
  } catch (error) {
    return { is: "unreadable", problem: describeSystemError(error) };
  }
}

/**
 * Makes the copies of a new vault. What stood in their place is moved aside.
 *
 * @returns false where another process made a vault in the meantime
 * @throws system errors
 */
export async function makeCopies(files: FileWriting, directory: string, bytes: Buffer): Promise<boolean> {
  const { main, backup } = await readCopies(files, directory);
  if (main.is !== "missing") await moveAside(files.fs, mainPath(directory), "each");
  if (backup.is !== "missing") await moveAside(files.fs, backupPath(directory), "each");
  if (!(await makeFile(files, mainPath(directory), bytes))) return false;
  await replaceFile(files, backupPath(directory), bytes, "synced");
  return true;
}

/**
 * Writes both copies, one after the other, each on disk for good before the next step. A backup that wraps
 * another data key (put there by hand, perhaps) is moved aside instead of overwritten.
 *
 * @param keyId the data key that the new content wraps
 * @throws system errors
 */
export async function replaceCopies(
  files: FileWriting,
  directory: string,
  keyId: string,
  bytes: Buffer,
): Promise<void> {
  const { backup } = await readCopies(files, directory);
  await replaceFile(files, mainPath(directory), bytes, "synced");
  if (backup.is === "wraps" && backup.content.keyId !== keyId) {
    await moveAside(files.fs, backupPath(directory), "each");
  }
  await replaceFile(files, backupPath(directory), bytes, "synced");
}
