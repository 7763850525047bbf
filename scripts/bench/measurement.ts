import type { ClientPackage } from "../../test/clients/support/client-packages";
import type { BenchRow } from "./bench-row";

/** What brings one or several rows in one go. */
export interface Measurement {
  /** IDs of the rows, as in `--only`. */
  readonly ids: readonly string[];
  /** How long it may take on an idle machine with two cores, seconds. */
  readonly seconds: number;
  /** Packages of others that it is held against; npm brings them before anything is measured. */
  readonly against: readonly ClientPackage[];
  readonly measure: () => Promise<readonly BenchRow[]>;
}

/**
 * The measurements that bring the wanted rows.
 *
 * @param only IDs (`P4`), or letters for all rows that begin with one (`P`); empty: all
 * @throws RangeError where a wanted row does not exist
 */
export function wantedMeasurements(
  all: readonly Measurement[],
  only: readonly string[],
): readonly Measurement[] {
  const known = all.flatMap(({ ids }) => ids);
  for (const wanted of only) {
    if (known.some((id) => isWanted(id, [wanted]))) continue;
    throw new RangeError(`There is no row ${wanted}; there are ${known.join(", ")}.`);
  }
  return all.filter(({ ids }) => ids.some((id) => isWanted(id, only)));
}

/** True where a row is asked for; a measurement may bring others beside it. */
export function isWanted(id: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((wanted) => id === wanted || id.replace(/\d+$/, "") === wanted);
}
