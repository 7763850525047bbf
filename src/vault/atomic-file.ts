import { basename, dirname, join } from "node:path";
import type { RandomBytes } from "./seal";
import { hasCode, type VaultFs } from "./vault-fs";

/** A leftover temporary file may be one that another process is writing right now; after an hour it is not. */
const OLD_MS = 3_600_000;

const TEMPORARY = /^\..+\.tmp$/;

/** What writing a file needs. */
export interface FileWriting {
  readonly fs: VaultFs;
  readonly random: RandomBytes;
}

/**
 * Replaces a file wholly or not at all: written beside it, then renamed. Makes missing folders.
 *
 * @param write `synced` resolves when the new content would survive a power cut; `quick` leaves that to the system
 * @throws system errors; the old file is then still there, or (where only the last sync failed) the new one
 */
export async function replaceFile(
  to: FileWriting,
  path: string,
  bytes: Buffer,
  write: "synced" | "quick",
): Promise<void> {
  const temporary = await writeTemporary(to, path, bytes, write);
  await orRemove(to.fs, temporary, () => to.fs.rename(temporary, path));
  if (write === "synced") await to.fs.syncDirectory(dirname(path));
}

/**
 * Makes a file that is complete from the first moment it can be seen, unless another process was first.
 *
 * @returns whether this call made it
 * @throws system errors; ENOTSUP-like ones never, see below
 */
export async function makeFile(to: FileWriting, path: string, bytes: Buffer): Promise<boolean> {
  const { fs } = to;
  const temporary = await writeTemporary(to, path, bytes, "synced");
  const made = await orRemove(fs, temporary, () => linkOrRename(fs, temporary, path));
  await fs.syncDirectory(dirname(path));
  return made;
}

async function linkOrRename(fs: VaultFs, temporary: string, path: string): Promise<boolean> {
  try {
    await fs.link(temporary, path);
  } catch (error) {
    if (hasCode(error, "EEXIST")) {
      await fs.remove(temporary);
      return false;
    }
    // FAT and some network file systems know no second names. Callers hold the lock, so looking first is enough.
    if (!hasCode(error, "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK")) throw error;
    if ((await readIfThere(fs, path)) !== undefined) {
      await fs.remove(temporary);
      return false;
    }
    await fs.rename(temporary, path);
    return true;
  }
  await fs.remove(temporary);
  return true;
}

async function writeTemporary(
  { fs, random }: FileWriting,
  path: string,
  bytes: Buffer,
  write: "synced" | "quick",
): Promise<string> {
  const temporary = join(dirname(path), `.${basename(path)}.${random(8).toString("hex")}.tmp`);
  const file = await fs.create(temporary).catch(async (error: unknown) => {
    if (!hasCode(error, "ENOENT")) throw error;
    await makeFolder(fs, dirname(path));
    return fs.create(temporary);
  });
  await orRemove(fs, temporary, async () => {
    try {
      await file.write(bytes);
      if (write === "synced") await file.sync();
    } finally {
      await file.close();
    }
  });
  return temporary;
}

async function orRemove<T>(fs: VaultFs, temporary: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await fs.remove(temporary).catch(() => undefined);
    throw error;
  }
}

/** Makes a folder with its parents so that they would survive a power cut. */
export async function makeFolder(fs: VaultFs, path: string): Promise<void> {
  const topmost = await fs.makeDirectory(path);
  if (topmost === undefined) return;
  for (let folder = path; folder.length >= topmost.length; folder = dirname(folder)) {
    await fs.syncDirectory(dirname(folder));
    if (dirname(folder) === folder) return;
  }
}

/** Removes a file that may be there; resolves when that would survive a power cut. */
export async function removeFile(fs: VaultFs, path: string, write: "synced" | "quick"): Promise<void> {
  try {
    await fs.remove(path);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    return;
  }
  if (write === "synced") await fs.syncDirectory(dirname(path));
}

/**
 * Gives a file another name, so that its place is free and nothing is lost.
 *
 * @param keep `each`: `<name>.damaged-1`, `-2`, …; `newest`: always `-1`, for files that are not worth a pile
 * @returns the new path
 */
export async function moveAside(fs: VaultFs, path: string, keep: "each" | "newest"): Promise<string> {
  const folder = dirname(path);
  const taken = new Set(keep === "each" ? await fs.list(folder) : []);
  let number = 1;
  while (taken.has(`${basename(path)}.damaged-${number}`)) number += 1;
  const aside = `${path}.damaged-${number}`;
  await fs.rename(path, aside);
  await fs.syncDirectory(folder);
  return aside;
}

/** @returns the content, or undefined where there is no such file */
export async function readIfThere(fs: VaultFs, path: string): Promise<Buffer | undefined> {
  try {
    return await fs.read(path);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** @returns the names in a folder, none where there is no folder */
export async function listIfThere(fs: VaultFs, path: string): Promise<readonly string[]> {
  try {
    return await fs.list(path);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

/**
 * Removes the temporary files that a crash left in a folder.
 *
 * @param now milliseconds since 1970; a file dated in the future (the clock had no battery) is old as well
 */
export async function removeOldTemporaries(fs: VaultFs, folder: string, now: number): Promise<void> {
  for (const name of (await listIfThere(fs, folder)).filter((entry) => TEMPORARY.test(entry))) {
    const path = join(folder, name);
    try {
      const { modifiedAt } = await fs.stat(path);
      if (Math.abs(now - modifiedAt) > OLD_MS) await fs.remove(path);
    } catch (error) {
      if (!hasCode(error, "ENOENT")) throw error;
    }
  }
}
