import { type ApiError, crmError } from "../api-answer";
import type { ApiCall } from "../api-call";
import { type RecordOrder, SORT_FIELDS } from "../record-order";
import type { StoredRecord } from "../stored-record";
import { fieldNames } from "./field-names";
import { listHash, type PagePosition, readPageToken } from "./page-token";
import { wholeNumber } from "./whole-number";

/** Zoho CRM v8, get records: fields per call, records per page, and how far `page` reaches. */
const MAX_FIELDS = 50;
const MAX_PER_PAGE = 200;
const MAX_BY_PAGE_NUMBER = 2_000;
const MAX_BY_PAGE_TOKEN = 100_000;

/** A list asked for, checked. */
export interface ListAsk {
  readonly fields: readonly string[];
  readonly page: number;
  readonly perPage: number;
  readonly order: RecordOrder;
  readonly ids: readonly string[] | undefined;
  /** From `If-Modified-Since`, milliseconds since 1970. */
  readonly modifiedAfter: number | undefined;
  /** Which records the custom view shows; undefined: all. */
  readonly isListed: ((record: StoredRecord) => boolean) | undefined;
  readonly position: PagePosition | undefined;
  /** What page tokens of this list are bound to. */
  readonly list: string;
}

function wrong(param: string): ApiError {
  return crmError("INVALID_DATA", { param_name: param });
}

/** The parameters of `GET /{module}`; an error where one is missing, too large or out of place. */
export function listAsk(call: ApiCall): ListAsk | ApiError {
  const { query, path } = call.request;
  const fields = fieldNames(query.get("fields"));
  if (fields === undefined) {
    return crmError("REQUIRED_PARAM_MISSING", { param_name: "fields" });
  }
  if (fields.length > MAX_FIELDS) {
    return crmError("LIMIT_EXCEEDED", { limit: MAX_FIELDS, param_name: "fields" });
  }
  const perPage = wholeNumber(query.get("per_page") ?? String(MAX_PER_PAGE));
  if (perPage === undefined || perPage > MAX_PER_PAGE) return wrong("per_page");
  const page = wholeNumber(query.get("page") ?? "1");
  if (page === undefined) return wrong("page");
  const sortBy = SORT_FIELDS.find((name) => name === (query.get("sort_by") ?? "id"));
  if (sortBy === undefined) return wrong("sort_by");
  const direction = query.get("sort_order") ?? "desc";
  if (direction !== "asc" && direction !== "desc") return wrong("sort_order");
  const ids = query
    .get("ids")
    ?.split(",")
    .map((id) => id.trim());
  if (ids !== undefined && ids.length > 100) return wrong("ids");

  const since = Date.parse(call.request.headers["if-modified-since"] ?? "");
  const modifiedAfter = Number.isNaN(since) ? undefined : since;
  const list = listHash([
    call.org.id,
    call.person.zuid,
    path,
    fields.join(","),
    String(perPage),
    sortBy,
    direction,
    ids?.join(",") ?? "",
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
    ids,
    modifiedAfter,
    isListed: undefined,
    position,
    list,
  };
}

function positionOf(call: ApiCall, list: string): PagePosition | ApiError | undefined {
  const { query } = call.request;
  const token = query.get("page_token");
  if (token === null) return undefined;
  if (query.has("page")) return wrong("page_token");
  const position = readPageToken(call.world.seed, token);
  if (position === undefined) return wrong("page_token");
  if (position.list !== list) {
    return crmError("TOKEN_BOUND_DATA_MISMATCH", {
      param_name: "page_token",
    });
  }
  if (position.expiresAt <= call.world.clock.now()) {
    const details = { api_name: "page_token", json_path: "$.query.page_token" };
    return crmError("EXPIRED_VALUE", details);
  }
  if (position.skipped >= MAX_BY_PAGE_TOKEN) {
    return crmError("PAGINATION_LIMIT_EXCEEDED", { limit: MAX_BY_PAGE_TOKEN });
  }
  return position;
}
