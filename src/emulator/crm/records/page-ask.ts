import { type ApiError, crmError } from "../api-answer";
import type { ApiCall } from "../api-call";
import { type RecordOrder, SORT_FIELDS } from "../record-order";
import { fieldNames } from "./field-names";
import { listHash, type PagePosition, readPageToken } from "./page-token";
import { wholeNumber } from "./whole-number";

/** Zoho CRM v8, get records: fields per call, records per page, and how far `page` reaches. */
const MAX_FIELDS = 50;
const MAX_PER_PAGE = 200;
const MAX_BY_PAGE_NUMBER = 2_000;
const MAX_BY_PAGE_TOKEN = 100_000;

/** From this version of CRM on a list must say which fields it wants. Zoho CRM v3: changelog. */
const FIELDS_NEEDED_FROM = 3;

/** A page of records asked for, checked. */
export interface PageAsk {
  /** Undefined: all. */
  readonly fields: readonly string[] | undefined;
  readonly page: number;
  readonly perPage: number;
  readonly order: RecordOrder;
  /** From `If-Modified-Since`, milliseconds since 1970. */
  readonly modifiedAfter: number | undefined;
  readonly position: PagePosition | undefined;
  /** What page tokens of this list are bound to. */
  readonly list: string;
}

/** A parameter whose value can't be. */
export function wrongParam(name: string, supported?: readonly string[]): ApiError {
  const values = supported === undefined ? {} : { supported_values: supported };
  return crmError("INVALID_DATA", { param_name: name, ...values });
}

/** Two parameters that can't be sent together. */
export function ambiguous(...names: readonly string[]): ApiError {
  return crmError("AMBIGUITY_DURING_PROCESSING", {
    ambiguity_due_to: names.map((name) => ({ param_name: name })),
  });
}

/**
 * The parameters that all lists of records have; an error where one is missing, too large or out of place.
 *
 * @param boundParams further parameters that must repeat unchanged with a page token
 */
export function pageAsk(call: ApiCall, boundParams: readonly string[]): PageAsk | ApiError {
  const { query, path } = call.request;
  const fields = fieldNames(query.get("fields"));
  if (fields === undefined && needsFields(call)) {
    return crmError("REQUIRED_PARAM_MISSING", { param_name: "fields" });
  }
  if (fields !== undefined && fields.length > MAX_FIELDS) {
    return crmError("LIMIT_EXCEEDED", { limit: MAX_FIELDS, param_name: "fields" });
  }
  const perPage = wholeNumber(query.get("per_page") ?? String(MAX_PER_PAGE));
  if (perPage === undefined || perPage > MAX_PER_PAGE) return wrongParam("per_page");
  const page = wholeNumber(query.get("page") ?? "1");
  if (page === undefined) return wrongParam("page");
  const sortBy = SORT_FIELDS.find((name) => name === (query.get("sort_by") ?? "id"));
  if (sortBy === undefined) return wrongParam("sort_by", SORT_FIELDS);
  const direction = query.get("sort_order") ?? "desc";
  if (direction !== "asc" && direction !== "desc") return wrongParam("sort_order", ["asc", "desc"]);

  const since = Date.parse(call.request.headers["if-modified-since"] ?? "");
  const list = listHash([
    call.org.id,
    call.person.zuid,
    path,
    fields?.join(",") ?? "",
    String(perPage),
    sortBy,
    direction,
    ...boundParams.map((name) => query.get(name) ?? ""),
  ]);
  const position = positionOf(call, list);
  if (position !== undefined && "code" in position) return position;
  if (position === undefined && page * perPage > MAX_BY_PAGE_NUMBER) {
    return crmError("DISCRETE_PAGINATION_LIMIT_EXCEEDED", { limit: MAX_BY_PAGE_NUMBER });
  }
  return {
    fields,
    page,
    perPage,
    order: { by: sortBy, direction },
    modifiedAfter: Number.isNaN(since) ? undefined : since,
    position,
    list,
  };
}

/** Bigin wants them in both of its versions. */
function needsFields({ face, version }: ApiCall): boolean {
  return face.product !== "crm" || version >= FIELDS_NEEDED_FROM;
}

function positionOf(call: ApiCall, list: string): PagePosition | ApiError | undefined {
  const { query } = call.request;
  const token = query.get("page_token");
  if (token === null) return undefined;
  if (query.has("page")) return ambiguous("page", "page_token");
  const position = readPageToken(call.world.seed, token);
  if (position?.list !== list) {
    return crmError("TOKEN_BOUND_DATA_MISMATCH", { param_name: "page_token" });
  }
  const { clock, pageTokenGeneration } = call.world;
  if (position.expiresAt <= clock.now() || position.generation !== pageTokenGeneration) {
    const details = { api_name: "page_token", json_path: "$.query.page_token" };
    return crmError("EXPIRED_VALUE", details);
  }
  if (position.skipped >= MAX_BY_PAGE_TOKEN) {
    return crmError("PAGINATION_LIMIT_EXCEEDED", { limit: MAX_BY_PAGE_TOKEN, param_name: "page_token" });
  }
  return position;
}
