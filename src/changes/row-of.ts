import { textAt } from "../api/paging/pager";
import { invalidInput } from "../errors/invalid-input";
import type { ReadRow } from "./change-reader";

/** Where a product writes what changes are told by. */
export interface RowForm {
  /** For people: `Zoho Books' contacts`. */
  readonly what: string;
  readonly idField: string;
  /** Fields with the time of the last change, the first that has one counts. */
  readonly changedFields: readonly string[];
  readonly createdField: string;
  /** @returns milliseconds since 1970, NaN where the text is no time */
  readonly readTime: (text: string) => number;
  /** What a person can do where a record does not tell its times. */
  readonly remedy: string;
  /** The fields that records are to come with; none: all. */
  readonly fields: readonly string[];
}

/**
 * A record as changes are told by.
 *
 * @throws ZohoError `invalid_input` where it does not tell when it was changed
 */
export function rowOf(record: unknown, form: RowForm): ReadRow {
  const id = textAt(record, form.idField);
  const changed = form.changedFields.map((name) => textAt(record, name)).find((text) => text !== undefined);
  const at = form.readTime(changed ?? "");
  if (id === undefined || Number.isNaN(at)) {
    const shown = changed === undefined ? "" : ` ("${changed.slice(0, 40)}")`;
    throw invalidInput(form.what, `do not tell when they were changed${shown}: ${form.remedy}`);
  }
  const createdAt = form.readTime(textAt(record, form.createdField) ?? "");
  return {
    id,
    at,
    createdAt: Number.isNaN(createdAt) ? undefined : createdAt,
    record: chosen(record as Readonly<Record<string, unknown>>, form),
  };
}

/** Lists that can't be asked for some fields are cut here; what changes are told by stays. */
function chosen(
  record: Readonly<Record<string, unknown>>,
  { fields, idField, changedFields, createdField }: RowForm,
): Readonly<Record<string, unknown>> {
  if (fields.length === 0) return record;
  const names = new Set([idField, ...fields, ...changedFields, createdField]);
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)));
}
