import { redact, redactJson } from "../errors/redact";

/** What an error body of Zoho's says, whatever its shape. */
export interface ErrorShape {
  readonly code?: string;
  readonly message?: string;
  /** API name or JSON path of the refused field. */
  readonly field?: string;
  readonly details?: unknown;
}

type Reader = (body: Readonly<Record<string, unknown>>) => ErrorShape | undefined;

/** Shapes of error bodies, the more telling first. */
const READERS: readonly Reader[] = [
  // {"error": "access_denied", "error_description": "…"}: the accounts server.
  (body) => {
    const error = body["error"];
    return typeof error === "string" ? shape(error, body["error_description"], undefined) : undefined;
  },
  // {"error": {"code" | "title" | "status_code", "message"}}
  (body) => {
    const error = body["error"];
    if (!isRecord(error)) return undefined;
    return shape(error["title"] ?? error["code"] ?? error["status_code"], error["message"], error["details"]);
  },
  // {"code": "INVALID_DATA", "message", "status": "error", "details"}: CRM, Bigin.
  (body) =>
    typeof body["code"] === "string" ? shape(body["code"], body["message"], body["details"]) : undefined,
  // {"data": [{"code", "status": "error"}]}: every record was refused.
  (body) => {
    const list = Object.values(body).find((value) => Array.isArray(value) && value.some(isErrorItem));
    const first = Array.isArray(list) ? list.find(isErrorItem) : undefined;
    return isRecord(first) ? shape(first["code"], first["message"], first["details"]) : undefined;
  },
  // {"errorCode", "message"}
  (body) => ("errorCode" in body ? shape(body["errorCode"], body["message"], body["errors"]) : undefined),
  // {"code": 57, "message"}
  (body) =>
    "code" in body ? shape(body["code"], body["message"] ?? body["description"], undefined) : undefined,
  (body) => ("message" in body ? shape(undefined, body["message"], undefined) : undefined),
];

/** Reads code, message and field out of an error body; `{}` where it has none of the known shapes. */
export function readErrorShape(body: unknown): ErrorShape {
  if (!isRecord(body)) return {};
  for (const read of READERS) {
    const found = read(body);
    if (found !== undefined) return found;
  }
  return {};
}

/** True for one refused item of a write: `{"code", "status": "error"}`. */
export function isErrorItem(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && value["status"] === "error" && typeof value["code"] === "string";
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shape(code: unknown, message: unknown, details: unknown): ErrorShape {
  const field = isRecord(details)
    ? (textOf(details["json_path"]) ?? textOf(details["api_name"]) ?? textOf(details["param_name"]))
    : undefined;
  const codeText = textOf(code);
  const messageText = textOf(message);
  return {
    ...(codeText !== undefined && { code: redact(codeText, 80) }),
    ...(messageText !== undefined && { message: redact(messageText) }),
    ...(field !== undefined && { field: redact(field, 120) }),
    ...(details !== undefined && { details: redactJson(details) }),
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
