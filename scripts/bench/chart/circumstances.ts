import type { KeptRow } from "../kept-rows";
import { busyWarning } from "../machine";

/**
 * When, where and with what rows were measured, in sentences.
 *
 * @param rows of one run, or of several that were put together
 */
export function circumstancesOf(rows: readonly KeptRow[]): readonly string[] {
  if (rows.length === 0) return ["Nothing has been measured yet."];
  const each = (of: (row: KeptRow) => string): readonly string[] => [...new Set(rows.map(of))].sort();
  const days = each(({ measured }) => measured.at.slice(0, 10));
  const warning = busyWarning(Math.max(...rows.map(({ measured }) => measured.others)));
  return [
    `Measured on ${days.join(" and ")}: ${each(({ measured }) => measured.machine).join("; ")}.`,
    `With ${each(({ measured }) => measured.versions).join("; ")}.`,
    ...(warning === undefined ? [] : [warning]),
  ];
}
