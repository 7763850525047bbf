import { type ApiError, crmError } from "../api-answer";
import type { RecordsCall } from "../api-call";
import type { FieldValue } from "../stored-record";
import { type Field, JSON_TYPES } from "../modules/field";
import { zohoTime } from "../zoho-time";
import { checkReference } from "./check-reference";

/** A value that may be stored, or why not. */
export type CheckedValue = { readonly value: FieldValue } | { readonly error: ApiError };

const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
/** Zoho CRM v8: values of a multi-select pick list. */
const MAX_PICKED = 100;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Checks one value of a write against its field.
 *
 * @param path of the value in the body: `$.data[0].Email`
 * @param item what was sent beside it
 */
export function checkValue(
  call: RecordsCall,
  field: Field,
  value: unknown,
  path: string,
  item: Readonly<Record<string, unknown>>,
): CheckedValue {
  const at = { api_name: field.apiName, json_path: path };
  function invalid(details: Readonly<Record<string, unknown>>): CheckedValue {
    return { error: crmError("INVALID_DATA", { ...details, ...at }) };
  }
  const isSupported = (text: string): boolean =>
    !call.world.settings.strictPickLists || field.pickList.includes(text);
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
      return checkReference(call, field, value, item) ?? invalid({ expected_data_type: "jsonobject" });
    case "date":
      return typeof value === "string" && DATE.test(value) ? { value } : wrongType();
    case "datetime":
      return typeof value === "string" && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value))
        ? { value: zohoTime(Date.parse(value), call.org.place.offset) }
        : wrongType();
    case "multiselectpicklist":
      if (!isTextList(value)) return wrongType();
      if (value.length > MAX_PICKED) return invalid({ maximum_length: MAX_PICKED });
      return value.every(isSupported) ? { value } : invalid({ supported_values: field.pickList });
    default:
      break;
  }
  if (typeof value !== "string") return wrongType();
  if (value.length > field.length) return invalid({ maximum_length: field.length });
  if (field.dataType === "email" && value !== "" && !EMAIL.test(value))
    return invalid({ expected_data_type: "email" });
  if (field.dataType === "picklist" && !isSupported(value)) {
    return invalid({ supported_values: field.pickList });
  }
  return { value };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
