import type { CancelSignal } from "../../time/cancel-signal";
import type { ApiAnswer, ApiCall } from "../api-call";
import type { Caller } from "../call";
import { askPage } from "./list-walk";
import { valueAt } from "./pager";

/**
 * Asks for rows by a query. COQL v8: get records.
 *
 * @param list a call of the same connection; only where it goes and how it stands in line is taken from it
 * @param select `select … from … where … limit …`
 */
export async function askCoql(
  caller: Pick<Caller, "call">,
  list: ApiCall,
  select: string,
  signal: CancelSignal | undefined,
): Promise<{ readonly answer: ApiAnswer; readonly records: readonly unknown[]; readonly hasMore: boolean }> {
  const { query: _query, headers: _headers, ...rest } = list;
  const call = { ...rest, method: "POST", path: "coql", headers: { "content-type": "application/json" } };
  const body = JSON.stringify({ select_query: select });
  const request = { query: new URLSearchParams(), headers: {}, body };
  const { answer, records } = await askPage(caller, call, request, signal);
  const hasMore = records.length > 0 && valueAt(answer.body, "info", "more_records") === true;
  return { answer, records, hasMore };
}
