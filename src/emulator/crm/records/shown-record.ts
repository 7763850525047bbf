import type { Org } from "../../people/person";
import type { FieldValue, StoredRecord } from "../stored-record";
import type { Module } from "../modules/module";
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
    if (module.fieldByName.has(name)) shown[name] = valueOf(org, record, name);
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

function valueOf(org: Org, record: StoredRecord, name: string): FieldValue {
  switch (name) {
    case "Owner":
      return record.owner;
    case "Created_By":
      return record.createdBy;
    case "Modified_By":
      return record.modifiedBy;
    case "Created_Time":
      return zohoTime(record.createdAt, org.place.offset);
    case "Modified_Time":
      return zohoTime(record.modifiedAt, org.place.offset);
    default:
      return record.fields[name] ?? null;
  }
}
