import { json, type Reply } from "../../http/reply";
import { crmError, refuse, type WriteItem, writeReply } from "../api-answer";
import type { RecordCall, RecordsCall } from "../api-call";
import { permissionProblem } from "../permissions";
import { zohoTime } from "../zoho-time";
import { applyItem } from "./apply-item";
import { notAnObject, unknownId } from "./item-errors";
import { isObject } from "../../http/is-object";
import { writeBody } from "./write-body";

/** `PUT /{module}`: every item names its record by `id`. */
export function updateRecords(call: RecordsCall): Reply {
  const body = writeBody(call);
  if ("code" in body) return refuse(call.request, body);
  const forbidden = permissionProblem(call, call.module, "Edit");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  return writeReply(
    call.request,
    200,
    body.data.map((item, index) => updateItem(call, item, `$.data[${index}]`)),
  );
}

/** `PUT /{module}/{id}`: one item; 412 where the record changed after `If-Unmodified-Since`. */
export function updateRecord(call: RecordCall): Reply {
  const { id } = call;
  const body = writeBody(call);
  if ("code" in body) return refuse(call.request, body);
  const forbidden = permissionProblem(call, call.module, "Edit");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  const existing = call.data.modules.get(call.module.apiName)?.get(id);
  const since = Date.parse(call.request.headers["if-unmodified-since"] ?? "");
  if (existing !== undefined && Math.floor(existing.modifiedAt / 1000) * 1000 > since) {
    const details = { Modified_Time: zohoTime(existing.modifiedAt, call.org.place.offset), id };
    call.request.facts.code = "ALREADY_MODIFIED";
    return json(412, { data: [crmError("ALREADY_MODIFIED", details)] });
  }
  const [item] = body.data;
  const named = isObject(item) ? { ...item, id } : item;
  return writeReply(call.request, 200, [updateItem(call, named, "$.data[0]")]);
}

function updateItem(call: RecordsCall, item: unknown, path: string): WriteItem {
  if (!isObject(item)) return notAnObject(path);
  const { id } = item;
  if (id === undefined || id === null) {
    const details = { api_name: "id", json_path: `${path}.id` };
    return crmError("MANDATORY_NOT_FOUND", details);
  }
  const existing = typeof id === "string" ? call.data.modules.get(call.module.apiName)?.get(id) : undefined;
  return existing === undefined ? unknownId(path) : applyItem(call, item, path, existing);
}
