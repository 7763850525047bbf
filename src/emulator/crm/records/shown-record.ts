import type { Org } from "../../people/person";
import { isReference, type Reference, type StoredRecord } from "../stored-record";
import type { Module } from "../modules/module";
import { storedValue } from "../criteria/field-value";
import { moduleReference } from "../settings/metadata-ids";
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
    if (!module.fieldByName.has(name)) continue;
    shown[name] = shownValue(org, record, name);
    const stored = record.fields[name];
    if (isReference(stored) && stored.module !== undefined) shown["$se_module"] = stored.module;
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

/** A value as answers show it: the system's own times are kept as numbers, lookups with what tells them apart. */
export function shownValue(org: Org, record: StoredRecord, name: string): unknown {
  const value = storedValue(record, name);
  if (isReference(value)) return value.module === undefined ? value : shownReference(org, name, value);
  const isTime = name === "Created_Time" || name === "Modified_Time";
  return isTime && typeof value === "number" ? zohoTime(value, org.place.offset) : value;
}

/** A note's parent tells its module inside; elsewhere `$se_module` beside it does. Zoho CRM v8: notes, get records. */
function shownReference(org: Org, name: string, { module, ...reference }: Reference): unknown {
  return module !== undefined && name === "Parent_Id"
    ? { module: moduleReference(org, module), ...reference }
    : reference;
}
