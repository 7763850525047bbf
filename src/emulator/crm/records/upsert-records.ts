import type { Reply } from "../../http/reply";
import { crmError, refuse, type WriteItem, writeReply } from "../api-answer";
import type { RecordsCall } from "../api-call";
import { permissionProblem } from "../permissions";
import type { ModuleRecords } from "../module-records";
import type { StoredRecord } from "../stored-record";
import { applyItem } from "./apply-item";
import { notAnObject, unknownId } from "./item-errors";
import { isObject } from "../../http/is-object";
import { writeBody } from "./write-body";

/** Zoho CRM v8, upsert: fields to look for duplicates by. */
const MAX_CHECK_FIELDS = 10;

/**
 * `POST /{module}/upsert`: changes the record that has the same value in one of the check fields, or adds one.
 * Without check fields the module's unique fields are looked at. An item with `id` changes that record.
 */
export function upsertRecords(call: RecordsCall): Reply {
  const body = writeBody(call);
  if ("code" in body) return refuse(call.request, body);
  const unique = call.module.fields.filter((field) => field.isUnique).map((field) => field.apiName);
  const checkFields = body.duplicateCheckFields ?? unique;
  const unknown = checkFields.findIndex((name) => !call.module.fieldByName.has(name));
  if (checkFields.length > MAX_CHECK_FIELDS || unknown >= 0) {
    const details = {
      api_name: "duplicate_check_fields",
      json_path: `$.duplicate_check_fields[${Math.max(unknown, 0)}]`,
    };
    return refuse(call.request, crmError("INVALID_DATA", details));
  }
  const forbidden = permissionProblem(call, call.module, "Create", "Edit");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  const items = body.data.map((item, index) => upsertItem(call, item, `$.data[${index}]`, checkFields));
  const allAdded = items.every((item) => "action" in item && item.action === "insert");
  return writeReply(call.request, allAdded ? 201 : 200, items);
}

function upsertItem(
  call: RecordsCall,
  item: unknown,
  path: string,
  checkFields: readonly string[],
): WriteItem & { readonly action?: "insert" | "update" } {
  if (!isObject(item)) return notAnObject(path);
  const match = findExisting(call, item, checkFields);
  if (match === "unknown id") return unknownId(path);
  const result = applyItem(call, item, path, match?.record);
  if (result.status === "error") return result;
  return Object.assign(result, {
    duplicate_field: match?.field ?? null,
    action: match === undefined ? ("insert" as const) : ("update" as const),
  });
}

function findExisting(
  call: RecordsCall,
  item: Readonly<Record<string, unknown>>,
  checkFields: readonly string[],
): { readonly record: StoredRecord; readonly field: string | null } | "unknown id" | undefined {
  const records = call.data.modules.get(call.module.apiName);
  if (typeof item["id"] === "string") {
    const record = records?.get(item["id"]);
    return record === undefined ? "unknown id" : { record, field: null };
  }
  for (const field of checkFields) {
    const value = item[field];
    if (typeof value !== "string" || value === "") continue;
    const record =
      call.module.fieldByName.get(field)?.isUnique === true
        ? records?.byUnique(field, value)
        : firstWith(records, field, value);
    if (record !== undefined) return { record, field };
  }
  return undefined;
}

/** Fields that are not unique have no index: the oldest record with this value. */
function firstWith(
  records: ModuleRecords | undefined,
  field: string,
  value: string,
): StoredRecord | undefined {
  for (const row of records?.walk({ order: { by: "id", direction: "asc" } }) ?? []) {
    if (isSame(row.fields.get(field), value)) return row;
  }
  return undefined;
}

function isSame(stored: unknown, sent: string): boolean {
  return typeof stored === "string" && stored.toLowerCase() === sent.toLowerCase();
}
