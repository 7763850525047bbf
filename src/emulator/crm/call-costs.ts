import type { EmulatedRequest } from "../http/emulated-request";

/** Records that one credit writes, and beyond which a write counts among the costly calls. Zoho CRM v8: API limits. */
const RECORDS_PER_CREDIT = 10;

/** Insert, update and upsert cost a credit for every ten records. */
export function writeCredits(request: EmulatedRequest): number {
  return Math.max(Math.ceil(itemsIn(request) / RECORDS_PER_CREDIT), 1);
}

/** True for writes of more than ten records. */
export function writesMany(request: EmulatedRequest): boolean {
  return itemsIn(request) > RECORDS_PER_CREDIT;
}

/** True for lists that are sorted, or filtered by a custom view. */
export function asksForSorting(request: EmulatedRequest): boolean {
  return request.query.has("sort_by") || request.query.has("cvid");
}

/** A list of a custom view costs three credits, any other one. */
export function listCredits(request: EmulatedRequest): number {
  return request.query.has("cvid") ? 3 : 1;
}

/** A search costs three credits. One third-party table says one. */
export const SEARCH_CREDITS = 3;

/** The IDs of deleted records cost two credits. */
export const DELETED_CREDITS = 2;

/** COQL costs by its limit. */
export function coqlCredits(request: EmulatedRequest): number {
  const body = request.json();
  const query =
    typeof body === "object" && body !== null ? (body as { select_query?: unknown }).select_query : "";
  const limit = /\blimit\s+(?:\d+\s*,\s*)?(\d+)/i.exec(typeof query === "string" ? query : "")?.[1];
  const rows = Number(limit ?? 200);
  return rows <= 200 ? 1 : rows <= 1_000 ? 2 : 3;
}

/** Items of `data`; 0 where the body is none, which is refused later. */
function itemsIn(request: EmulatedRequest): number {
  const body = request.json();
  const data = typeof body === "object" && body !== null ? (body as { data?: unknown }).data : undefined;
  return Array.isArray(data) ? data.length : 0;
}
