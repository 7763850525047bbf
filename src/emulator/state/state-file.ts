import { readFileSync } from "node:fs";
import { replaceFile } from "./replace-file";
import type { Snapshot } from "./snapshot";

/** A state file that can't be used; the message says what to do. */
export class StateFileError extends Error {
  override readonly name = "StateFileError";
}

/**
 * Reads a state file.
 *
 * @returns undefined where there is none yet
 * @throws StateFileError where it can't be read, or was not written by this version
 */
export function readStateFile(file: string): Snapshot | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new StateFileError(`The state file ${file} can't be read: ${(error as Error).message}`);
  }
  try {
    const parsed = JSON.parse(text) as Partial<Snapshot>;
    if (parsed.format === 3 && typeof parsed.seed === "number") return parsed as Snapshot;
  } catch {
    // Told below, together with files of another format.
  }
  throw new StateFileError(
    `The state file ${file} was not written by this version. Delete it, or name another.`,
  );
}

/** Writes a state file as a whole or not at all, readable by its owner only: it holds tokens and secrets. */
export function writeStateFile(file: string, snapshot: Snapshot): void {
  try {
    replaceFile(file, JSON.stringify(snapshot), 0o600);
  } catch (error) {
    throw new StateFileError(`The state file ${file} can't be written: ${(error as Error).message}`);
  }
}
