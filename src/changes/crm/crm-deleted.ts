import { pages } from "../../api/paging/pages";
import type { CancelSignal } from "../../time/cancel-signal";
import { askedAsOf } from "../as-of";
import type { DeletedRow, DeletedRows } from "../change-reader";
import type { CrmList } from "./crm-list";
import { crmDeletedRows } from "./crm-row";
import { crmTime } from "./crm-time";

const SECOND_MS = 1_000;

/**
 * What was deleted at `since` or later, in the recycle bin or for good: two credits a page of 200. CRM v8: get deleted
 * records. The page promises no order, so all of it is read before anything is said.
 *
 * @throws ZohoError as `Caller.call`; `list_limit`
 */
export async function crmDeleted(
  { caller, clock, call }: CrmList,
  since: number,
  signal?: CancelSignal,
): Promise<DeletedRows> {
  const rows: DeletedRow[] = [];
  let asOf: number | undefined;
  const asked = {
    ...call,
    path: `${call.path}/deleted`,
    query: new URLSearchParams({ type: "all" }),
    // Whether the time itself is within is not said on Zoho's page.
    headers: { "if-modified-since": crmTime(since - SECOND_MS) },
    ...(signal !== undefined && { signal }),
  };
  let sentAt = clock.monotonic();
  for await (const { records, answer } of pages(caller, asked)) {
    rows.push(...crmDeletedRows(records));
    asOf ??= askedAsOf(answer, sentAt, clock);
    sentAt = clock.monotonic();
  }
  return { rows, asOf };
}
