import type { SeededRows } from "../seeds/seeded-rows";
import type { Comparison, Criteria, Operand } from "./criteria";
import { firstWhere } from "../record-order";

/** Numbers of seeded rows, both ends included; empty where the first is beyond the last. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Outside of these seeded rows none can pass: a window on ID or time among a million is found by halving, not by looking
 * at each. Other criteria narrow nothing.
 */
export function rowRange(seeded: SeededRows, criteria: Criteria): RowRange {
  if (!("join" in criteria)) return comparisonRange(seeded, criteria);
  const ranges = criteria.parts.map((part) => rowRange(seeded, part));
  if (criteria.join === "and") {
    return {
      first: Math.max(...ranges.map(({ first }) => first)),
      last: Math.min(...ranges.map(({ last }) => last)),
    };
  }
  const some = ranges.filter(({ first, last }) => first <= last);
  if (some.length === 0) return { first: 1, last: 0 };
  return {
    first: Math.min(...some.map(({ first }) => first)),
    last: Math.max(...some.map(({ last }) => last)),
  };
}

/** Seeded rows are in one order by ID and by either time. */
function comparisonRange(seeded: SeededRows, { field, comparator, values }: Comparison): RowRange {
  const all: RowRange = { first: 1, last: seeded.count };
  const order = orderedBy(seeded, field);
  const [from = null, to = from] = values;
  const least = order?.keyOf(from);
  const most = order?.keyOf(to);
  if (order === undefined || least === undefined || most === undefined) return all;
  const atLeast = (key: string | number): number =>
    1 + firstWhere(seeded.count, (index) => order.at(index + 1) >= key);
  const beyond = (key: string | number): number =>
    1 + firstWhere(seeded.count, (index) => order.at(index + 1) > key);
  switch (comparator) {
    case "equals":
      return { first: atLeast(least), last: beyond(least) - 1 };
    case "greater_than":
      return { ...all, first: beyond(least) };
    case "greater_equal":
      return { ...all, first: atLeast(least) };
    case "less_than":
      return { ...all, last: atLeast(least) - 1 };
    case "less_equal":
      return { ...all, last: beyond(least) - 1 };
    case "between":
      return { first: atLeast(least), last: beyond(most) - 1 };
    default:
      return all;
  }
}

interface RowOrder {
  readonly at: (n: number) => string | number;
  /** Undefined where the operand can't be compared. */
  readonly keyOf: (value: Operand) => string | number | undefined;
}

function orderedBy(seeded: SeededRows, field: string): RowOrder | undefined {
  if (field === "id") {
    return { at: (n) => seeded.idOf(n), keyOf: (value) => (value === null ? undefined : String(value)) };
  }
  if (field !== "Created_Time" && field !== "Modified_Time") return undefined;
  return {
    at: (n) => seeded.timeOf(n),
    keyOf(value) {
      const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
      return Number.isNaN(time) ? undefined : time;
    },
  };
}
