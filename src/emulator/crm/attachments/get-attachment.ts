import { empty, type Reply } from "../../http/reply";
import { crmError, refuse } from "../api-answer";
import type { RecordCall } from "../api-call";
import { permissionProblem } from "../permissions";
import { parentProblem } from "../records/related-records";
import { download } from "./download";

/** `GET /{module}/{id}/Attachments/{attachment_id}`: the file; 204 where the record has no such attachment. */
export function getAttachment(call: RecordCall): Reply {
  const refused = parentProblem(call);
  if (refused !== undefined) return refused;
  const forbidden = permissionProblem(call, call.module, "View");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  const wanted = call.params["attachment_id"];
  const attachment = call.data.attachments.of(call.id).find(({ row }) => row.id === wanted);
  if (attachment === undefined) return empty(204);
  if (attachment.fileId === undefined) return refuse(call.request, crmError("DOWNLOAD_NOT_ALLOWED"));
  const file = call.data.attachments.file(attachment.fileId);
  return file === undefined ? empty(204) : download(file);
}
