import { clientPackage } from "../../test/clients/support/client-packages";
import { benchTable } from "./bench-table";
import type { KeptRow } from "./kept-rows";
import { busyWarning, machine, shareOfOthers } from "./machine";
import { isWanted, type Measurement } from "./measurement";
import { versions } from "./versions";

/**
 * Measures one thing after the other, and tells of each as soon as it is there.
 *
 * @param only IDs of the rows that are wanted; a measurement may bring others beside them
 * @param tell a line, or several, for whoever waits
 */
export async function runMeasurements(
  measurements: readonly Measurement[],
  only: readonly string[],
  tell: (text: string) => void,
): Promise<readonly KeptRow[]> {
  const began = performance.now();
  const against = [...new Set(measurements.flatMap((one) => one.against))];
  for (const name of against) await clientPackage(name);
  const where = { machine: machine(), versions: versions(against) };
  tell(`${where.machine}\n${where.versions}`);
  const rows: KeptRow[] = [];
  for (const { ids, seconds, measure } of measurements) {
    const others = await shareOfOthers();
    const warning = busyWarning(others);
    if (warning !== undefined) tell(warning);
    const measured = { at: new Date().toISOString(), ...where, others };
    const start = performance.now();
    const found = (await measure()).filter(({ id }) => isWanted(id, only));
    tell(benchTable(found));
    tell(`       ${ids.join(", ")} took ${secondsSince(start)} s of ${seconds} s`);
    rows.push(...found.map((row) => ({ ...row, measured })));
  }
  const missed = rows.filter(({ ok }) => !ok).map(({ id }) => id);
  const verdict = missed.length === 0 ? "all goals met" : `missed: ${missed.join(", ")}`;
  tell(`${rows.length} rows in ${secondsSince(began)} s, ${verdict}`);
  return rows;
}

function secondsSince(start: number): string {
  return ((performance.now() - start) / 1_000).toFixed(0);
}
