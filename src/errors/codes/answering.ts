import { type ErrorRow, row } from "./row";

/** What Zoho refuses in a call. */
export const ANSWERING = {
  invalid_data: row(
    "rejected",
    ["INVALID_DATA", "MANDATORY_NOT_FOUND", "DUPLICATE_DATA", "and other codes of validation"],
    "Zoho refused the request[ with {zohoCode}][: {message}][ (field {field})].",
    "Correct the data and send it again; nothing was written.",
  ),
  partly_written: row(
    "rejected",
    ["HTTP 207, or items with status error"],
    "{failedCount} of {total} records were refused[; the first: {firstProblem}].",
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
  conflict: row(
    "rejected",
    ["ALREADY_MODIFIED", "HTTP 412"],
    "The record was changed by somebody else in the meantime[: {message}].",
    "Read it again, apply the change, and send it once more.",
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
