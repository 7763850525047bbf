import { valueAt } from "../../api/paging/pager";
import type { CancelSignal } from "../../time/cancel-signal";
import { timeToldBy } from "../as-of";
import { pagesOf } from "../asked-page";
import type { ChangeParts } from "../change-parts";
import type { ChangeQuery } from "../change-query";
import type { ChangeReader, RowPage } from "../change-reader";
import { filterQuery } from "../filter-query";
import { HeldRows } from "../held-rows";
import { checkOrder } from "../in-order";
import { type RowForm, rowOf } from "../row-of";
import { watchedModule } from "../watched-module";
import { booksTime } from "./books-time";
import type { PageWindow } from "./page-window";
import { type BooksPage, steadyPages } from "./steady-pages";

const OWN = ["page", "per_page", "sort_column", "sort_order", "last_modified_time", "organization_id"];

type SortOrder = "A" | "D";

/**
 * The changes of a Books list: newest first until what was known, in one call where there are no more than 200, then
 * given oldest first. Its `last_modified_time` is not used: pages say "since", but a live organization took it for this
 * very second. Zoho Books API v3: pagination, `sort_column` of lists.
 *
 * @throws ZohoError `invalid_input` for a list that can't be watched, or a filter that is none
 */
export function booksReader(query: ChangeQuery, parts: ChangeParts): ChangeReader {
  const watched = watchedModule("books", query.module);
  const form: RowForm = {
    what: `${watched.label} of Zoho Books`,
    idField: watched.idField,
    changedFields: ["last_modified_time"],
    createdField: "created_time",
    readTime: booksTime,
    remedy: "they can't be watched",
    fields: query.fields,
  };
  const filter = filterQuery(query.filter, OWN);
  const pages = pagesOf(query, watched.name, parts);

  function asking(order: SortOrder): (window: PageWindow, signal?: CancelSignal) => Promise<BooksPage> {
    return async ({ page, perPage }, signal) => {
      const asked = new URLSearchParams(filter);
      asked.set("sort_column", "last_modified_time");
      asked.set("sort_order", order);
      asked.set("page", String(page));
      asked.set("per_page", String(perPage));
      const { records, body, asOf } = await pages(asked, signal);
      const rows = records.map((record) => rowOf(record, form));
      checkOrder(rows, order === "A" ? "oldest first" : "newest first", form.what);
      return { rows, hasMore: hasMorePage(body) ?? records.length === perPage, asOf };
    };
  }

  return {
    deleted: undefined,
    async now(signal) {
      return timeToldBy(await asking("D")({ page: 1, perPage: 1 }, signal));
    },
    rows: (since, signal) =>
      since === undefined
        ? oldestFirst(steadyPages(asking("A"), signal))
        : newestFirst(steadyPages(asking("D"), signal), since),
  };
}

/** Times are in whole seconds, so everything of the second of `since` counts. */
async function* newestFirst(
  pages: AsyncIterable<BooksPage>,
  since: number,
): AsyncGenerator<RowPage, void, void> {
  const second = Math.floor(since / 1000) * 1000;
  let held: HeldRows | undefined;
  for await (const { rows, asOf } of pages) {
    held ??= new HeldRows(asOf);
    yield* held.add(rows.filter(({ at }) => at >= second));
    if (rows.some(({ at }) => at < second)) break;
  }
  if (held !== undefined) yield* held.end();
}

async function* oldestFirst(pages: AsyncIterable<BooksPage>): AsyncGenerator<RowPage, void, void> {
  let asOf: number | undefined;
  let last = Number.NEGATIVE_INFINITY;
  for await (const page of pages) {
    asOf ??= page.asOf;
    // Where the list was read again from further up, what had come is left out.
    const rows = page.rows.filter(({ at }) => at >= last);
    last = rows.at(-1)?.at ?? last;
    yield { rows, asOf, isLast: !page.hasMore || page.rows.length === 0 };
  }
}

function hasMorePage(body: unknown): boolean | undefined {
  const value = valueAt(body, "page_context", "has_more_page");
  return typeof value === "boolean" ? value : undefined;
}
