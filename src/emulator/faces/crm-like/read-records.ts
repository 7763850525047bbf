import { zohoTime } from "../../crm/zoho-time";
import { empty, json, type Reply } from "../../http/reply";
import { numberParameter } from "../number-parameter";
import type { Row } from "../records/face-records";
import { crmLikeRefusal, type ModuleCall } from "./crm-like-product";

const PER_PAGE = { preset: 200, min: 1, max: 200 };
const PAGE = { preset: 1, min: 1, max: 999_999 };

/** `GET {module}`: 204 where the page is empty, 304 where nothing changed since. */
export function listMany(call: ModuleCall): Reply {
  const { world, request, org, of, module } = call;
  const page = numberParameter(request.query.get("page"), PAGE);
  if (page === undefined) return crmLikeRefusal(of, call, "INVALID_DATA", { param_name: "page" });
  const perPage = numberParameter(request.query.get("per_page"), PER_PAGE);
  if (perPage === undefined) return crmLikeRefusal(of, call, "INVALID_DATA", { param_name: "per_page" });
  const rows = world.faceRecords.of(org, module.collection);
  const since = Date.parse(request.headers["if-modified-since"] ?? "");
  const from = (page - 1) * perPage;
  const changed = Number.isNaN(since) ? undefined : rows.filter(({ modifiedAt }) => modifiedAt > since);
  if (changed?.length === 0) return empty(304);
  const shown = changed === undefined ? rows.page(from, perPage) : changed.slice(from, from + perPage);
  if (shown.length === 0) return empty(204);
  const fields = request.query.get("fields")?.split(",");
  const info = {
    per_page: perPage,
    count: shown.length,
    page,
    more_records: from + shown.length < (changed?.length ?? rows.count()),
  };
  return json(200, { data: shown.map((row) => shownRecord(call, row, fields)), info });
}

/** `GET {module}/{id}`. */
export function getOne(call: ModuleCall): Reply {
  const { world, org, module, params } = call;
  const row = world.faceRecords.of(org, module.collection).get(params["id"] ?? "");
  return row === undefined ? empty(204) : json(200, { data: [shownRecord(call, row)] });
}

function shownRecord(
  { org }: ModuleCall,
  { id, createdAt, modifiedAt, fields }: Row,
  wanted?: readonly string[],
): Readonly<Record<string, unknown>> {
  const all: Readonly<Record<string, unknown>> = {
    id,
    ...fields,
    Created_Time: zohoTime(createdAt, org.place.offset),
    Modified_Time: zohoTime(modifiedAt, org.place.offset),
  };
  if (wanted === undefined) return all;
  return {
    id,
    ...Object.fromEntries(wanted.map((name) => [name, Object.hasOwn(all, name) ? all[name] : null])),
  };
}
