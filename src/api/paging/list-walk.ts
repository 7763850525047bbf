import type { CancelSignal } from "../../time/cancel-signal";
import type { ApiAnswer, ApiCall } from "../api-call";
import type { Caller } from "../call";
import { readResult } from "../answer/read-result";
import type { ListRequest } from "./pager";
import type { ContinueFrom } from "./continue-from";

/** One page of a list. */
export interface Page {
  readonly records: readonly unknown[];
  readonly answer: ApiAnswer;
  /**
   * True where nothing comes behind it. A product that does not say so is asked once more, so that the last page may
   * also be one without records.
   */
  readonly isLast: boolean;
}

/** A list that is being read, with one page of it in memory at most. */
export interface ListWalk {
  /**
   * The next page, or undefined behind the last one. Where it fails the walk stays where it is: asked again, it asks for
   * the same page again.
   *
   * @throws as `Caller.call`; `list_limit`, `list_never_ends`
   */
  next(signal?: CancelSignal): Promise<Page | undefined>;
  /** Where the next page begins, as plain data; undefined where nothing was read yet or all was. */
  readonly position: ContinueFrom | undefined;
}

/** How a list is to be read. */
export interface ListOptions {
  /** Records for each page; Zoho's largest page unless said otherwise. */
  readonly pageSize?: number | undefined;
  /** Goes on where a former walk through the same list has ended. */
  readonly continueFrom?: ContinueFrom | undefined;
}

/** Asks Zoho for one page. */
export async function askPage(
  caller: Pick<Caller, "call">,
  call: ApiCall,
  request: ListRequest,
  signal = call.signal,
): Promise<{ readonly answer: ApiAnswer; readonly records: readonly unknown[] }> {
  const { query, headers, body } = request;
  const answer = await caller.call({
    ...call,
    query,
    headers: { ...call.headers, ...headers },
    ...(body !== undefined && { body }),
    ...(signal !== undefined && { signal }),
  });
  const { payload } = readResult(answer.body, call);
  return { answer, records: recordsOf(payload) };
}

function recordsOf(payload: unknown): readonly unknown[] {
  if (payload === null || payload === undefined) return [];
  return Array.isArray(payload) ? (payload as readonly unknown[]) : [payload];
}
