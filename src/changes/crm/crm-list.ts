import type { ApiCall } from "../../api/api-call";
import type { Caller } from "../../api/call";
import { crmPager } from "../../api/paging/crm-pager";
import { askPage } from "../../api/paging/list-walk";
import { type ListRequest, type Paging, withQuery } from "../../api/paging/pager";
import { tokenEnd } from "../../api/paging/token-end";
import type { CancelSignal } from "../../time/cancel-signal";
import type { Clock } from "../../time/clock";
import { pageRule } from "../../zoho/page-rules";
import { askedAsOf } from "../as-of";
import type { ReadRow, RowPage } from "../change-reader";
import { crmRows } from "./crm-row";
import { crmTime, wholeSecond } from "./crm-time";

/**
 * So many records may come again for a page that goes on by time: less than a call in ten. More of them come where many
 * were changed in one second.
 */
const MOST_AGAIN = 10;

const SECOND_MS = 1_000;

/** A list of one module, and who asks for it. */
export interface CrmList {
  readonly caller: Pick<Caller, "call">;
  readonly clock: Pick<Clock, "monotonic">;
  /** `GET` of the module with its fields, nothing else in its query. */
  readonly call: ApiCall;
}

/**
 * Reads a module in the order of changes by lists with `If-Modified-Since`: 200 records for one credit, one call and no
 * body where nothing has changed, and no scope but the module's. CRM v8: get records.
 *
 * The next page begins at the time of the last record: a page token may count records, and then a record that is changed
 * meanwhile and so moves to the end would let another one slip. Only where a page ends among many of one second its token
 * is followed.
 */
export async function* crmList(
  list: CrmList,
  since: number | undefined,
  signal?: CancelSignal,
): AsyncGenerator<RowPage, void, void> {
  const { call } = list;
  const paging: Paging = { ...pageRule(call.product, call.path, call.path), wanted: 200 };
  let from = since === undefined ? undefined : wholeSecond(since);
  let last = from;
  let request = requestSince(call, from, paging);
  for (;;) {
    let page: AskedPage;
    try {
      page = await ask(list, request, signal);
    } catch (error) {
      // Page tokens end after 100,000 records or 24 hours.
      if (tokenEnd(error) === undefined || last === undefined || last === from) throw error;
      from = last;
      request = requestSince(call, from, paging);
      continue;
    }
    const { rows, body, headers, asOf } = page;
    const following = crmPager.next(request, { body, headers, count: rows.length }, paging);
    const isLast = following === undefined || rows.length === 0;
    yield { rows, asOf, isLast };
    if (isLast) return;
    last = rows.at(-1)?.at ?? last;
    if (last !== undefined && last !== from && comesAgain(rows, last) <= MOST_AGAIN) {
      from = last;
      request = requestSince(call, from, paging);
    } else {
      request = following;
    }
  }
}

/** The first page of a list, where it alone is wanted. */
export async function crmFirstPage(
  { caller, clock, call }: CrmList,
  query: Readonly<Record<string, string>>,
  signal?: CancelSignal,
): Promise<AskedPage> {
  const request: ListRequest = { query: new URLSearchParams(call.query), headers: {}, body: undefined };
  return ask({ caller, clock, call }, withQuery(request, query), signal);
}

interface AskedPage {
  readonly rows: readonly ReadRow[];
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly asOf: number | undefined;
}

async function ask(
  { caller, clock, call }: CrmList,
  request: ListRequest,
  signal: CancelSignal | undefined,
): Promise<AskedPage> {
  const sentAt = clock.monotonic();
  const { answer, records } = await askPage(caller, call, request, signal);
  const { body, headers } = answer;
  return { rows: crmRows(records, call.path), body, headers, asOf: askedAsOf(answer, sentAt, clock) };
}

/** Whether the time itself is within is not said on Zoho's page, so a second is added. */
function requestSince(call: ApiCall, from: number | undefined, paging: Paging): ListRequest {
  const request: ListRequest = {
    query: new URLSearchParams(call.query),
    headers: from === undefined ? {} : { "if-modified-since": crmTime(from - SECOND_MS) },
    body: undefined,
  };
  return crmPager.first(withQuery(request, { sort_by: "Modified_Time", sort_order: "asc" }), paging);
}

function comesAgain(rows: readonly ReadRow[], last: number): number {
  return rows.filter(({ at }) => at >= last - SECOND_MS).length;
}
