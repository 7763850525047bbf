import { type ListRequest, withQuery } from "./pager";

/** Upwards or downwards. */
export type Direction = "asc" | "desc";

/** Parameters that fix an order, a selection of few, or a place in an order that is not ours to choose. */
const FIXED_BY = ["sort_by", "cvid", "ids", "page", "page_token"];

/** Parameters of a list that a query can be made of. */
const IN_QUERY = new Set(["fields", "per_page", "page", "page_token", "sort_by", "sort_order"]);

/**
 * The request in the order of the IDs, which is Zoho's own as long as nothing else is asked for: said aloud, so that it
 * can be relied upon. CRM v8: get records, `sort_by`, `sort_order`.
 *
 * @returns undefined where the caller has fixed an order
 */
export function sortedById(request: ListRequest): ListRequest | undefined {
  if (FIXED_BY.some((name) => request.query.has(name))) return undefined;
  return withQuery(request, { sort_by: "id", sort_order: request.query.get("sort_order") ?? "desc" });
}

/** The request as it was, where Zoho does not sort this list. */
export function unsorted(request: ListRequest): ListRequest {
  return withQuery(request, { sort_by: undefined, sort_order: undefined });
}

/** In which direction of the IDs a list is asked for, or undefined where its order is another. */
export function idDirection({ query }: ListRequest): Direction | undefined {
  if (query.get("sort_by") !== "id") return undefined;
  return query.get("sort_order") === "asc" ? "asc" : "desc";
}

/** What of a list no query can say, for people; empty where one can say all of it. */
export function beyondQueries({ query, headers }: ListRequest): readonly string[] {
  const parameters = [...new Set(query.keys())].filter((name) => !IN_QUERY.has(name));
  return Object.hasOwn(headers, "if-modified-since") ? [...parameters, "If-Modified-Since"] : parameters;
}

/**
 * The request for what was changed since the last record, for a list in the order of those times.
 *
 * @returns undefined where the list has another order, or the time is not among its fields
 */
export function changedSince(request: ListRequest, last: unknown): ListRequest | undefined {
  const { query } = request;
  if (query.get("sort_by") !== "Modified_Time" || query.get("sort_order") !== "asc") return undefined;
  if (typeof last !== "object" || last === null) return undefined;
  const time = Date.parse(String(Reflect.get(last, "Modified_Time")));
  if (Number.isNaN(time)) return undefined;
  // Times are in seconds, and more records may have been changed in the last one.
  const since = new Date(time - 1_000).toISOString().replace(/\.\d+Z$/, "+00:00");
  return { ...request, headers: { ...request.headers, "if-modified-since": since } };
}
