import { type ApiError, crmError } from "../api-answer";
import type { RecordsCall } from "../api-call";
import type { FieldValue } from "../stored-record";
import { type Field, JSON_TYPES } from "../modules/field";
import { crmUsers, userReference } from "../crm-users";
import { isObject } from "./write-body";

/** A value that may be stored, or why not. */
export type CheckedValue = { readonly value: FieldValue } | { readonly error: ApiError };

const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Checks one value of a write against its field.
 *
 * @param path of the value in the body: `$.data[0].Email`
 */
export function checkValue(call: RecordsCall, field: Field, value: unknown, path: string): CheckedValue {
  const at = { api_name: field.apiName, json_path: path };
  function invalid(details: Readonly<Record<string, unknown>>): CheckedValue {
    return { error: crmError("INVALID_DATA", { ...details, ...at }) };
  }
  const wrongType = (): CheckedValue => invalid({ expected_data_type: JSON_TYPES[field.dataType] });

  if (value === null) return { value: null };
  switch (field.dataType) {
    case "boolean":
      return typeof value === "boolean" ? { value } : wrongType();
    case "integer":
      return Number.isInteger(value) && Math.abs(value as number) < 10 ** field.length
        ? { value: value as number }
        : wrongType();
    case "double":
    case "currency":
      return typeof value === "number" && Number.isFinite(value) ? { value } : wrongType();
    case "lookup":
    case "ownerlookup":
      return checkReference(call, field, value) ?? invalid({ expected_data_type: "jsonobject" });
    case "date":
      return typeof value === "string" && DATE.test(value) ? { value } : wrongType();
    case "datetime":
      return typeof value === "string" && DATE_TIME.test(value) ? { value } : wrongType();
    default:
      break;
  }
  if (typeof value !== "string") return wrongType();
  if (value.length > field.length) return invalid({ maximum_length: field.length });
  if (field.dataType === "email" && value !== "" && !EMAIL.test(value))
    return invalid({ expected_data_type: "email" });
  if (
    field.dataType === "picklist" &&
    call.world.settings.strictPickLists &&
    !field.pickList.includes(value)
  ) {
    return invalid({ supported_values: field.pickList });
  }
  return { value };
}

/** A lookup is sent as `{"id":…}` or as the bare ID; the record must exist. */
function checkReference(call: RecordsCall, field: Field, value: unknown): CheckedValue | undefined {
  const id = isObject(value) ? value["id"] : value;
  if (typeof id !== "string") return undefined;
  if (field.lookup === undefined) {
    const user = crmUsers(call.org).find((one) => one.id === id);
    return user === undefined ? undefined : { value: userReference(user) };
  }
  const target = call.data.modules.get(field.lookup)?.get(id);
  const name = target?.fields[call.face.modules.get(field.lookup)?.nameField ?? ""];
  return target === undefined ? undefined : { value: { id, name: typeof name === "string" ? name : "" } };
}
