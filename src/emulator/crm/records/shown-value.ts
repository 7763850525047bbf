import type { Org } from "../../people/person";
import { isReference, type Reference, type StoredRecord } from "../stored-record";
import { storedValue } from "../criteria/field-value";
import { moduleReference } from "../settings/metadata-ids";
import { zohoTime } from "../zoho-time";

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
