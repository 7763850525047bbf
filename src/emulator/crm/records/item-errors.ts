import { type ApiError, crmError } from "../api-answer";

/** Wording of INVALID_DATA where an ID is meant. */
export const UNKNOWN_ID = "the id given seems to be invalid";

/** An item of `data` that is no JSON object. */
export function notAnObject(path: string): ApiError {
  return crmError("INVALID_DATA", { expected_data_type: "jsonobject", json_path: path });
}

/** A write names an ID that no record has: 400, never 404. */
export function unknownId(path: string): ApiError {
  return crmError("INVALID_DATA", { api_name: "id", json_path: `${path}.id` }, UNKNOWN_ID);
}
