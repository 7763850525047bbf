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
 * all logs once more.
 */
const UNREAD = /IO error/;

/**
 * Opens a database, whatever its files look like: where LevelDB can't read them it repairs them, and where that does not
 * help it begins anew. Nothing that could not be read is deleted.
 *
 * @param probe reads what is needed of an open database: some damage shows only then
 * @throws errors of classic-level where it is locked or the disk refuses
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
    const { database, found } = await openAndProbe(folder, settings, probe);
    const problem = await folder.dropped();
    if (problem !== undefined && UNREAD.test(problem)) {
      await database.close();
      return await repaired(folder, settings, probe, problem);
    }
    const damage = problem === undefined ? undefined : { problem, setAside: await folder.setAside() };
    await folder.dropLogs();
    return { database, found, damage };
  } catch (error) {
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

async function openAndProbe<T>(
  folder: LevelFolder,
  settings: LevelSettings,
  probe: (database: LevelDatabase) => Promise<T>,
): Promise<{ readonly database: LevelDatabase; readonly found: T }> {
  await folder.keepLogs();
  const database = await openLevel(folder.path, settings);
  try {
    await folder.syncNames();
    return { database, found: await probe(database) };
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
