import type { Org } from "../../people/person";
import type { FieldValue, StoredRecord } from "../stored-record";
import type { Module } from "../modules/module";
import { storedValue } from "../criteria/field-value";
import { zohoTime } from "../zoho-time";

/**
 * A record as answers show it: fields by API name, `id`, and for a record asked for by its ID a few `$` fields.
 *
 * @param fields only these; undefined: all
 */
export function shownRecord(
  org: Org,
  module: Module,
  record: StoredRecord,
  fields: readonly string[] | undefined,
): Readonly<Record<string, unknown>> {
  const names = fields ?? module.fields.map((field) => field.apiName);
  const shown: Record<string, unknown> = {};
  for (const name of names) {
    // Zoho passes over names that the module does not have.
    if (module.fieldByName.has(name)) shown[name] = shownValue(org, record, name);
  }
  shown["id"] = record.id;
  if (fields === undefined) {
    shown["$approval_state"] = "approved";
    shown["$editable"] = true;
    shown["$in_merge"] = false;
    shown["$locked_for_me"] = false;
  }
  return shown;
}

/** The system's own times are kept as numbers. */
export function shownValue(org: Org, record: StoredRecord, name: string): FieldValue {
  const value = storedValue(record, name);
  const isTime = name === "Created_Time" || name === "Modified_Time";
  return isTime && typeof value === "number" ? zohoTime(value, org.place.offset) : value;
}
