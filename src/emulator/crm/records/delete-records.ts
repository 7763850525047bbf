import type { Reply } from "../../http/reply";
import { apiError, refuse, type WriteItem, writeReply } from "../api-answer";
import type { RecordsCall } from "../api-call";

/** Zoho CRM v8: IDs per delete. */
const MAX_IDS = 100;

/** `DELETE /{module}?ids=a,b`. */
export function deleteRecords(call: RecordsCall): Reply {
  const ids = (call.request.query.get("ids") ?? "")
    .split(",")
    .flatMap((id) => (id.trim() === "" ? [] : [id.trim()]));
  if (ids.length === 0) {
    const details = { param_name: "ids" };
    return refuse(
      call.request,
      400,
      apiError("REQUIRED_PARAM_MISSING", "required param is missing", details),
    );
  }
  if (ids.length > MAX_IDS) {
    const details = { limit: MAX_IDS, param_name: "ids" };
    return refuse(call.request, 400, apiError("LIMIT_EXCEEDED", "limit exceeded", details));
  }
  return writeReply(
    call.request,
    200,
    ids.map((id) => deleteItem(call, id)),
  );
}

/** `DELETE /{module}/{id}`. */
export function deleteRecord(call: RecordsCall, id: string): Reply {
  return writeReply(call.request, 200, [deleteItem(call, id)]);
}

function deleteItem(call: RecordsCall, id: string): WriteItem {
  const records = call.data.modules.get(call.module.apiName);
  if (records?.get(id) === undefined) {
    return apiError("INVALID_DATA", "the id given seems to be invalid", { id });
  }
  records.delete(id);
  call.data.markChanged();
  call.world.touch();
  return { code: "SUCCESS", details: { id }, message: "record deleted", status: "success" };
}
