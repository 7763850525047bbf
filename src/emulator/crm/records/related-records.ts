import type { Reply } from "../../http/reply";
import { crmError, refuse } from "../api-answer";
import type { RecordCall } from "../api-call";
import { permissionProblem } from "../permissions";
import type { Matcher } from "../criteria/matcher";
import { type RelatedList, relatedListsOf } from "../modules/related-lists";
import { isReference } from "../stored-record";
import { answerPage } from "./answer-page";
import { pageAsk } from "./page-ask";
import { isRecordId } from "./record-id";
import { walkListed } from "./walk-listed";

/**
 * `GET /{module}/{id}/{related}`: a page of the records that point to this one; 204 where none does.
 *
 * @param name of the related list; default: as the path has it
 */
export function relatedRecords(call: RecordCall, name = call.params["related"] ?? ""): Reply {
  const refused = parentProblem(call);
  if (refused !== undefined) return refused;
  const list = relatedListsOf(call.module, [...call.face.modules.values()]).find(
    (one) => one.apiName === name,
  );
  if (list === undefined) {
    const message = "The related name given seems to be invalid";
    return refuse(call.request, crmError("INVALID_DATA", { resource_path_index: 2 }, message));
  }
  const ask = pageAsk(call, []);
  if ("code" in ask) return refuse(call.request, ask);
  const forbidden =
    permissionProblem(call, call.module, "View") ?? permissionProblem(call, list.module, "View");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  const records = call.data.modules.get(list.module.apiName);
  const isRelated = pointsTo(list, call.id);
  const walkAll = { order: { by: "id", direction: "desc" } } as const;
  return answerPage(call, {
    ask,
    module: list.module,
    hasAny: () =>
      records !== undefined && walkListed(records, walkAll, undefined, isRelated).next().done !== true,
    walk: (stretch) =>
      records === undefined ? [] : walkListed(records, stretch, ask.modifiedAfter, isRelated),
  });
}

/**
 * What answers where the path's record is none. Zoho CRM v8, related records: an ID that can't be one is refused with
 * 400, one that no record has with 404, unlike `GET /{module}/{id}`.
 */
export function parentProblem(call: RecordCall): Reply | undefined {
  if (!isRecordId(call.id)) {
    const message = "The related id given seems to be invalid";
    return refuse(call.request, crmError("INVALID_DATA", { resource_path_index: 1 }, message));
  }
  const record = call.data.modules.get(call.module.apiName)?.get(call.id);
  if (record !== undefined) return undefined;
  return refuse(call.request, crmError("INVALID_DATA", {}, "The record does not exist"), 404);
}

function pointsTo({ fields }: RelatedList, id: string): Matcher {
  return (record) =>
    fields.some((field) => {
      const value = record.fields.get(field);
      return isReference(value) && value.id === id;
    });
}
