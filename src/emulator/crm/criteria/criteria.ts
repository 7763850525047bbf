/** Comparisons that search, COQL and custom views have in common. */
export type Comparator =
  | "equals"
  | "not_equal"
  | "starts_with"
  | "ends_with"
  | "contains"
  | "not_contains"
  | "greater_than"
  | "greater_equal"
  | "less_than"
  | "less_equal"
  | "in"
  | "not_in"
  | "between"
  | "is_null"
  | "is_not_null";

/** A value to compare with, as typed. */
export type Operand = string | number | boolean | null;

/** One field held against values. */
export interface Comparison {
  readonly field: string;
  readonly comparator: Comparator;
  readonly values: readonly Operand[];
}

/** What records are chosen by. */
export type Criteria = Comparison | { readonly join: "and" | "or"; readonly parts: readonly Criteria[] };

/** Every comparison in a tree of them. */
export function comparisonsIn(criteria: Criteria): readonly Comparison[] {
  return "join" in criteria ? criteria.parts.flatMap(comparisonsIn) : [criteria];
}

/** The comparisons that every chosen record must pass. */
export function requiredBy(criteria: Criteria): readonly Comparison[] {
  if (!("join" in criteria)) return [criteria];
  if (criteria.join === "and") return criteria.parts.flatMap(requiredBy);
  const [only, ...others] = criteria.parts;
  return only !== undefined && others.length === 0 ? requiredBy(only) : [];
}
