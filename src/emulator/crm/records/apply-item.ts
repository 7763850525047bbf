import { type ApiError, crmError, type WriteItem } from "../api-answer";
import type { RecordsCall } from "../api-call";
import {
  type FieldValue,
  isReference,
  type Reference,
  type StoredRecord,
  type FieldValues,
} from "../stored-record";
import { crmUserOf, userReference } from "../crm-users";
import { moduleReference } from "../settings/metadata-ids";
import { zohoTime } from "../zoho-time";
import { checkValue } from "./check-value";

/** Fields of an item that may be stored, or why the item is refused. The first error decides. */
type CheckedFields =
  | { readonly values: Readonly<Record<string, FieldValue>>; readonly owner: Reference | undefined }
  | { readonly error: ApiError };

/**
 * Adds a record, or changes one.
 *
 * @param path of the item in the body: `$.data[0]`
 * @returns the item of the answer, without what only upsert adds
 */
export function applyItem(
  call: RecordsCall,
  item: Readonly<Record<string, unknown>>,
  path: string,
  existing: StoredRecord | undefined,
): WriteItem {
  const checked = checkFields(call, item, path, existing);
  if ("error" in checked) return checked.error;
  const now = call.world.clock.now();
  const user = userReference(crmUserOf(call.org, call.person));
  const values = new Map(existing?.fields.entries());
  for (const name in checked.values) values.set(name, checked.values[name] ?? null);
  const fields = withFullName(call, values);
  const record: StoredRecord = {
    id: existing?.id ?? call.data.nextId(),
    createdAt: existing?.createdAt ?? now,
    modifiedAt: now,
    owner: checked.owner ?? existing?.owner ?? user,
    createdBy: existing?.createdBy ?? user,
    modifiedBy: user,
    fields,
  };
  call.data.modules.get(call.module.apiName)?.put(record);
  call.data.markChanged();
  call.world.touch();
  const { offset } = call.org.place;
  return {
    code: "SUCCESS",
    details: {
      Modified_Time: zohoTime(record.modifiedAt, offset),
      Modified_By: { name: record.modifiedBy.name, id: record.modifiedBy.id },
      Created_Time: zohoTime(record.createdAt, offset),
      id: record.id,
      Created_By: { name: record.createdBy.name, id: record.createdBy.id },
      $approval_state: "approved",
    },
    message: existing === undefined ? "record added" : "record updated",
    status: "success",
  };
}

function checkFields(
  call: RecordsCall,
  item: Readonly<Record<string, unknown>>,
  path: string,
  existing: StoredRecord | undefined,
): CheckedFields {
  const missing = missingFields(call, item, path, existing);
  if (missing !== undefined) return { error: missing };
  const values: Record<string, FieldValue> = {};
  let owner: Reference | undefined;
  for (const field of call.module.fields) {
    const at = `${path}.${field.apiName}`;
    const sent = field.isReadOnly ? undefined : item[field.apiName];
    if (
      field.isMandatory &&
      (sent === null || sent === "" || (sent === undefined && existing === undefined))
    ) {
      const details = { api_name: field.apiName, json_path: at };
      return { error: crmError("MANDATORY_NOT_FOUND", details) };
    }
    if (sent === undefined) continue;
    const checked = checkValue(call, field, sent, at, item);
    if ("error" in checked) return checked;
    const { value } = checked;
    if (field.isUnique && typeof value === "string") {
      const taken = call.data.modules.get(call.module.apiName)?.byUnique(field.apiName, value);
      if (taken !== undefined && taken.id !== existing?.id) {
        return { error: duplicate(call, taken, { api_name: field.apiName, json_path: at }) };
      }
    }
    if (field.apiName !== "Owner") values[field.apiName] = value;
    else if (isReference(value)) owner = value;
  }
  return { values, owner };
}

/** Some records need one of several fields: a note its title or its content. */
function missingFields(
  { module: { needsOneOf } }: RecordsCall,
  item: Readonly<Record<string, unknown>>,
  path: string,
  existing: StoredRecord | undefined,
): ApiError | undefined {
  function has(name: string): boolean {
    const value = name in item ? item[name] : existing?.fields.get(name);
    return value !== undefined && value !== null && value !== "";
  }
  if (needsOneOf.length === 0 || needsOneOf.some(has)) return undefined;
  return crmError("EXPECTED_FIELD_MISSING", {
    expected_fields: needsOneOf.map((name) => ({ api_name: name, json_path: `${path}.${name}` })),
  });
}

function duplicate(call: RecordsCall, taken: StoredRecord, at: Readonly<Record<string, unknown>>): ApiError {
  return crmError("DUPLICATE_DATA", {
    ...at,
    id: taken.id,
    duplicate_record: {
      id: taken.id,
      Owner: { id: taken.owner.id, name: taken.owner.name },
      module: moduleReference(call.org, call.module.apiName),
    },
    more_records: false,
  });
}

/** Zoho derives the full name itself. */
function withFullName(call: RecordsCall, fields: Map<string, FieldValue>): FieldValues {
  if (!call.module.fieldByName.has("Full_Name")) return fields;
  const parts = [fields.get("First_Name"), fields.get("Last_Name")];
  const texts = parts.filter((part): part is string => typeof part === "string" && part !== "");
  return fields.set("Full_Name", texts.join(" "));
}
