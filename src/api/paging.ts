import type { ApiAnswer, ApiCall } from "./api-call";
import type { Caller } from "./call";
import { readResult } from "./read-result";

/** One page of a list. */
export interface Page {
  readonly records: readonly unknown[];
  readonly answer: ApiAnswer;
}

/** Zoho CRM's largest page. */
const PER_PAGE = "200";

/**
 * The pages of a list to its end, one at a time: the next is asked for only when this one has been taken.
 * Follows page tokens, because page numbers end at 2,000 records (CRM v8: get records).
 *
 * @throws as `Caller.call`
 */
export async function* pages(caller: Caller, first: ApiCall): AsyncGenerator<Page, void, void> {
  const { path, query: wanted } = takeQuery(first);
  let query = wanted;
  if (!query.has("per_page")) query.set("per_page", PER_PAGE);
  for (;;) {
    const answer = await caller.call({ ...first, path, query });
    const { payload, page } = readResult(answer.body, first);
    const records: readonly unknown[] = recordsOf(payload);
    yield { records, answer };
    if (page?.moreRecords !== true) return;
    query = nextPage(query, page.nextPageToken);
  }
}

/** A query that stands in the path is one with the other, so that pages are asked for once. */
function takeQuery({ path, query }: ApiCall): { readonly path: string; readonly query: URLSearchParams } {
  const [bare = "", ...rest] = path.split("?");
  const all = new URLSearchParams(rest.join("?"));
  for (const [name, value] of query ?? []) all.set(name, value);
  return { path: bare, query: all };
}

function recordsOf(payload: unknown): readonly unknown[] {
  if (payload === null || payload === undefined) return [];
  return Array.isArray(payload) ? (payload as readonly unknown[]) : [payload];
}

function nextPage(query: URLSearchParams, token: string | undefined): URLSearchParams {
  const next = new URLSearchParams(query);
  if (token === undefined) {
    next.set("page", String(Number(query.get("page") ?? "1") + 1));
  } else {
    next.delete("page");
    next.set("page_token", token);
  }
  return next;
}
