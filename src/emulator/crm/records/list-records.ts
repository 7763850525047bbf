import { empty, json, type Reply } from "../../http/reply";
import { refuse } from "../api-answer";
import type { RecordsCall } from "../api-call";
import { comparePlaces, placeOf, reversed } from "../record-order";
import type { StoredRecord } from "../stored-record";
import { zohoTime } from "../zoho-time";
import { type ListAsk, listAsk } from "./list-ask";
import { type PagePosition, pageToken } from "./page-token";
import { shownRecord } from "./shown-record";

/** `GET /{module}`: a page of records; 204 where there are none, 304 where none is newer than asked for. */
export function listRecords(call: RecordsCall): Reply {
  const ask = listAsk(call);
  if ("code" in ask) return refuse(call.request, ask);
  const page = takePage(call, ask);
  if (page !== undefined) return answerPage(call, ask, page);
  const hasRecords = (call.data.modules.get(call.module.apiName)?.count() ?? 0) > 0;
  const isUnchanged = hasRecords && ask.modifiedAfter !== undefined && isFirstPage(ask);
  return empty(isUnchanged ? 304 : 204);
}

interface Page {
  readonly records: readonly StoredRecord[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

function isFirstPage(ask: ListAsk): boolean {
  return ask.position === undefined && ask.page === 1;
}

/**
 * A page token stands beside a record, not at a number: what is added or deleted meanwhile makes no record come twice.
 *
 * @returns undefined where the page is empty
 */
function takePage(call: RecordsCall, ask: ListAsk): Page | undefined {
  const { position } = ask;
  const isBackwards = position?.direction === "previous";
  const order = isBackwards ? reversed(ask.order) : ask.order;
  const skip = position === undefined ? (ask.page - 1) * ask.perPage : 0;
  const taken: StoredRecord[] = [];
  let seen = 0;
  for (const record of walkAsked(call, ask, { order, after: position?.beside })) {
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

type Stretch = Pick<ListAsk, "order"> & { readonly after: PagePosition["beside"] | undefined };

function* walkAsked(call: RecordsCall, ask: ListAsk, { order, after }: Stretch): Generator<StoredRecord> {
  const records = call.data.modules.get(call.module.apiName);
  if (records === undefined) return;
  if (ask.ids !== undefined) {
    yield* named(
      ask.ids.map((id) => records.get(id)),
      ask,
      { order, after },
    );
    return;
  }
  const { modifiedAfter, isListed } = ask;
  const walk = records.walk({
    order,
    ...(after === undefined ? {} : { after }),
    ...(modifiedAfter === undefined ? {} : { modifiedAfter }),
  });
  for (const record of walk) if (isListed === undefined || isListed(record)) yield record;
}

/** The records that `ids` names, in the order asked for. */
function named(
  found: readonly (StoredRecord | undefined)[],
  { modifiedAfter = Number.NEGATIVE_INFINITY }: ListAsk,
  { order, after }: Stretch,
): readonly StoredRecord[] {
  const sign = order.direction === "asc" ? 1 : -1;
  const unique = new Map(found.flatMap((record) => (record === undefined ? [] : [[record.id, record]])));
  return [...unique.values()]
    .filter((record) => record.modifiedAt > modifiedAfter)
    .filter((record) => after === undefined || comparePlaces(placeOf(record, order.by), after) * sign > 0)
    .sort((a, b) => comparePlaces(placeOf(a, order.by), placeOf(b, order.by)) * sign);
}

function answerPage(call: RecordsCall, ask: ListAsk, { records, hasNext, hasPrevious }: Page): Reply {
  const { world, org } = call;
  const expiresAt = world.clock.now() + world.settings.pageTokenTtl * 1000;
  const before = ask.position?.skipped ?? (ask.page - 1) * ask.perPage;
  function token(direction: PagePosition["direction"], record: StoredRecord | undefined): string | null {
    if (record === undefined) return null;
    const skipped = direction === "next" ? before + records.length : Math.max(before - ask.perPage, 0);
    const beside = placeOf(record, ask.order.by);
    return pageToken(world.seed, { list: ask.list, direction, beside, skipped, expiresAt });
  }
  const next = hasNext ? token("next", records.at(-1)) : null;
  const previous = hasPrevious ? token("previous", records[0]) : null;
  const hasToken = next !== null || previous !== null;
  return json(200, {
    data: records.map((record) => shownRecord(org, call.module, record, ask.fields)),
    info: {
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
    },
  });
}
