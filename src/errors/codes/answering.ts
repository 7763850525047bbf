import { type ErrorRow, row } from "./row";

/** What Zoho refuses in a call. */
export const ANSWERING = {
  invalid_data: row(
    "rejected",
    ["INVALID_DATA", "MANDATORY_NOT_FOUND", "DUPLICATE_DATA", "and other codes of validation"],
    "Zoho refused the request[ with {zohoCode}][: {message}][ (field {field})].",
    "Correct the data and send it again; nothing was written.",
  ),
  fields_missing: row(
    "rejected",
    ["REQUIRED_PARAM_MISSING of fields"],
    "Zoho wants to be told which fields of {path} it shall give.",
    "Enter the query parameter 'fields' in the node's dialog, such as Last_Name,Email, or add a scope such as ZohoCRM.settings.READ to the client and connect again: the node then looks the fields up.",
  ),
  partly_written: row(
    "rejected",
    ["HTTP 207, or items with status error"],
    "{failedCount} of {total} records were not written[; the first: {firstProblem}].",
    "Correct them and send them again: cause.details.failed holds each with its index and reason.",
  ),
  no_permission: row(
    "rejected",
    ["NO_PERMISSION", "FORBIDDEN", "FEATURE_NOT_ENABLED", "LICENSE_LIMIT_EXCEEDED", "HTTP 403"],
    "The connected person may not do this in Zoho[: {message}].",
    "Ask the administrator of the org for the permission or the feature, or connect as somebody who has it.",
  ),
  not_found: row(
    "rejected",
    ["INVALID_URL_PATTERN", "INVALID_MODULE", "RESOURCE_NOT_FOUND", "HTTP 404"],
    "Zoho knows nothing under {path}[: {message}].",
    "Check module name and path; modules go by their API names.",
  ),
  wrong_state: row(
    "rejected",
    [
      "RECORD_LOCKED",
      "NOT_APPROVED",
      "CANNOT_UPDATE",
      "STORAGE_SPACE_EXCEEDED",
      "and other codes of a state",
    ],
    "Zoho can't do this as things stand[: {message}][ ({zohoCode})].",
    "Open the record in Zoho and change what is in the way (a lock, an approval, a blueprint, a full storage), then send it again.",
  ),
  page_token_expired: row(
    "rejected",
    ["EXPIRED_VALUE of a page token", "TOKEN_BOUND_DATA_MISMATCH"],
    "The page token has run out: Zoho keeps it for 24 hours[: {message}].",
    "Read the list again from its first page.",
  ),
  conflict: row(
    "rejected",
    ["ALREADY_MODIFIED", "HTTP 412"],
    "The record was changed by somebody else in the meantime[: {message}].",
    "Read it again, apply the change, and send it once more.",
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
