import { resolve } from "node:path";
import { ZohoError } from "../errors/zoho-error";
import {
  type LevelDatabase,
  type LevelSettings,
  levelProblem,
  openLevel,
  repairLevel,
} from "./level-database";
import type { LevelFolder } from "./level-folder";

/** A database that could be opened, perhaps after a repair. */
export interface OpenedLevel {
  readonly database: LevelDatabase;
  /** What was wrong with its files; undefined where all is well. */
  readonly damage: { readonly problem: string; readonly setAside: string } | undefined;
}

/**
 * LevelDB passes over a log that it can't read, and removes it, also where the disk failed for a moment only. Repair reads
 * all logs once more; another opening would not.
 */
class UnreadLog extends Error {}
const UNREAD = /IO error/;

/**
 * What the system says where it fails for now. A repair that met it has left out what it could not read or write, and is
 * made once more; what fails for good, such as a bad sector, is set aside.
 */
const FAILS_FOR_NOW =
  /IO error: .*: (Too many open files.*|No space left on device|Disk quota exceeded|Cannot allocate memory|Permission denied|Operation not permitted|Read-only file system)/;

/**
 * Opens a database, whatever its files look like: where LevelDB can't read them it repairs them, and where that does not
 * help it begins anew. Nothing that could not be read is deleted.
 *
 * @param probe reads what is needed of an open database: some damage shows only then
 * @throws ZohoError `outbox_unwritable` where a repair would lose what the disk refuses for now; errors of classic-level where
 *   it is locked or the disk refuses
 */
export async function openWhatIsReadable<T>(
  folder: LevelFolder,
  settings: LevelSettings,
  probe: (database: LevelDatabase) => Promise<T>,
): Promise<OpenedLevel & { readonly found: T }> {
  await folder.make();
  await folder.restoreLogs();
  if (await folder.lacksCurrent()) return repaired(folder, settings, probe, "CURRENT is missing");
  try {
    const { database, found, dropped } = await openAndProbe(folder, settings, probe);
    const damage =
      dropped === undefined ? undefined : { problem: dropped, setAside: await folder.setAside() };
    await folder.dropLogs();
    return { database, found, damage };
  } catch (error) {
    if (error instanceof UnreadLog) return repaired(folder, settings, probe, error.message);
    const problem = levelProblem(error);
    if (problem?.kind !== "damaged") throw error;
    return repaired(folder, settings, probe, problem.problem);
  }
}

async function repaired<T>(
  folder: LevelFolder,
  settings: LevelSettings,
  probe: (database: LevelDatabase) => Promise<T>,
  problem: string,
): Promise<OpenedLevel & { readonly found: T }> {
  await folder.restoreLogs();
  await folder.syncAll();
  let setAside: string | undefined;
  try {
    await repairLevel(folder.path);
    const dropped = await folder.dropped();
    const refusal = FAILS_FOR_NOW.exec(dropped ?? "")?.[1];
    if (refusal !== undefined) {
      await folder.askForRepair();
      throw new ZohoError("outbox_unwritable", {
        details: { directory: folder.directory, problem: refusal },
      });
    }
    await folder.syncAll();
    setAside = await folder.setAside();
    const opened = await openAndProbe(folder, settings, probe);
    await folder.dropLogs();
    const said = [problem, dropped].filter((text) => text !== undefined).join("; ");
    return { ...opened, damage: { problem: said.replaceAll(`${folder.path}/`, ""), setAside } };
  } catch (error) {
    if (levelProblem(error)?.kind !== "damaged") throw error;
    setAside = await folder.setAside(setAside);
    await folder.setAllAside(setAside);
    const opened = await openAndProbe(folder, settings, probe);
    await folder.dropLogs();
    return { ...opened, damage: { problem, setAside } };
  }
}

/** @throws UnreadLog; the next opening repairs then, in whatever process it is */
async function openAndProbe<T>(
  folder: LevelFolder,
  settings: LevelSettings,
  probe: (database: LevelDatabase) => Promise<T>,
): Promise<{
  readonly database: LevelDatabase;
  readonly found: T;
  /** What LevelDB left out, in its own words. */
  readonly dropped: string | undefined;
}> {
  await folder.keepLogs();
  const database = await openLevel(folder.path, settings);
  let dropped: string | undefined;
  try {
    dropped = await folder.dropped();
    if (dropped !== undefined && UNREAD.test(dropped)) throw new UnreadLog(dropped);
  } catch (error) {
    await database.close();
    await folder.askForRepair();
    throw error;
  }
  try {
    await folder.syncNames();
    return { database, found: await probe(database), dropped };
  } catch (error) {
    await database.close();
    throw error;
  }
}

const held = new Set<string>();

/**
 * Keeps a folder to one store of this process. LevelDB would notice a second one, and lose its lock by that: POSIX gives
 * up a lock of a process as soon as it closes any descriptor of the file.
 *
 * @returns what lets go of it
 * @throws ZohoError `outbox_busy`
 */
export function holdFolder(directory: string, busyMs: number): () => void {
  const path = resolve(directory);
  if (held.has(path)) {
    throw new ZohoError("outbox_busy", { details: { directory, seconds: busyMs / 1_000 } });
  }
  held.add(path);
  return () => {
    held.delete(path);
  };
}
