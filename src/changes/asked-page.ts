import type { ApiCall } from "../api/api-call";
import { askPage } from "../api/paging/list-walk";
import type { CancelSignal } from "../time/cancel-signal";
import { askedAsOf } from "./as-of";
import type { ChangeParts } from "./change-parts";
import type { ChangeQuery } from "./change-query";

/** One page as a product gave it. */
export interface AskedPage {
  readonly records: readonly unknown[];
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** What Zoho's clock showed when it looked, or earlier; undefined where it did not say. */
  readonly asOf: number | undefined;
}

/** Asks for pages of one list, each with a query of its own. */
export type AskPage = (
  query: URLSearchParams,
  signal?: CancelSignal,
  headers?: Readonly<Record<string, string>>,
) => Promise<AskedPage>;

/** Pages of the list at this path, with the connection and org of the query. */
export function pagesOf(
  { connection, org, product }: ChangeQuery,
  path: string,
  parts: ChangeParts,
): AskPage {
  const { caller, clock, sending } = parts;
  const call: ApiCall = {
    connection,
    product,
    method: "GET",
    path,
    ...(org !== undefined && { org }),
    ...sending,
  };
  return async (query, signal, headers = {}) => {
    const sentAt = clock.monotonic();
    const asked = await askPage(caller, call, { query, headers, body: undefined }, signal);
    const { answer, records } = asked;
    return { records, body: answer.body, headers: answer.headers, asOf: askedAsOf(answer, sentAt, clock) };
  };
}
