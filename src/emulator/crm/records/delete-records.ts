import type { Reply } from "../../http/reply";
import { crmError, refuse, type WriteItem, writeReply } from "../api-answer";
import type { RecordCall, RecordsCall } from "../api-call";
import { crmUserOf, userReference } from "../crm-users";
import { nameOf } from "../stored-record";
import { UNKNOWN_ID } from "./item-errors";

/** Zoho CRM v8: IDs per delete. */
const MAX_IDS = 100;

/** `DELETE /{module}?ids=a,b`. */
export function deleteRecords(call: RecordsCall): Reply {
  const ids = (call.request.query.get("ids") ?? "")
    .split(",")
    .flatMap((id) => (id.trim() === "" ? [] : [id.trim()]));
  if (ids.length === 0) {
    const details = { param_name: "ids" };
    return refuse(call.request, crmError("REQUIRED_PARAM_MISSING", details));
  }
  if (ids.length > MAX_IDS) {
    const details = { limit: MAX_IDS, param_name: "ids" };
    return refuse(call.request, crmError("LIMIT_EXCEEDED", details));
  }
  return writeReply(
    call.request,
    200,
    ids.map((id) => deleteItem(call, id)),
  );
}

/** `DELETE /{module}/{id}`. */
export function deleteRecord(call: RecordCall): Reply {
  return writeReply(call.request, 200, [deleteItem(call, call.id)]);
}

function deleteItem(call: RecordsCall, id: string): WriteItem {
  const records = call.data.modules.get(call.module.apiName);
  const record = records?.get(id);
  if (records === undefined || record === undefined) {
    return crmError("INVALID_DATA", { id }, UNKNOWN_ID);
  }
  records.delete(id);
  call.data.deleted.add({
    id,
    module: call.module.apiName,
    displayName: nameOf(record, call.module.nameField),
    createdBy: record.createdBy,
    deletedBy: userReference(crmUserOf(call.org, call.person)),
    deletedAt: call.world.clock.now(),
  });
  call.data.markChanged();
  call.world.touch();
  return { code: "SUCCESS", details: { id }, message: "record deleted", status: "success" };
}
