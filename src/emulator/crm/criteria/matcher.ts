import type { Module } from "../modules/module";
import { type Field, field } from "../modules/field";
import type { StoredRecord } from "../stored-record";
import type { Comparator, Comparison, Criteria, Operand } from "./criteria";
import { type Comparable, comparable, kindOf, type ValueKind } from "./field-value";

/** Why criteria can't be applied to a module. */
export interface CriteriaProblem {
  readonly field: string;
  readonly comparator: Comparator;
  readonly reason: "unknown field" | "operator does not fit the field" | "value does not fit the field";
}

export type Matcher = (record: StoredRecord) => boolean;

const ID_FIELD = field("id", "text", { isReadOnly: true });

const ORDERED: readonly Comparator[] = [
  "greater_than",
  "greater_equal",
  "less_than",
  "less_equal",
  "between",
];
const TEXTUAL: readonly Comparator[] = ["starts_with", "ends_with", "contains", "not_contains"];
const EQUALITY: readonly Comparator[] = ["equals", "not_equal", "in", "not_in", "is_null", "is_not_null"];

const FITTING: Readonly<Record<ValueKind, readonly Comparator[]>> = {
  text: [...EQUALITY, ...TEXTUAL],
  number: [...EQUALITY, ...ORDERED],
  time: [...EQUALITY, ...ORDERED],
  boolean: ["equals", "not_equal", "is_null", "is_not_null"],
  reference: EQUALITY,
  list: [...EQUALITY, ...TEXTUAL],
};

/** The field of a module by name, `id` included. */
export function fieldOf(module: Module, name: string): Field | undefined {
  return name === "id" ? ID_FIELD : module.fieldByName.get(name);
}

/**
 * Makes a test for records out of criteria.
 *
 * @returns the test, or the first comparison that can't be made
 */
export function matcher(module: Module, criteria: Criteria): Matcher | CriteriaProblem {
  if (!("join" in criteria)) return comparisonMatcher(module, criteria);
  const parts: Matcher[] = [];
  for (const part of criteria.parts) {
    const made = matcher(module, part);
    if (typeof made !== "function") return made;
    parts.push(made);
  }
  return criteria.join === "and"
    ? (record) => parts.every((part) => part(record))
    : (record) => parts.some((part) => part(record));
}

function comparisonMatcher(module: Module, comparison: Comparison): Matcher | CriteriaProblem {
  const { comparator } = comparison;
  const problem = (reason: CriteriaProblem["reason"]): CriteriaProblem => ({
    field: comparison.field,
    comparator,
    reason,
  });
  const known = fieldOf(module, comparison.field);
  if (known === undefined) return problem("unknown field");
  const kind = kindOf(known);
  // IDs are numbers to Zoho: they can be compared by size.
  const isFitting =
    FITTING[kind].includes(comparator) || (known === ID_FIELD && ORDERED.includes(comparator));
  if (!isFitting) return problem("operator does not fit the field");
  const values = comparison.values.map((value) => operand(kind, value));
  const wanted = comparator === "between" ? 2 : comparator.startsWith("is_") ? 0 : 1;
  const isCountRight = comparator.endsWith("in") ? values.length > 0 : values.length === wanted;
  if (!isCountRight || values.includes(undefined)) return problem("value does not fit the field");
  const test = comparisonTest(comparator, values as readonly Comparable[]);
  return (record) => test(comparable(record, known));
}

/** A typed value in the form of the stored ones; undefined where it can't be one. */
function operand(kind: ValueKind, value: Operand): Comparable | undefined {
  if (value === null) return null;
  switch (kind) {
    case "number": {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      return typeof number === "number" && Number.isFinite(number) ? number : undefined;
    }
    case "boolean":
      return value === true || value === "true"
        ? true
        : value === false || value === "false"
          ? false
          : undefined;
    case "time": {
      const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
      return Number.isNaN(time) ? undefined : time;
    }
    default:
      return typeof value === "boolean" ? undefined : String(value).toLowerCase();
  }
}

function comparisonTest(
  comparator: Comparator,
  values: readonly Comparable[],
): (stored: Comparable) => boolean {
  const [first = null, second = null] = values;
  const isOne = (stored: Comparable): boolean => values.some((value) => isSame(stored, value));
  const text = typeof first === "string" ? first : "";
  switch (comparator) {
    case "equals":
    case "in":
      return isOne;
    case "not_equal":
    case "not_in":
      return (stored) => !isOne(stored);
    case "is_null":
      return (stored) => stored === null;
    case "is_not_null":
      return (stored) => stored !== null;
    case "starts_with":
      return (stored) => textsOf(stored).some((one) => one.startsWith(text));
    case "ends_with":
      return (stored) => textsOf(stored).some((one) => one.endsWith(text));
    case "contains":
      return (stored) => textsOf(stored).some((one) => one.includes(text));
    case "not_contains":
      return (stored) => !textsOf(stored).some((one) => one.includes(text));
    case "greater_than":
      return (stored) => isBetween(stored, first, null) && !isSame(stored, first);
    case "greater_equal":
      return (stored) => isBetween(stored, first, null);
    case "less_than":
      return (stored) => isBetween(stored, null, first) && !isSame(stored, first);
    case "less_equal":
      return (stored) => isBetween(stored, null, first);
    case "between":
      return (stored) => isBetween(stored, first, second);
  }
}

function textsOf(stored: Comparable): readonly string[] {
  if (typeof stored === "string") return [stored];
  return typeof stored === "object" && stored !== null ? stored : [];
}

function isSame(stored: Comparable, value: Comparable): boolean {
  if (typeof stored === "object" && stored !== null) return stored.some((one) => one === value);
  return stored === value;
}

/** Both ends included; null: no end. Nothing is between anything. */
function isBetween(stored: Comparable, from: Comparable, to: Comparable): boolean {
  if (stored === null || typeof stored === "object") return false;
  return (from === null || stored >= from) && (to === null || stored <= to);
}
