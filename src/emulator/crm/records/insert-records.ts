import type { Reply } from "../../http/reply";
import { refuse, writeReply } from "../api-answer";
import type { RecordsCall } from "../api-call";
import { permissionProblem } from "../permissions";
import { applyItem } from "./apply-item";
import { notAnObject } from "./item-errors";
import { isObject } from "../../http/is-object";
import { writeBody } from "./write-body";

/** `POST /{module}`: 201, or 207 where some were refused, or 400 where all were. */
export function insertRecords(call: RecordsCall): Reply {
  const body = writeBody(call);
  if ("code" in body) return refuse(call.request, body);
  const forbidden = permissionProblem(call, call.module, "Create");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  const items = body.data.map((item, index) => {
    const path = `$.data[${index}]`;
    return isObject(item) ? applyItem(call, item, path, undefined) : notAnObject(path);
  });
  return writeReply(call.request, 201, items);
}
