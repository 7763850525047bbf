import { ZohoError } from "../../errors/zoho-error";
import type { CancelSignal } from "../../time/cancel-signal";
import { timeToldBy } from "../as-of";
import { type AskPage, pagesOf } from "../asked-page";
import type { ChangeParts } from "../change-parts";
import type { ChangeQuery } from "../change-query";
import type { ChangeReader, ReadRow, RowPage } from "../change-reader";
import { filterQuery } from "../filter-query";
import { checkOrder } from "../in-order";
import { type RowForm, rowOf } from "../row-of";
import { watchedModule } from "../watched-module";

const OWN = ["from", "limit", "sortBy", "modifiedTimeRange", "orgId"];

/** Zoho Desk API, search: records at once. */
const LIMIT = 100;
/** How far `from` reaches by the stricter of Zoho's pages. */
const REACH = 999;
const BEGINNING = new Date(0).toISOString();
const END = "2099-12-31T23:59:59.999Z";

/**
 * The changes of a Desk module by its search, which takes a range of times and sorts by them. Each page begins at the time
 * of the last record, not behind a number of records: so a search's reach of some thousand records is no limit, and a
 * record that is changed meanwhile, and moves to the end, makes no other slip. Zoho Desk API: search tickets.
 *
 * @throws ZohoError `invalid_input` for a module that can't be watched, or a filter that is none
 */
export function deskReader(query: ChangeQuery, parts: ChangeParts): ChangeReader {
  const watched = watchedModule("desk", query.module);
  const form: RowForm = {
    what: `${watched.label} of Zoho Desk`,
    idField: watched.idField,
    // What nobody has changed yet may come without.
    changedFields: ["modifiedTime", "createdTime"],
    createdField: "createdTime",
    readTime: (text) => (/Z$|[+-]\d\d:\d\d$/.test(text) ? Date.parse(text) : Number.NaN),
    remedy: "they can't be watched",
    fields: query.fields,
  };
  const filter = filterQuery(query.filter, OWN);
  const ask = pagesOf(query, `${watched.name}/search`, parts);
  const readPage = async (place: SearchPlace, signal?: CancelSignal): Promise<SearchPage> =>
    search({ ask, filter, form }, place, signal);

  return {
    deleted: undefined,
    async now(signal) {
      const newest = { since: BEGINNING, from: 0, limit: 1, order: "-modifiedTime" } as const;
      return timeToldBy(await readPage(newest, signal));
    },
    rows: (since, signal) => byTime(readPage, since, signal),
  };
}

interface SearchPlace {
  /** ISO 8601 with a Z. */
  readonly since: string;
  readonly from: number;
  readonly limit: number;
  readonly order: "modifiedTime" | "-modifiedTime";
}

interface SearchPage {
  readonly rows: readonly ReadRow[];
  readonly asOf: number | undefined;
}

async function search(
  { ask, filter, form }: { readonly ask: AskPage; readonly filter: URLSearchParams; readonly form: RowForm },
  { since, from, limit, order }: SearchPlace,
  signal: CancelSignal | undefined,
): Promise<SearchPage> {
  const query = new URLSearchParams(filter);
  query.set("modifiedTimeRange", `${since},${END}`);
  query.set("sortBy", order);
  query.set("from", String(from));
  query.set("limit", String(limit));
  const { records, asOf } = await ask(query, signal);
  const rows = records.map((record) => rowOf(record, form));
  checkOrder(rows, order === "modifiedTime" ? "oldest first" : "newest first", form.what);
  return { rows, asOf };
}

async function* byTime(
  readPage: (place: SearchPlace, signal?: CancelSignal) => Promise<SearchPage>,
  since: number | undefined,
  signal: CancelSignal | undefined,
): AsyncGenerator<RowPage, void, void> {
  let begin = since === undefined ? BEGINNING : new Date(since).toISOString();
  let from = 0;
  let first: number | undefined;
  for (;;) {
    const { rows, asOf } = await readPage(
      { since: begin, from, limit: LIMIT, order: "modifiedTime" },
      signal,
    );
    first ??= asOf;
    // Whether the last page is full is all that tells whether there is more.
    const isLast = rows.length < LIMIT;
    yield { rows, asOf: first, isLast };
    if (isLast) return;
    const next = new Date(rows.at(-1)?.at ?? 0).toISOString();
    if (next === begin) {
      // All of one moment: they have to be counted.
      from += LIMIT;
      if (from > REACH) {
        throw new ZohoError("list_limit", {
          details: {
            limit: REACH + 1,
            instead: "So many records were changed at one moment: narrow the node's filter",
          },
        });
      }
    } else {
      begin = next;
      from = 0;
    }
  }
}
