import { empty, json, type Reply } from "../../http/reply";
import { crmError, refuse } from "../api-answer";
import type { RecordsCall } from "../api-call";
import { permissionProblem } from "../permissions";
import { shownByTime } from "../late-changes";
import type { DeletedRecord } from "../deleted-records";
import { zohoTime } from "../zoho-time";
import { wholeNumber } from "./whole-number";

const MAX_PER_PAGE = 200;
const TYPES = ["all", "recycle", "permanent"];

/** How long a deleted record stays in the recycle bin, milliseconds. */
const RECYCLE_BIN_MS = 60 * 86_400_000;

/** `GET /{module}/deleted?type=`: what was deleted, newest first; 204 where nothing was. */
export function listDeleted(call: RecordsCall): Reply {
  const { request, org } = call;
  const type = request.query.get("type") ?? "all";
  if (!TYPES.includes(type)) return refuse(request, crmError("INVALID_DATA", { param_name: "type" }));
  const perPage = wholeNumber(request.query.get("per_page") ?? String(MAX_PER_PAGE));
  if (perPage === undefined || perPage > MAX_PER_PAGE) {
    return refuse(request, crmError("INVALID_DATA", { param_name: "per_page" }));
  }
  const page = wholeNumber(request.query.get("page") ?? "1");
  if (page === undefined) return refuse(request, crmError("INVALID_DATA", { param_name: "page" }));
  const forbidden = permissionProblem(call, call.module, "View");
  if (forbidden !== undefined) return refuse(call.request, forbidden);

  const binnedSince = call.world.clock.now() - RECYCLE_BIN_MS;
  const typeOf = ({ deletedAt }: DeletedRecord): string =>
    deletedAt > binnedSince ? "recycle" : "permanent";
  const since = Date.parse(request.headers["if-modified-since"] ?? "");
  const isShown = shownByTime(call.world) ?? ((): boolean => true);
  const all = call.data.deleted
    .of(call.module.apiName)
    .filter(({ id, deletedAt }) => isShown(id, deletedAt))
    .reverse();
  const fresh = Number.isNaN(since) ? all : all.filter((record) => record.deletedAt > since);
  if (fresh.length === 0 && all.length > 0) return empty(304);
  const wanted = fresh.filter((record) => type === "all" || typeOf(record) === type);
  const shown = wanted.slice((page - 1) * perPage, page * perPage);
  if (shown.length === 0) return empty(204);
  return json(200, {
    data: shown.map((record) => ({
      deleted_by: { name: record.deletedBy.name, id: record.deletedBy.id },
      id: record.id,
      display_name: record.displayName,
      type: typeOf(record),
      created_by: { name: record.createdBy.name, id: record.createdBy.id },
      deleted_time: zohoTime(record.deletedAt, org.place.offset),
    })),
    info: {
      per_page: perPage,
      count: shown.length,
      page,
      more_records: wanted.length > page * perPage,
    },
  });
}
