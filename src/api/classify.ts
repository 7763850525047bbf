import { ZohoError } from "../errors/zoho-error";
import type { TransportResponse } from "../transport/transport";
import { meaningOf, meaningOfStatus, TOKEN_REFUSALS } from "../zoho/error-codes";
import { type ProductId, PRODUCTS } from "../zoho/products";
import { isErrorItem, isRecord, readErrorShape, type ErrorShape } from "./error-shape";
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
 */
export function classify(response: TransportResponse, asked: Asked): Verdict {
  const { status } = response;
  if (status === 204 || status === 304 || (status < 300 && response.body.length === 0))
    return { kind: "ok", body: undefined };
  const type = response.headers["content-type"] ?? "";
  const isJson = type.includes("json") || looksLikeJson(response.body);
  if (!isJson) {
    // Files and pictures are answers as well; a page of HTML is somebody else's.
    if (status < 300 && !type.includes("text/html")) return { kind: "ok", body: response.body };
    return { kind: "error", error: foreignAnswer(response, asked) };
  }
  const parsed = parse(response.body);
  if (parsed === UNREADABLE) return { kind: "error", error: foreignAnswer(response, asked) };
  if (status < 300 && !isWholeFailure(parsed)) return { kind: "ok", body: parsed };
  // Every record refused: the writer tells which, with its index.
  if (status === 400 && hasItems(parsed)) return { kind: "ok", body: parsed };
  return judge(response, asked, readErrorShape(parsed));
}

function judge(response: TransportResponse, asked: Asked, shape: ErrorShape): Verdict {
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
  if (TOKEN_REFUSALS.has(zohoCode) || (status === 401 && meaningOf(zohoCode) === undefined)) {
    return {
      kind: "refused token",
      error: new ZohoError("wrong_environment", { ...facts, details: { ...facts.details, product } }),
    };
  }
  const code = meaningOf(zohoCode) ?? meaningOfStatus(status);
  const wait = code === "api_limit" ? retryAfterMs(response.headers) : undefined;
  return { kind: "error", error: new ZohoError(code, { ...facts, retryAfterMs: wait }) };
}

function foreignAnswer(response: TransportResponse, asked: Asked): ZohoError {
  const { status } = response;
  const facts = { status, product: asked.product, details: { status, host: PRODUCTS[asked.product].name } };
  return new ZohoError(status >= 500 ? "server_error" : "not_zoho", facts);
}

/** A failure that comes with a status of success: `{"code": "…", "status": "error"}`, `{"status": "failure"}`. */
function isWholeFailure(body: unknown): boolean {
  return isRecord(body) && (body["status"] === "error" || body["status"] === "failure");
}

function hasItems(body: unknown): boolean {
  return (
    isRecord(body) && Object.values(body).some((value) => Array.isArray(value) && value.some(isErrorItem))
  );
}

function looksLikeJson(body: Buffer): boolean {
  const first = body.toString("latin1", 0, 64).trimStart().charAt(0);
  return first === "{" || first === "[";
}

const UNREADABLE = Symbol("unreadable");

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return UNREADABLE;
  }
}
