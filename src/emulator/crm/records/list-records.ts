import { empty, json, type Reply } from "../../http/reply";
import { refuse } from "../api-answer";
import type { RecordsCall } from "../api-call";
import type { StoredRecord } from "../module-records";
import { zohoTime } from "../zoho-time";
import { type ListAsk, listAsk } from "./list-ask";
import { type PagePosition, pageToken } from "./page-token";
import { shownRecord } from "./shown-record";

/** `GET /{module}`: a page of records; 204 where there are none, 304 where none is newer than asked for. */
export function listRecords(call: RecordsCall): Reply {
  const asked = listAsk(call);
  return "code" in asked ? refuse(call.request, asked) : answerList(call, asked);
}

function answerList(call: RecordsCall, ask: ListAsk): Reply {
  const all = call.data.modules.get(call.module.apiName)?.all() ?? [];
  const since = Date.parse(call.request.headers["if-modified-since"] ?? "");
  const fresh = Number.isNaN(since) ? all : all.filter((record) => record.modifiedAt > since);
  if (fresh.length === 0 && all.length > 0) return empty(304);
  const wanted = ask.ids === undefined ? fresh : fresh.filter((record) => ask.ids?.includes(record.id));
  const rows = sorted(wanted, ask);
  const start = startOf(rows, ask);
  const page = rows.slice(start, start + ask.perPage);
  const [first] = page;
  const last = page.at(-1);
  if (first === undefined || last === undefined) return empty(204);

  const expiresAt = call.world.clock.now() + call.world.settings.pageTokenTtl * 1000;
  const more = start + page.length < rows.length;
  const skipped = (ask.position?.skipped ?? (ask.page - 1) * ask.perPage) + page.length;
  function token(direction: PagePosition["direction"], record: StoredRecord): string {
    const before = direction === "next" ? skipped : Math.max(skipped - page.length - ask.perPage, 0);
    return pageToken(call.world.seed, {
      list: ask.list,
      direction,
      sortValue: sortValue(record, ask),
      id: record.id,
      skipped: before,
      expiresAt,
    });
  }
  const next = more ? token("next", last) : null;
  const previous = start > 0 ? token("previous", first) : null;
  return json(200, {
    data: page.map((record) => shownRecord(call.org, call.module, record, ask.fields)),
    info: {
      call: false,
      email: false,
      per_page: ask.perPage,
      count: page.length,
      page: Math.floor((skipped - page.length) / ask.perPage) + 1,
      sort_by: ask.sortBy,
      sort_order: ask.order,
      more_records: more,
      next_page_token: next,
      previous_page_token: previous,
      page_token_expiry:
        next === null && previous === null ? null : zohoTime(expiresAt, call.org.place.offset),
    },
  });
}

type Sorting = Pick<ListAsk, "sortBy" | "order">;

function sortValue(record: StoredRecord, ask: Sorting): number {
  if (ask.sortBy === "Created_Time") return record.createdAt;
  return ask.sortBy === "Modified_Time" ? record.modifiedAt : 0;
}

/** IDs of one org have the same length, so their texts sort as their numbers would. */
function compare(a: { readonly value: number; readonly id: string }, b: typeof a, ask: Sorting): number {
  const upwards = a.value - b.value || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  return ask.order === "asc" ? upwards : -upwards;
}

function sorted(rows: readonly StoredRecord[], ask: Sorting): readonly StoredRecord[] {
  if (ask.sortBy === "id") return ask.order === "asc" ? rows : rows.toReversed();
  return rows.toSorted((a, b) =>
    compare({ value: sortValue(a, ask), id: a.id }, { value: sortValue(b, ask), id: b.id }, ask),
  );
}

/**
 * Index of the page's first record. A page token stands beside a record, not at a number: what is added or deleted
 * meanwhile makes no record come twice.
 */
function startOf(rows: readonly StoredRecord[], ask: ListAsk): number {
  const { position } = ask;
  if (position === undefined) return (ask.page - 1) * ask.perPage;
  const anchor = { value: position.sortValue, id: position.id };
  function isBehind(row: StoredRecord): boolean {
    const order = compare({ value: sortValue(row, ask), id: row.id }, anchor, ask);
    return position?.direction === "next" ? order > 0 : order >= 0;
  }
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && isBehind(row)) high = middle;
    else low = middle + 1;
  }
  return position.direction === "next" ? low : Math.max(low - ask.perPage, 0);
}
