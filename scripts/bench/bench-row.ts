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
  /** What it is held against, with the anchor's own figures of this run where it has any. */
  readonly anchor: string;
  readonly ok: boolean;
}

/** Something that was counted beside a row's value, and that must be so. */
export interface Count {
  /** `calls answered 401` */
  readonly of: string;
  readonly seen: number;
  /** The most that is allowed; 0 unless said otherwise. */
  readonly most?: number;
}

/** A row whose value must not be below the goal. */
export function atLeast(goal: number, row: Omit<BenchRow, "goal" | "ok">): BenchRow {
  return { ...row, goal: `>= ${goal}`, ok: row.value >= goal };
}

/** A row whose value must not be above the goal, nor any count above what is allowed of it. */
export function atMost(
  goal: number,
  row: Omit<BenchRow, "goal" | "ok">,
  counts: readonly Count[] = [],
): BenchRow {
  return withCounts({ ...row, goal: `<= ${goal}`, ok: row.value <= goal }, counts);
}

/** A row whose value must be the goal, with no count above what is allowed of it. */
export function exactly(
  goal: number,
  row: Omit<BenchRow, "goal" | "ok">,
  counts: readonly Count[] = [],
): BenchRow {
  return withCounts({ ...row, goal: String(goal), ok: row.value === goal }, counts);
}

function withCounts(row: BenchRow, counts: readonly Count[]): BenchRow {
  if (counts.length === 0) return row;
  const goals = counts.map(({ of, most = 0 }) => `${most === 0 ? "" : "<= "}${most} ${of}`);
  return {
    ...row,
    what: `${row.what}: ${counts.map(({ of, seen }) => `${seen} ${of}`).join(", ")}`,
    goal: [row.goal, ...goals].join(", "),
    ok: row.ok && counts.every(({ seen, most = 0 }) => seen <= most),
  };
}

/** The rows as lines for a terminal. */
export function benchTable(rows: readonly BenchRow[]): string {
  return rows
    .map(({ id, what, value, unit, goal, anchor, ok }) =>
      [
        `${ok ? "ok    " : "MISSED"} ${id}  ${shown(value)} ${unit} (goal ${goal})`,
        `${what}; against ${anchor}`,
      ].join("\n           "),
    )
    .join("\n");
}

/** Counts as they are, measures with two digits. */
function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
