import type { FieldPart } from "../../metadata/metadata-api";

/** A whole value that is offered, and what of it is new, for people. */
export interface Completion {
  readonly value: string;
  readonly label: string;
}

/** A field that is compared in search criteria of CRM, up to its value. */
const COMPARED = /^(.*\((\w+):(?:equals|not_equal|in):)[^():]*$/s;

/** Parameters that take a list of fields. */
const LISTS = ["fields", "include_fields"];

/**
 * How a parameter of the query may go on from what is typed so far: a list by another field, criteria by a field or by one
 * of the values that it may have.
 */
export function completions(
  name: string,
  typed: string,
  fields: readonly FieldPart[],
): readonly Completion[] {
  const parameter = name.trim().toLowerCase();
  if (LISTS.includes(parameter)) return nextInList(typed, fields);
  if (parameter === "sort_by") return fields.map((field) => ({ value: field.name, label: field.label }));
  return parameter === "criteria" ? nextInCriteria(typed, fields) : [];
}

function nextInList(typed: string, fields: readonly FieldPart[]): readonly Completion[] {
  const before = typed.slice(0, typed.lastIndexOf(",") + 1);
  const chosen = before.split(",").map((one) => one.trim());
  return fields
    .filter((field) => !chosen.includes(field.name))
    .map((field) => ({ value: before + field.name, label: field.label }));
}

function nextInCriteria(typed: string, fields: readonly FieldPart[]): readonly Completion[] {
  const [, before = "", compared] = COMPARED.exec(typed) ?? [];
  if (compared !== undefined) {
    const values = fields.find((field) => field.name === compared)?.values ?? [];
    return values.map((value) => ({ value: `${before}${value})`, label: value }));
  }
  const opened = typed === "" ? "(" : /^(.*\()\w*$/s.exec(typed)?.[1];
  if (opened === undefined) return [];
  return fields.map((field) => ({ value: `${opened}${field.name}:equals:`, label: field.label }));
}
