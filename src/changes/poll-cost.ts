/** Calls, and what they take from the credits of a day. A product without credits counts calls. */
export interface PollCost {
  readonly calls: number;
  readonly credits: number;
}

/** What of a query decides what it costs. */
export interface PricedQuery {
  readonly product: ChangeProduct;
  readonly filter?: string | undefined;
  readonly deleted: "too" | "not";
}

/** How a product's changes come, as far as the price goes. */
interface PriceRow {
  /** One page. */
  readonly page: { readonly records: number; readonly credits: number };
  /** The same with a filter, where that is read another way: the first page of a poll, and any further one. */
  readonly filtered?: { readonly first: PriceRow["page"]; readonly further: PriceRow["page"] };
  /** A page of deleted records, where the product tells of them. */
  readonly deleted?: PriceRow["page"];
}

/**
 * What each product takes. Of nothing but numbers, so that the editor can say what a node will cost before it is deployed.
 * CRM: a list costs 1 credit for 200 records, a query 1 for 200 rows and 3 for 2,000, deleted records 2 (Zoho CRM v8: API
 * limits).
 */
const PRICES = {
  crm: {
    page: { records: 200, credits: 1 },
    filtered: { first: { records: 200, credits: 1 }, further: { records: 2_000, credits: 3 } },
    deleted: { records: 200, credits: 2 },
  },
  // Zoho Books API v3: API call limit; each call counts one.
  books: { page: { records: 200, credits: 1 } },
  // Zoho Desk API: a request weighs one credit unless its page says more.
  desk: { page: { records: 100, credits: 1 } },
  // Zoho Creator API v2.1: get records; each call counts one.
  creator: { page: { records: 1_000, credits: 1 } },
} as const satisfies Readonly<Record<string, PriceRow>>;

/** Products whose changes can be read. */
export type ChangeProduct = keyof typeof PRICES;

/** What a poll costs where nothing has changed. */
export function costOfPoll(query: PricedQuery): PollCost {
  return costOfChanges(query, { changed: 0, deleted: 0 });
}

/**
 * What a poll costs that finds so many changes, in as few calls as they fit in.
 *
 * @param found records that come, those among them that the overlap brings again included
 */
export function costOfChanges(
  { product, filter, deleted }: PricedQuery,
  found: { readonly changed: number; readonly deleted: number },
): PollCost {
  const row: PriceRow = PRICES[product];
  const isFiltered = filter !== undefined && filter.trim() !== "";
  const { first, further } =
    (isFiltered ? row.filtered : undefined) ?? ({ first: row.page, further: row.page } as const);
  const more = Math.ceil(Math.max(0, found.changed - first.records) / further.records);
  const records = { calls: 1 + more, credits: first.credits + more * further.credits };
  if (deleted === "not" || row.deleted === undefined) return records;
  const pages = Math.max(1, Math.ceil(found.deleted / row.deleted.records));
  return { calls: records.calls + pages, credits: records.credits + pages * row.deleted.credits };
}

const DAY_MS = 86_400_000;

/**
 * What a node costs in 24 hours, changes spread evenly over its polls.
 *
 * @param everyMs from poll to poll, milliseconds
 * @param changesPerDay of the module; 0: what it costs at least
 */
export function costPerDay(
  query: PricedQuery,
  { everyMs, changesPerDay = 0 }: { readonly everyMs: number; readonly changesPerDay?: number },
): PollCost {
  const polls = DAY_MS / Math.max(1, everyMs);
  const changed = Math.ceil(changesPerDay / polls);
  const { calls, credits } = costOfChanges(query, { changed, deleted: 0 });
  return { calls: Math.ceil(calls * polls), credits: Math.ceil(credits * polls) };
}
