import { type ApiError, crmError } from "../api-answer";
import type { ApiCall } from "../api-call";
import { isTextList, noteFeatures } from "./features";
import { isObject } from "../../http/is-object";

/** Zoho CRM v8: records per write. */
const MAX_RECORDS = 100;

/** A write's envelope, checked; the items are not yet. */
export interface WriteBody {
  readonly data: readonly unknown[];
  readonly duplicateCheckFields: readonly string[] | undefined;
}

/** Reads `{"data":[…],"trigger":[…]}`; an error where the envelope itself is wrong. */
export function writeBody({ request }: ApiCall): WriteBody | ApiError {
  if (request.body.length === 0) return crmError("REQUEST_BODY_IS_EMPTY");
  const parsed = request.json();
  if (parsed === undefined) return crmError("JSON_PARSE_ERROR");
  if (!isObject(parsed)) return wrongType("jsonobject", "body", "$");
  const { data, duplicate_check_fields: duplicateCheckFields } = parsed;
  if (data === undefined || data === null) {
    return crmError("MANDATORY_NOT_FOUND", {
      api_name: "data",
      json_path: "$.data",
    });
  }
  if (!Array.isArray(data) || data.length === 0) return wrongType("jsonarray", "data", "$.data");
  if (data.length > MAX_RECORDS) {
    const details = { maximum_length: MAX_RECORDS, api_name: "data", json_path: "$.data" };
    return crmError("LIMIT_EXCEEDED", details);
  }
  const problem = noteFeatures(request, parsed);
  if (problem !== undefined) return problem;
  if (duplicateCheckFields !== undefined && !isTextList(duplicateCheckFields)) {
    return wrongType("jsonarray", "duplicate_check_fields", "$.duplicate_check_fields");
  }
  return { data: data as readonly unknown[], duplicateCheckFields };
}

function wrongType(expected: string, name: string, path: string): ApiError {
  return crmError("INVALID_DATA", {
    expected_data_type: expected,
    api_name: name,
    json_path: path,
  });
}
