import type { Reply } from "../../http/reply";
import { crmError, refuse, writeReply } from "../api-answer";
import type { RecordCall } from "../api-call";
import { permissionProblem } from "../permissions";
import { applyItem } from "./apply-item";
import { notAnObject } from "./item-errors";
import { parentProblem } from "./related-records";
import { isObject } from "../../http/is-object";
import { writeBody } from "./write-body";

/** `POST /{module}/{id}/Notes`: notes of this record, whatever the items say of their parent. Zoho CRM v8: notes. */
export function insertNotes(call: RecordCall): Reply {
  const refused = parentProblem(call);
  if (refused !== undefined) return refused;
  const notes = call.face.modules.get("Notes");
  const canHaveNotes = notes?.fieldByName.get("Parent_Id")?.lookupOneOf?.includes(call.module.apiName);
  if (notes === undefined || canHaveNotes !== true) {
    return refuse(call.request, crmError("INVALID_MODULE", { resource_path_index: 0 }));
  }
  const body = writeBody(call);
  if ("code" in body) return refuse(call.request, body);
  const forbidden = permissionProblem(call, notes, "Create");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  const parent = { Parent_Id: { id: call.id, module: { api_name: call.module.apiName } } };
  const items = body.data.map((item, index) => {
    const path = `$.data[${index}]`;
    if (!isObject(item)) return notAnObject(path);
    return applyItem({ ...call, module: notes }, { ...item, ...parent }, path, undefined);
  });
  return writeReply(call.request, 201, items);
}
