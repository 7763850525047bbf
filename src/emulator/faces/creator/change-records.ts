import { isObject } from "../../http/is-object";
import { json, type Reply } from "../../http/reply";
import { fieldErrors } from "./add-records";
import { applicationTimes } from "./creator-time";
import { reportCriteria } from "./report-criteria";
import { CREATOR_ERRORS } from "./creator-errors";
import { CREATOR_SUCCESS, creatorRefusal } from "./creator-reply";
import type { FormCall } from "./in-application";

/** Zoho Creator API v2.1, update and delete records: per request. */
const MAX_RECORDS = 200;
const UPDATED = "Data Updated Successfully!";
const DELETED = "Data Deleted Successfully!";

/** `PATCH /data/{owner}/{app}/report/{report}/{id}`. */
export function updateRecord(call: FormCall): Reply {
  const { world, request, params } = call;
  const id = params["id"] ?? "";
  const data = sentData(call);
  if (data === undefined) return creatorRefusal(world, request, "missingParameter", { name: "data" });
  if (rowsOf(call).get(id) === undefined) return creatorRefusal(world, request, "noRecords");
  const item = update(call, id, data);
  done(call, 1);
  return json(200, item);
}

/** `DELETE /data/{owner}/{app}/report/{report}/{id}`. */
export function deleteRecord(call: FormCall): Reply {
  const { world, request, params } = call;
  const id = params["id"] ?? "";
  if (!rowsOf(call).delete(id)) return creatorRefusal(world, request, "noRecords");
  done(call, 1);
  return json(200, success(id, DELETED));
}

/** `PATCH /data/{owner}/{app}/report/{report}`: up to 200 of the records that `criteria` chooses. */
export function updateRecords(call: FormCall): Reply {
  const data = sentData(call);
  if (data === undefined) {
    return creatorRefusal(call.world, call.request, "missingParameter", { name: "data" });
  }
  return onChosen(call, (id) => update(call, id, data));
}

/** `DELETE /data/{owner}/{app}/report/{report}`: up to 200 of the records that `criteria` chooses. */
export function deleteRecords(call: FormCall): Reply {
  const rows = rowsOf(call);
  return onChosen(call, (id) => {
    rows.delete(id);
    return success(id, DELETED);
  });
}

/** `more_records` tells that the same call is to be made again. */
function onChosen(call: FormCall, act: (id: string) => Readonly<Record<string, unknown>>): Reply {
  const { world, request } = call;
  const body = request.json();
  const text = isObject(body) ? body["criteria"] : undefined;
  if (typeof text !== "string" || text === "") {
    return creatorRefusal(world, request, "missingParameter", { name: "criteria" });
  }
  const isChosen = reportCriteria(text, applicationTimes(call).read);
  if (isChosen === undefined) return creatorRefusal(world, request, "badPattern", { name: "criteria" });
  const chosen = rowsOf(call).filter(isChosen);
  if (chosen.length === 0) return creatorRefusal(world, request, "noRecords");
  const result = chosen.slice(0, MAX_RECORDS).map(({ id }) => act(id));
  done(call, result.length);
  return json(200, { code: CREATOR_SUCCESS, result, more_records: chosen.length > MAX_RECORDS });
}

function sentData({ request }: FormCall): Readonly<Record<string, unknown>> | undefined {
  const body = request.json();
  const data = isObject(body) ? body["data"] : undefined;
  return isObject(data) ? data : undefined;
}

function update(
  call: FormCall,
  id: string,
  data: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { world, request, form } = call;
  const error = fieldErrors(form.fields, data, "sent");
  if (Object.keys(error).length > 0) {
    const { code } = CREATOR_ERRORS.badRecord;
    request.facts.code = String(code);
    return { code, error };
  }
  const names = form.fields.map(({ name }) => name).filter((name) => Object.hasOwn(data, name));
  const fields = Object.fromEntries(names.map((name) => [name, textOf(data[name])]));
  rowsOf(call).update(id, fields, world.clock.now());
  return success(id, UPDATED);
}

/** Creator keeps every value as a text. */
function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function success(id: string, message: string): Readonly<Record<string, unknown>> {
  return { code: CREATOR_SUCCESS, data: { ID: id }, message };
}

function rowsOf({ world, org, form }: FormCall): ReturnType<FormCall["world"]["faceRecords"]["of"]> {
  return world.faceRecords.of(org, form.collection);
}

function done({ world, request }: FormCall, items: number): void {
  request.facts.items = items;
  world.touch();
}
