import type { RecordsCall } from "../api-call";
import { fieldOf } from "../criteria/matcher";
import type { Field } from "../modules/field";
import { shownValue } from "../records/shown-value";
import type { StoredRecord } from "../stored-record";

/** A column of a related record, e.g. `Account_Name.Phone`: one step, over a lookup. */
interface RelatedColumn {
  readonly lookup: Field;
  readonly field: string;
}

/** @returns why a query can't use this column, or undefined where it can */
export function columnProblem(call: RecordsCall, column: string): string | undefined {
  if (!column.includes(".")) return fieldOf(call.module, column) === undefined ? "unknown field" : undefined;
  return relatedColumn(call, column) === undefined ? "unknown field of a lookup" : undefined;
}

/** One row: the columns by their names as the query has them, and the ID. */
export function shownColumns(
  call: RecordsCall,
  record: StoredRecord,
  columns: readonly string[],
): Readonly<Record<string, unknown>> {
  const row: Record<string, unknown> = {};
  for (const column of columns) {
    row[column] = column.includes(".")
      ? relatedValue(call, record, column)
      : shownValue(call.org, record, column);
  }
  return { ...row, id: record.id };
}

function relatedColumn(call: RecordsCall, column: string): RelatedColumn | undefined {
  const [name = "", field = "", ...more] = column.split(".");
  const lookup = call.module.fieldByName.get(name);
  const target = call.face.modules.get(lookup?.lookup ?? "");
  if (lookup === undefined || target === undefined || more.length > 0) return undefined;
  return fieldOf(target, field) === undefined ? undefined : { lookup, field };
}

function relatedValue(call: RecordsCall, record: StoredRecord, column: string): unknown {
  const related = relatedColumn(call, column);
  const reference = record.fields.get(related?.lookup.apiName ?? "");
  if (related === undefined || typeof reference !== "object" || reference === null || !("id" in reference)) {
    return null;
  }
  const other = call.data.modules.get(related.lookup.lookup ?? "")?.get(reference.id);
  return other === undefined ? null : shownValue(call.org, other, related.field);
}
