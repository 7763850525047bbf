import type { ErrorCode } from "../../errors/codes";
import { ZohoError } from "../../errors/zoho-error";
import { parseJsonBody } from "../../transport/json-body";
import type { TransportResponse } from "../../transport/transport";
import type { Dialect } from "../../zoho/dialects/dialect";
import { type Found, meaningOf } from "../../zoho/dialects/meaning-of";
import { PRODUCTS } from "../../zoho/products";
import { isFile, mayBeJson } from "./answer-media";
import { isSuccess } from "./body-success";
import { type ErrorShape, isErrorItem, readErrorShape } from "./error-shape";
import { isRecord } from "./is-record";
import { dialectOf } from "./product-dialect";
import { orgFacts, type OrgQuestion } from "./explain-org";
import { rawAnswer } from "./raw-answer";
import { refusedFields } from "./refused-fields";
import { resourcePath } from "../resource-path";
import { limitFacts } from "./retry-after";
import { worstOf } from "./worst-item";

/** What was asked, for the judgement and its words: the call, or as much as there is of it. */
export interface Asked extends OrgQuestion {
  readonly method: string;
  /** True where answers before told that the org has no credits left. */
  readonly areCreditsUsedUp?: boolean;
}

/**
 * - `ok`: the answer can be used; some items of a write may still have been refused.
 * - `refused token`: the access token was not accepted; whether a new one helps is not for this place to say. The error
 *   is what it is where a new one is refused as well.
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
  return classifyAs(dialectOf(asked.product), response, asked, now);
}

/** The same for a product that answers in this dialect. */
export function classifyAs(
  dialect: Dialect,
  response: TransportResponse,
  asked: Asked,
  now: number,
): Verdict {
  const { status, body } = response;
  if (status === 204 || status === 304) return { kind: "ok", body: undefined };
  const answer: Answer = { dialect, response, asked, now };
  if (body.length === 0) {
    if (status < 300) return { kind: "ok", body: undefined };
    return status < 400 ? foreignAnswer(answer) : judge(answer, {});
  }
  const parsed = mayBeJson(response) ? parseJsonBody(body) : undefined;
  if (parsed === undefined) return judgePage(answer);
  if (status < 300 && isSuccess(dialect, parsed)) return { kind: "ok", body: parsed };
  // Every record refused: the writer tells which, with its index.
  if (status === 400 && isRecordWrite(asked) && hasItems(parsed)) return { kind: "ok", body: parsed };
  return status >= 300 && status < 400
    ? foreignAnswer(answer)
    : judge(answer, readErrorShape(parsed), parsed);
}

interface Answer {
  readonly dialect: Dialect;
  readonly response: TransportResponse;
  readonly asked: Asked;
  readonly now: number;
}

/** Files and pictures are answers as well; a page of HTML is somebody else's. */
function judgePage(answer: Answer): Verdict {
  const { dialect, response } = answer;
  const { status, body } = response;
  if (status < 300 && isFile(response)) return { kind: "ok", body };
  const means = status === 429 ? "api_limit" : dialect.pages?.[status];
  return means === undefined ? foreignAnswer(answer) : judge(answer, {});
}

function judge(answer: Answer, shape: ErrorShape, parsed?: unknown): Verdict {
  const { dialect, response, asked, now } = answer;
  const path = resourcePath(asked.product, asked.path);
  const status = response.status < 300 ? (shape.status ?? response.status) : response.status;
  const items = shape.items ?? [shape];
  const { found, shape: told } = worstOf(
    items.map((one) => ({ shape: one, found: meaningOf(dialect, { ...one, status, path }) })),
  );
  if (found.means === "nothing found" && isRead(asked)) return { kind: "ok", body: undefined };
  const fields = refusedFields(items);
  const details = {
    ...detailsOf(answer, told, parsed),
    ...(fields.length > 0 && { fields }),
    ...(found.means === "list_limit" && { limit: limitOf(told), instead: LIST_IN_PARTS }),
    ...(found.means === "wrong_org" && orgFacts(asked)),
    ...(found.means === "no_org" && { apps: [PRODUCTS[asked.product].name] }),
  };
  const facts = {
    zohoCode: told.code,
    status: response.status,
    product: asked.product,
    details,
  };
  if (found.means === "refused token") {
    return {
      kind: "refused token",
      error: new ZohoError(found.then ?? "wrong_environment", {
        ...facts,
        details: { ...details, product: PRODUCTS[asked.product].name },
      }),
    };
  }
  const limit = limitFacts(
    {
      code: codeOf(found),
      dialect,
      headers: response.headers,
      message: told.message,
      areCreditsUsedUp: asked.areCreditsUsedUp,
    },
    now,
  );
  return { kind: "error", error: new ZohoError(limit.code, { ...facts, ...limit.retry }) };
}

/** What always helps against the end of a list. */
const LIST_IN_PARTS = "Read it in parts, such as by Modified_Time or with an id greater than the last one";

function limitOf({ details }: ErrorShape): unknown {
  return isRecord(details) ? details["limit"] : undefined;
}

function codeOf({ means }: Found): ErrorCode {
  // A write that found nothing has changed nothing.
  return means === "nothing found" || means === "refused token" ? "not_found" : means;
}

function detailsOf(
  { response, asked }: Answer,
  { message, field, details }: ErrorShape,
  parsed: unknown,
): Record<string, unknown> {
  const answer = rawAnswer(response.body, parsed);
  return {
    method: asked.method,
    path: asked.path,
    status: response.status,
    ...(message !== undefined && { message }),
    ...(field !== undefined && { field }),
    ...(details !== undefined && { zoho: details }),
    ...(answer !== undefined && { answer }),
  };
}

function foreignAnswer({ response, asked }: Answer): Verdict {
  const { status, body } = response;
  const { method, path } = asked;
  const answer = rawAnswer(body, undefined);
  const details = {
    method,
    path,
    status,
    host: PRODUCTS[asked.product].name,
    ...(answer !== undefined && { answer }),
  };
  const code = status >= 500 ? "server_error" : "not_zoho";
  return { kind: "error", error: new ZohoError(code, { status, product: asked.product, details }) };
}

function isRead({ method }: Asked): boolean {
  return method === "GET" || method === "HEAD";
}

/** A write of records, whose items the writer tells apart; anything else that is refused is refused as a whole. */
function isRecordWrite(asked: Asked): boolean {
  return !isRead(asked) && PRODUCTS[asked.product].recordPath.test(resourcePath(asked.product, asked.path));
}

function hasItems(body: unknown): boolean {
  return isRecord(body) && Array.isArray(body["data"]) && body["data"].some(isErrorItem);
}

/**
 * True where Zoho has judged more than the token. A wrong address or a limit may have been found before anybody
 * looked at the token.
 */
export function showsTokenWasTaken(verdict: Exclude<Verdict, { kind: "refused token" }>): boolean {
  if (verdict.kind === "ok") return true;
  const { class: errorClass, code } = verdict.error.cause;
  return errorClass !== "unreachable" && errorClass !== "rate_limited" && code !== "not_found";
}
