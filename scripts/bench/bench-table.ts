import { type BenchRow, shown, shownRange } from "./bench-row";

/** The rows as lines for a terminal. */
export function benchTable(rows: readonly BenchRow[]): string {
  return rows.map((row) => [verdict(row), ...details(row)].join("\n           ")).join("\n");
}

function verdict({ id, ok, value, unit, goal, range, samples, note }: BenchRow): string {
  const sampled = samples === 1 ? [] : [`${shownRange(range)} in ${samples} samples`];
  const more = [`goal ${goal}`, ...sampled, ...(note === "" ? [] : [note])].join("; ");
  return `${ok ? "ok    " : "MISSED"} ${id}  ${shown(value)} ${unit} (${more})`;
}

function details({ what, anchor, bound }: BenchRow): readonly string[] {
  return [what, `against ${anchor}`, `bound by ${bound}`];
}
