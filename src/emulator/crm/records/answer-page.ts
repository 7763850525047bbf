import { empty, jsonText, type Reply } from "../../http/reply";
import type { RecordsCall } from "../api-call";
import type { Module } from "../modules/module";
import { type Place, placeOf, type RecordOrder, reversed } from "../record-order";
import type { StoredRecord } from "../stored-record";
import { zohoTime } from "../zoho-time";
import type { PageAsk } from "./page-ask";
import { type PagePosition, pageToken } from "./page-token";
import { dataText, recordWriter } from "./record-writer";

/** A stretch of a list. */
export interface Stretch {
  readonly order: RecordOrder;
  /** Only what stands behind this place. */
  readonly after?: Place;
}

/** What a page is cut out of. */
export interface PagedList {
  readonly ask: PageAsk;
  /** Whose records these are: a related list shows those of another module than the path names. */
  readonly module: Module;
  /** The listed records that changed after `ask.modifiedAfter`. */
  readonly walk: (stretch: Stretch) => Iterable<StoredRecord>;
  /** True where there are records whatever `If-Modified-Since` says. */
  readonly hasAny: () => boolean;
}

/** A page of a list of records: 204 where it is empty, 304 where nothing is newer than asked for. */
export function answerPage(call: RecordsCall, list: PagedList): Reply {
  const { ask } = list;
  const page = takePage(list);
  if (page !== undefined) return jsonText(200, pageText(call, list, page));
  const isFirst = ask.position === undefined && ask.page === 1;
  return empty(isFirst && ask.modifiedAfter !== undefined && list.hasAny() ? 304 : 204);
}

interface Page {
  readonly records: readonly StoredRecord[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/**
 * A page token stands beside a record, not at a number: what is added or deleted meanwhile makes no record come twice.
 *
 * @returns undefined where the page is empty
 */
function takePage({ ask, walk }: PagedList): Page | undefined {
  const { position } = ask;
  const isBackwards = position?.direction === "previous";
  const order = isBackwards ? reversed(ask.order) : ask.order;
  const skip = position === undefined ? (ask.page - 1) * ask.perPage : 0;
  const taken: StoredRecord[] = [];
  let seen = 0;
  for (const record of walk(position === undefined ? { order } : { order, after: position.beside })) {
    seen += 1;
    if (seen <= skip) continue;
    taken.push(record);
    if (taken.length > ask.perPage) break;
  }
  const hasMore = taken.length > ask.perPage;
  const records = taken.slice(0, ask.perPage);
  if (records.length === 0) return undefined;
  if (isBackwards) return { records: records.reverse(), hasNext: true, hasPrevious: hasMore };
  return { records, hasNext: hasMore, hasPrevious: position !== undefined || skip > 0 };
}

function pageText(
  { world, org }: RecordsCall,
  { ask, module }: PagedList,
  { records, hasNext, hasPrevious }: Page,
): string {
  const expiresAt = world.clock.now() + world.settings.pageTokenTtl * 1000;
  const generation = world.pageTokenGeneration;
  const before = ask.position?.skipped ?? (ask.page - 1) * ask.perPage;
  function token(direction: PagePosition["direction"], record: StoredRecord | undefined): string | null {
    if (record === undefined) return null;
    const skipped = direction === "next" ? before + records.length : Math.max(before - ask.perPage, 0);
    const beside = placeOf(record, ask.order.by);
    return pageToken(world.seed, { list: ask.list, direction, beside, skipped, expiresAt, generation });
  }
  const next = hasNext ? token("next", records.at(-1)) : null;
  const previous = hasPrevious ? token("previous", records[0]) : null;
  const hasToken = next !== null || previous !== null;
  const info = {
    call: false,
    email: false,
    per_page: ask.perPage,
    count: records.length,
    page: Math.floor(before / ask.perPage) + 1,
    sort_by: ask.order.by,
    sort_order: ask.order.direction,
    more_records: hasNext,
    next_page_token: next,
    previous_page_token: previous,
    page_token_expiry: hasToken ? zohoTime(expiresAt, org.place.offset) : null,
  };
  return dataText(records, recordWriter(org, module, ask.fields), info);
}
