import { isDeepStrictEqual } from "node:util";
import type { RecordCounts } from "../people/make-people";
import type { Snapshot } from "./snapshot";
import { readStateFile, StateFileError } from "./state-file";

/**
 * What a state file holds, if it is from a world that was made as this one is to be.
 *
 * @returns undefined where there is no state file, or none yet
 * @throws StateFileError where it can't be used
 */
export function savedSnapshot(wanted: {
  readonly stateFile?: string;
  readonly seed?: number;
  readonly records?: RecordCounts;
}): Snapshot | undefined {
  const { stateFile, seed, records } = wanted;
  if (stateFile === undefined) return undefined;
  const snapshot = readStateFile(stateFile);
  if (snapshot === undefined) return undefined;
  if (seed !== undefined && seed !== snapshot.seed) {
    throw new StateFileError(`The state file ${stateFile} was made with seed ${snapshot.seed}, not ${seed}.`);
  }
  if (records !== undefined && !isDeepStrictEqual(records, snapshot.recordCounts)) {
    throw new StateFileError(
      `The state file ${stateFile} was made with other numbers of records: ${JSON.stringify(snapshot.recordCounts)}.`,
    );
  }
  return snapshot;
}
