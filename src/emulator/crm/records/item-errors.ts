import { apiError, type ApiError } from "../api-answer";

/** An item of `data` that is no JSON object. */
export function notAnObject(path: string): ApiError {
  return apiError("INVALID_DATA", "invalid data", { expected_data_type: "jsonobject", json_path: path });
}

/** A write names an ID that no record has: 400, never 404. */
export function unknownId(path: string): ApiError {
  return apiError("INVALID_DATA", "the id given seems to be invalid", {
    api_name: "id",
    json_path: `${path}.id`,
  });
}
