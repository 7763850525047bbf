/** One figure of `npm run bench`, always beside the figure of something that is already known. */
export interface BenchRow {
  readonly id: string;
  /** What was measured, with its settings. */
  readonly what: string;
  readonly value: number;
  /** `ratio` where the anchor counts as 1. */
  readonly unit: string;
  /** As a person reads it: `>= 0.5`. */
  readonly goal: string;
  /** What it is held against. */
  readonly anchor: string;
  readonly ok: boolean;
}

/** A row whose value must not be below the goal. */
export function atLeast(goal: number, row: Omit<BenchRow, "goal" | "ok">): BenchRow {
  return { ...row, goal: `>= ${goal}`, ok: row.value >= goal };
}

/** A row whose value must not be above the goal. */
export function atMost(goal: number, row: Omit<BenchRow, "goal" | "ok">): BenchRow {
  return { ...row, goal: `<= ${goal}`, ok: row.value <= goal };
}

/** The rows as lines for a terminal. */
export function benchTable(rows: readonly BenchRow[]): string {
  return rows
    .map(({ id, what, value, unit, goal, anchor, ok }) =>
      [
        `${ok ? "ok    " : "MISSED"} ${id}  ${value.toFixed(2)} ${unit} (goal ${goal})`,
        `${what}; against ${anchor}`,
      ].join("\n           "),
    )
    .join("\n");
}
