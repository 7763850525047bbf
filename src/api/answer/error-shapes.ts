import { isRecord } from "./is-record";

/** What a shape finds, unchecked: whatever Zoho, or somebody in between, put there. */
export interface Words {
  readonly code?: unknown;
  readonly sub?: unknown;
  readonly message?: unknown;
  readonly details?: unknown;
  /** HTTP status that the body names. */
  readonly status?: unknown;
  readonly items?: readonly Words[];
}

type Body = Readonly<Record<string, unknown>>;

interface Shape {
  readonly id: string;
  /** Undefined where the body is of another shape. */
  readonly read: (body: unknown) => Words | undefined;
}

/** The most refused items of one write that are looked at to judge the whole. */
const MAX_ITEMS = 200;

/**
 * The shapes of error bodies in the order in which they are tried: the first that fits counts. Each names the products
 * that send it.
 */
export const SHAPES = [
  // Mail, Notes: [2, {"msg", "errorCode": "INVALID_OAUTHSCOPE", "authFail", "status": "401"}]
  shape("pair", (body) => {
    const second: unknown = Array.isArray(body) ? body[1] : undefined;
    if (!isRecord(second) || !("errorCode" in second || "msg" in second)) return undefined;
    return { code: second["errorCode"], message: second["msg"], status: second["status"] };
  }),
  // Projects: {"error": {"status_code", "title", "error_type", "details": [{"message"}]}}; Cliq, ZeptoMail, Social, One:
  // {"error": {"code", "message"}}. Creator has a number beside it, and its refused fields in it.
  ofObject("error object", (body) => {
    const { error } = body;
    if (!isRecord(error) || typeof body["code"] === "number") return undefined;
    const code = error["title"] ?? error["code"] ?? error["status_code"];
    const message = error["message"] ?? firstOf(error["details"])?.["message"];
    if (code === undefined && message === undefined) return undefined;
    return { code, message, details: error["details"], status: error["status_code"] ?? error["code"] };
  }),
  // The accounts server: {"error": "access_denied", "error_description"}
  ofObject("error text", (body) => {
    if (typeof body["error"] !== "string" || typeof body["code"] === "number") return undefined;
    return { code: body["error"], message: body["error_description"] ?? body["message"] };
  }),
  // People: {"response": {"errors": {"code", "message"} | [{…}], "message", "status": 1}};
  // the gateway: {"response": "error", "cause": "INVALID_OAUTHTOKEN"}
  ofObject("response", (body) => {
    const { response } = body;
    if (response === "error") return { code: body["cause"], message: body["message"] };
    if (!isRecord(response)) return undefined;
    const { errors } = response;
    const error = isRecord(errors) ? errors : firstOf(errors);
    return {
      code: error?.["code"] ?? response["code"],
      message: error?.["message"] ?? response["message"],
      details: errors,
    };
  }),
  // WorkDrive: {"errors": [{"id": "F7003", "title"}]}. Desk has a code of its own beside its errors.
  ofObject("errors", (body) => {
    const error = firstOf(body["errors"]);
    if (error === undefined || "errorCode" in body || "code" in body) return undefined;
    return {
      code: error["id"] ?? error["code"] ?? error["errorType"],
      message: error["title"] ?? error["message"] ?? error["errorMessage"] ?? error["detail"],
      details: body["errors"],
    };
  }),
  // Analytics: {"status": "failure", "summary": "INVALID_OAUTHTOKEN", "data": {"errorCode": 8535, "errorMessage"}};
  // Mail: {"status": {"code": 401, "description"}, "data": {"errorCode", "moreInfo"}};
  // Catalyst: {"status": "failure", "data": {"error_code", "message"}}
  ofObject("status and data", (body) => {
    const data = isRecord(body["data"]) ? body["data"] : {};
    const status = isRecord(body["status"]) ? body["status"] : undefined;
    const code = data["errorCode"] ?? data["error_code"];
    if (code === undefined && status === undefined) return undefined;
    return {
      code,
      sub: body["summary"],
      message: data["errorMessage"] ?? data["message"] ?? (data["moreInfo"] || status?.["description"]),
      status: status?.["code"],
    };
  }),
  // Desk: {"errorCode": "INVALID_DATA", "message", "errors": [{"fieldName", "errorType", "errorMessage"}]}
  ofObject("errorCode", (body) =>
    "errorCode" in body
      ? { code: body["errorCode"], message: body["message"], details: body["errors"] }
      : undefined,
  ),
  // Sheet: {"status": "failure", "error_code": 2401, "error_message"};
  // CRM's upload host: {"ERROR_MESSAGE", "x-error", "info", "http_status"}
  ofObject("error_code", (body) => {
    if ("error_code" in body) return { code: body["error_code"], message: body["error_message"] };
    if (!("ERROR_MESSAGE" in body)) return undefined;
    return { message: body["x-error"] ?? body["ERROR_MESSAGE"], status: body["http_status"], details: body };
  }),
  // CRM, Bigin, Recruit, Cliq: {"code": "INVALID_DATA", "message", "status": "error", "details"}
  ofObject("code", (body) =>
    typeof body["code"] === "string"
      ? { code: body["code"], message: body["message"], details: body["details"] }
      : undefined,
  ),
  // CRM where every record was refused: {"data": [{"code", "message", "details", "status": "error"}]}
  ofObject("items", (body) => {
    const list = Object.values(body).find((value) => Array.isArray(value) && value.some(isErrorItem));
    if (!Array.isArray(list)) return undefined;
    const items = list.filter(isErrorItem).slice(0, MAX_ITEMS).map(wordsOfItem);
    return { ...items[0], items };
  }),
  // Books and its kin, Sign: {"code": 57, "message"}; Creator: {"code": 2945, "description", "error": {…}};
  // Campaigns: {"Code": "1007", "message", "URI", "status": "error"}
  ofObject("number", (body) => {
    const code = body["code"] ?? body["Code"];
    if (code === undefined) return undefined;
    const { error } = body;
    const message = body["description"] ?? body["message"] ?? (typeof error === "string" ? error : undefined);
    return { code, message, details: body["details"] ?? (isRecord(error) ? error : undefined) };
  }),
  // QEngine and whatever else has only words: {"message"}
  ofObject("message", (body) => ("message" in body ? { message: body["message"] } : undefined)),
] as const satisfies readonly Shape[];

export type ShapeId = (typeof SHAPES)[number]["id"];

function shape<Id extends string>(id: Id, read: Shape["read"]): Shape & { readonly id: Id } {
  return { id, read };
}

function ofObject<Id extends string>(
  id: Id,
  read: (body: Body) => Words | undefined,
): Shape & { readonly id: Id } {
  return shape(id, (body) => (isRecord(body) ? read(body) : undefined));
}

function wordsOfItem({ code, message, details }: Body): Words {
  return { code, message, details };
}

function firstOf(value: unknown): Record<string, unknown> | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return isRecord(first) ? first : undefined;
}

/** True for one refused item of a write: `{"code", "status": "error"}`. */
export function isErrorItem(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && value["status"] === "error" && typeof value["code"] === "string";
}
