import { empty, jsonText, type Reply } from "../../http/reply";
import { crmError, refuse } from "../api-answer";
import type { RecordsCall } from "../api-call";
import { permissionProblem } from "../permissions";
import { chosenRecords } from "../criteria/chosen-records";
import { fieldNames } from "../records/field-names";
import { wholeNumber } from "../records/whole-number";
import { dataText, recordWriter } from "../records/record-writer";
import type { StoredRecord } from "../stored-record";
import { searchFilter, type SearchFilter, searchParamMissing } from "./search-filter";

/** Zoho CRM v8, search records: records per page, and how far pages reach. */
const MAX_PER_PAGE = 200;
const MAX_FOUND = 2_000;

/** `GET /{module}/search`: a page of what is found; 204 where nothing is. */
export function searchRecords(call: RecordsCall): Reply {
  const { request, org, module } = call;
  const filter = searchFilter(call) ?? searchParamMissing();
  if ("code" in filter) return refuse(request, filter);
  const perPage = wholeNumber(request.query.get("per_page") ?? String(MAX_PER_PAGE));
  if (perPage === undefined || perPage > MAX_PER_PAGE) {
    return refuse(request, crmError("INVALID_DATA", { param_name: "per_page" }));
  }
  const page = wholeNumber(request.query.get("page") ?? "1");
  if (page === undefined) return refuse(request, crmError("INVALID_DATA", { param_name: "page" }));
  if (page * perPage > MAX_FOUND) return refuse(request, crmError("LIMIT_REACHED", { limit: MAX_FOUND }));
  const forbidden = permissionProblem(call, module, "View");
  if (forbidden !== undefined) return refuse(call.request, forbidden);

  const taken: StoredRecord[] = [];
  let seen = 0;
  for (const record of foundRecords(call, filter)) {
    seen += 1;
    if (seen > (page - 1) * perPage) taken.push(record);
    if (taken.length > perPage) break;
  }
  const shown = taken.slice(0, perPage);
  if (shown.length === 0) return empty(204);
  const names = fieldNames(request.query.get("fields"));
  const info = { per_page: perPage, count: shown.length, page, more_records: taken.length > perPage };
  return jsonText(200, dataText(shown, recordWriter(org, module, names), info));
}

/** Newest first. What was written a moment ago is not found yet where the setting `searchLag` says so. */
export function* foundRecords(call: RecordsCall, filter: SearchFilter): Generator<StoredRecord> {
  const records = call.data.modules.get(call.module.apiName);
  if (records === undefined) return;
  const indexedUntil = call.world.clock.now() - call.world.settings.searchLag * 1000;
  const walk = { order: { by: "id", direction: "desc" } } as const;
  for (const record of chosenRecords(records, call.module, filter.criteria, filter.isFound, walk)) {
    if (call.world.settings.searchLag === 0 || record.modifiedAt <= indexedUntil) yield record;
  }
}
