import type { Reply } from "../../http/reply";
import { crmError, refuse, type WriteItem, writeReply } from "../api-answer";
import type { RecordCall } from "../api-call";
import { permissionProblem } from "../permissions";
import { askedIds } from "../records/asked-ids";
import { UNKNOWN_ID } from "../records/item-errors";
import { parentProblem } from "../records/related-records";

/** `DELETE /{module}/{id}/Attachments/{attachment_id}`. */
export function deleteAttachment(call: RecordCall): Reply {
  return parentProblem(call) ?? detachAll(call, [call.params["attachment_id"] ?? ""]);
}

/** `DELETE /{module}/{id}/Attachments?ids=a,b`. */
export function deleteAttachments(call: RecordCall): Reply {
  const refused = parentProblem(call);
  if (refused !== undefined) return refused;
  const ids = askedIds(call);
  return "code" in ids ? refuse(call.request, ids) : detachAll(call, ids);
}

function detachAll(call: RecordCall, ids: readonly string[]): Reply {
  const forbidden = permissionProblem(call, call.module, "Edit");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  return writeReply(
    call.request,
    200,
    ids.map((id) => detach(call, id)),
  );
}

function detach(call: RecordCall, id: string): WriteItem {
  const attachment = call.data.attachments.of(call.id).find(({ row }) => row.id === id);
  if (attachment === undefined) return crmError("INVALID_DATA", { id }, UNKNOWN_ID);
  call.data.attachments.detach(attachment);
  call.data.markChanged();
  call.world.touch();
  return { code: "SUCCESS", details: { id }, message: "record deleted", status: "success" };
}
