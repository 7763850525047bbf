import type { Reply } from "../../http/reply";
import { crmError, refuse, type WriteItem, writeReply } from "../api-answer";
import type { RecordCall, RecordsCall } from "../api-call";
import { crmUserOf, userReference } from "../crm-users";
import { permissionProblem } from "../permissions";
import { nameOf } from "../stored-record";
import { askedIds } from "./asked-ids";
import { UNKNOWN_ID } from "./item-errors";
import { noteDeleteTrigger } from "./features";

/** `DELETE /{module}?ids=a,b`. */
export function deleteRecords(call: RecordsCall): Reply {
  const ids = askedIds(call);
  return "code" in ids ? refuse(call.request, ids) : deleteAll(call, ids);
}

/** `DELETE /{module}/{id}`. */
export function deleteRecord(call: RecordCall): Reply {
  return deleteAll(call, [call.id]);
}

function deleteAll(call: RecordsCall, ids: readonly string[]): Reply {
  const forbidden = permissionProblem(call, call.module, "Delete");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  noteDeleteTrigger(call.request);
  return writeReply(
    call.request,
    200,
    ids.map((id) => deleteItem(call, id)),
  );
}

function deleteItem(call: RecordsCall, id: string): WriteItem {
  const records = call.data.modules.get(call.module.apiName);
  const record = records?.get(id);
  if (records === undefined || record === undefined) {
    return crmError("INVALID_DATA", { id }, UNKNOWN_ID);
  }
  records.delete(id);
  call.data.attachments.forget(id);
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
