import { json, type Reply } from "../../http/reply";
import { refuse } from "../api-answer";
import type { RecordsCall } from "../api-call";
import { permissionProblem } from "../permissions";
import { searchFilter } from "../search/search-filter";
import { foundRecords } from "../search/search-records";
import { viewMatcher } from "../criteria/view-matcher";
import { wrongParam } from "./page-ask";

/** `GET /{module}/actions/count`: all records, or those of a custom view, or those that a search would find. */
export function countRecords(call: RecordsCall): Reply {
  const cvid = call.request.query.get("cvid");
  const isInView = cvid === null ? undefined : viewMatcher(call, cvid);
  if (cvid !== null && isInView === undefined) return refuse(call.request, wrongParam("cvid"));
  const filter = isInView === undefined ? searchFilter(call) : { isFound: isInView };
  if (filter !== undefined && "code" in filter) return refuse(call.request, filter);
  const forbidden = permissionProblem(call, call.module, "View");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  if (filter === undefined) {
    return json(200, { count: call.data.modules.get(call.module.apiName)?.count() ?? 0 });
  }
  let count = 0;
  for (const _record of foundRecords(call, filter)) count += 1;
  return json(200, { count });
}
