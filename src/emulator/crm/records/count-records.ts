import { json, type Reply } from "../../http/reply";
import { refuse } from "../api-answer";
import type { RecordsCall } from "../api-call";
import { searchFilter } from "../search/search-filter";
import { foundRecords } from "../search/search-records";

/** `GET /{module}/actions/count`: all records, or those that a search would find. */
export function countRecords(call: RecordsCall): Reply {
  const filter = searchFilter(call);
  if (filter === undefined) {
    return json(200, { count: call.data.modules.get(call.module.apiName)?.count() ?? 0 });
  }
  if ("code" in filter) return refuse(call.request, filter);
  let count = 0;
  for (const _record of foundRecords(call, filter)) count += 1;
  return json(200, { count });
}
