import { empty, jsonText, type Reply } from "../../http/reply";
import { crmError, refuse } from "../api-answer";
import type { RecordCall } from "../api-call";
import { permissionProblem } from "../permissions";
import { fieldNames } from "./field-names";
import { UNKNOWN_ID } from "./item-errors";
import { isRecordId } from "./record-id";
import { dataText, recordWriter } from "./record-writer";

/** `GET /{module}/{id}`: the record; 204 where no record has this ID. */
export function getRecord(call: RecordCall): Reply {
  const { id } = call;
  if (!isRecordId(id)) {
    const details = { resource_path_index: 1 };
    return refuse(call.request, crmError("INVALID_DATA", details, UNKNOWN_ID));
  }
  const forbidden = permissionProblem(call, call.module, "View");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  const record = call.data.modules.get(call.module.apiName)?.get(id);
  if (record === undefined) return empty(204);
  const since = Date.parse(call.request.headers["if-modified-since"] ?? "");
  if (record.modifiedAt <= since) return empty(304);
  const names = fieldNames(call.request.query.get("fields"));
  return jsonText(200, dataText([record], recordWriter(call.org, call.module, names)));
}
