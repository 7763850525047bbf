import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hasCode, nodeVaultFs } from "../vault/vault-fs";

/**
 * Names of LevelDB's files: `CURRENT` names the manifest, a manifest the tables (`.ldb`), and logs (`.log`) hold what is
 * in no table yet.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/impl.md#files
 */
const DATA = /^(?:\d+\.(?:log|ldb|sst)|MANIFEST-\d+)$/;
const LOG = /^\d+\.log$/;

/** A copy of the logs from before the database was opened: opening removes them, read or not. */
const LOGS_BEFORE = "logs-before";

/** The files of one database, in a folder of an outbox. */
export class LevelFolder {
  /** Where LevelDB works. */
  readonly path: string;
  #names = "";

  /** @param directory folder of the outbox */
  constructor(readonly directory: string) {
    this.path = join(directory, "level");
  }

  /** Makes it for the owner only, so that it survives a power cut. */
  async make(): Promise<void> {
    await nodeVaultFs.makeDirectory(this.path);
    await nodeVaultFs.syncDirectory(this.directory);
    await nodeVaultFs.syncDirectory(join(this.directory, ".."));
  }

  /** True where LevelDB would take the folder for a new one, and delete what is in it. */
  async lacksCurrent(): Promise<boolean> {
    const names = await readdir(this.path);
    return !names.includes("CURRENT") && names.some((name) => DATA.test(name));
  }

  /**
   * Syncs names of files that are new since the last time. LevelDB syncs what it writes to a log, but not the name of a
   * new log: with a power cut soon after, the file may not be there.
   */
  async syncNames(): Promise<void> {
    const names = (await readdir(this.path)).toSorted().join(" ");
    if (names === this.#names) return;
    await nodeVaultFs.syncDirectory(this.path);
    this.#names = names;
  }

  /** Syncs all files: LevelDB's repair leaves that out. */
  async syncAll(): Promise<void> {
    const files = (await readdir(this.path, { withFileTypes: true })).filter((entry) => entry.isFile());
    for (const { name } of files) {
      const handle = await open(join(this.path, name), "r+");
      await handle.sync().finally(() => handle.close());
    }
    await nodeVaultFs.syncDirectory(this.path);
  }

  /**
   * Gives the logs second names before they are read: opening puts what they hold into a table and removes them, and syncs
   * neither their removal nor that `CURRENT` leads to the table. After a power cut in between both may be missing.
   */
  async keepLogs(): Promise<void> {
    const kept = join(this.directory, LOGS_BEFORE);
    await nodeVaultFs.makeDirectory(kept);
    const before = await readdir(kept);
    for (const name of (await readdir(this.path)).filter(
      (file) => LOG.test(file) && !before.includes(file),
    )) {
      await linkOrCopy(join(this.path, name), join(kept, name));
    }
    await nodeVaultFs.syncDirectory(kept);
    await nodeVaultFs.syncDirectory(this.directory);
  }

  /** Puts logs back that an opening has removed which did not come to its end; those that are not needed do no harm. */
  async restoreLogs(): Promise<void> {
    const kept = join(this.directory, LOGS_BEFORE);
    const [before, now] = [await readdir(kept).catch(() => []), await readdir(this.path)];
    const lost = before.filter((name) => !now.includes(name));
    for (const name of lost) await linkOrCopy(join(kept, name), join(this.path, name));
    if (lost.length > 0) await nodeVaultFs.syncDirectory(this.path);
  }

  /** Removes the second names when all that was read from the logs is safe. */
  async dropLogs(): Promise<void> {
    await rm(join(this.directory, LOGS_BEFORE), { recursive: true, force: true });
    await nodeVaultFs.syncDirectory(this.directory);
  }

  /**
   * What LevelDB dropped while it opened or repaired the database, in its own words; undefined where nothing.
   *
   * @throws errors of the system: it is not known then
   */
  async dropped(): Promise<string | undefined> {
    const log = await readFile(join(this.path, "LOG"), "utf8");
    // Lines begin with time and thread, and name files by their whole path.
    const lines = log
      .split("\n")
      .filter((line) => /dropping \d+ bytes|[Ii]gnoring|dropped:|unparsable/.test(line));
    if (lines.length === 0) return undefined;
    return lines.map((line) => line.replace(/^\S+ \S+ /, "").replaceAll(`${this.path}/`, "")).join("; ");
  }

  /**
   * Sees to it that the next opening repairs: without `CURRENT` it does. What a repair that met a failing disk has put into
   * `lost` is put back, so that the next one finds it.
   */
  async askForRepair(): Promise<void> {
    await rm(join(this.path, "CURRENT"), { force: true });
    const lost = join(this.path, "lost");
    for (const name of await readdir(lost).catch(() => []))
      await rename(join(lost, name), join(this.path, name));
    await nodeVaultFs.syncDirectory(this.path);
  }

  /**
   * Moves what is damaged where nothing touches it any more: what LevelDB's repair has put into `lost`, and the logs from
   * before the opening.
   *
   * @param aside where; a new folder where it is left out
   * @returns the folder
   */
  async setAside(aside?: string): Promise<string> {
    const to = aside ?? (await this.#newFolder());
    await moveIfThere(join(this.path, "lost"), join(to, "lost"));
    await moveIfThere(join(this.directory, LOGS_BEFORE), join(to, "logs"));
    await nodeVaultFs.syncDirectory(to);
    await nodeVaultFs.syncDirectory(this.directory);
    return to;
  }

  /** Moves the whole database away, and makes room for a new one. @param aside where to */
  async setAllAside(aside: string): Promise<void> {
    await rename(this.path, join(aside, "level"));
    await this.make();
  }

  /** Writes what can't be read as it was written into files of their own. @returns their folder */
  async setTextsAside(
    queue: string,
    damaged: readonly { readonly seq: number; readonly value: string }[],
  ): Promise<string> {
    const aside = await this.#newFolder();
    for (const { seq, value } of damaged) {
      await writeFile(join(aside, `${encodeURIComponent(queue)}-${seq}.txt`), value, { mode: 0o600 });
    }
    return aside;
  }

  async #newFolder(): Promise<string> {
    for (let number = 1; ; number += 1) {
      const folder = join(this.directory, `damaged-${number}`);
      try {
        await mkdir(folder, { mode: 0o700 });
        return folder;
      } catch (error) {
        if (!hasCode(error, "EEXIST")) throw error;
      }
    }
  }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    // FAT knows no second names.
    if (!hasCode(error, "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK")) throw error;
    await copyFile(from, to);
    const handle = await open(to, "r+");
    await handle.sync().finally(() => handle.close());
  }
}

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}
