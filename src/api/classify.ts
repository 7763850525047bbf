import { ZohoError } from "../errors/zoho-error";
import { parseJsonBody } from "../transport/json-body";
import type { TransportResponse } from "../transport/transport";
import { meaningOf, meaningOfMessage, meaningOfStatus, TOKEN_REFUSALS } from "../zoho/error-codes";
import { type ProductId, PRODUCTS } from "../zoho/products";
import { isErrorItem, isRecord, readErrorShape, type ErrorShape } from "./error-shape";
import { resourcePath } from "./resource-path";
import { retryAfterMs } from "./retry-after";

/** What was asked, for the judgement and its words. */
export interface Asked {
  readonly product: ProductId;
  readonly method: string;
  readonly path: string;
}

/**
 * - `ok`: the answer can be used; some items of a write may still have been refused.
 * - `refused token`: the access token was not accepted; whether a new one helps is not for this place to say.
 * - `error`: everything else.
 */
export type Verdict =
  | { readonly kind: "ok"; readonly body: unknown }
  | { readonly kind: "refused token"; readonly error: ZohoError }
  | { readonly kind: "error"; readonly error: ZohoError };

/**
 * Judges an answer by its body first and its status second, because Zoho's statuses are no guide: scope errors
 * come with 401 or 403, throttling with 429 or 400, failures with 200.
 *
 * @param now wall clock, milliseconds since 1970: a wait is counted from here
 */
export function classify(response: TransportResponse, asked: Asked, now: number): Verdict {
  const { status, body } = response;
  if (status === 204 || status === 304) return { kind: "ok", body: undefined };
  if (body.length === 0) {
    if (status < 300) return { kind: "ok", body: undefined };
    return status < 400 ? foreignAnswer(response, asked) : judge(response, asked, {}, now);
  }
  const parsed = mayBeJson(response) ? parseJsonBody(body) : undefined;
  if (parsed === undefined) {
    // Files and pictures are answers as well; a page of HTML is somebody else's.
    if (status < 300 && isFile(response)) return { kind: "ok", body };
    return status === 429 ? judge(response, asked, {}, now) : foreignAnswer(response, asked);
  }
  if (status < 300 && !isWholeFailure(parsed)) return { kind: "ok", body: parsed };
  // Every record refused: the writer tells which, with its index.
  if (status === 400 && isWrite(asked) && hasItems(parsed)) return { kind: "ok", body: parsed };
  return status >= 300 && status < 400
    ? foreignAnswer(response, asked)
    : judge(response, asked, readErrorShape(parsed), now);
}

function judge(response: TransportResponse, asked: Asked, shape: ErrorShape, now: number): Verdict {
  const { status } = response;
  const product = PRODUCTS[asked.product].name;
  const facts = {
    zohoCode: shape.code,
    status,
    product: asked.product,
    details: {
      method: asked.method,
      path: asked.path,
      status,
      ...(shape.message !== undefined && { message: shape.message }),
      ...(shape.field !== undefined && { field: shape.field }),
      ...(shape.details !== undefined && { zoho: shape.details }),
    },
  };
  const zohoCode = (shape.code ?? "").toUpperCase();
  const meaning = meaningOf(zohoCode) ?? meaningOfMessage(zohoCode === "" ? (shape.message ?? "") : zohoCode);
  if (TOKEN_REFUSALS.has(zohoCode) || (status === 401 && meaning === undefined)) {
    const details = { ...facts.details, product };
    return { kind: "refused token", error: new ZohoError("wrong_environment", { ...facts, details }) };
  }
  const code = meaning ?? meaningOfStatus(status);
  const wait = code === "api_limit" ? retryAfterMs(response.headers, now) : undefined;
  return {
    kind: "error",
    error: new ZohoError(code, {
      ...facts,
      ...(wait !== undefined && { retryAt: now + wait, retryAfterMs: wait }),
    }),
  };
}

function foreignAnswer(response: TransportResponse, asked: Asked): Verdict {
  const { status } = response;
  const facts = { status, product: asked.product, details: { status, host: PRODUCTS[asked.product].name } };
  return { kind: "error", error: new ZohoError(status >= 500 ? "server_error" : "not_zoho", facts) };
}

/** A failure that comes with a status of success: `{"code": "…", "status": "error"}`, `{"status": "failure"}`. */
function isWholeFailure(body: unknown): boolean {
  return isRecord(body) && (body["status"] === "error" || body["status"] === "failure");
}

/** A write of records, whose items the writer tells apart; anything else that is refused is refused as a whole. */
function isWrite({ product, method, path }: Asked): boolean {
  return (
    method !== "GET" && method !== "HEAD" && PRODUCTS[product].recordPath.test(resourcePath(product, path))
  );
}

function hasItems(body: unknown): boolean {
  return isRecord(body) && Array.isArray(body["data"]) && body["data"].some(isErrorItem);
}

/**
 * Zoho sends JSON as text/html, too. A file is not looked into where it is one: it may well begin with a brace.
 */
function mayBeJson({ status, headers, body }: TransportResponse): boolean {
  const type = mediaType(headers);
  if (type.includes("json")) return true;
  if (status < 300 && type !== "" && !type.startsWith("text/")) return false;
  const first = body
    .toString("utf8", 0, 64)
    .replace(/^\ufeff/, "")
    .trimStart()
    .charAt(0);
  return first === "{" || first === "[";
}

function isFile({ headers, body }: TransportResponse): boolean {
  const type = mediaType(headers);
  if (type.includes("json") || type.includes("html")) return false;
  return type !== "" || !/^\s*</.test(body.toString("latin1", 0, 64));
}

function mediaType(headers: Readonly<Record<string, string>>): string {
  return (headers["content-type"] ?? "").toLowerCase();
}
