import { json, type Reply } from "../../http/reply";
import { refuse } from "../api-answer";
import type { RecordsCall } from "../api-call";
import { modulesOf } from "../face";
import { MODULE_STATUSES } from "../modules/module";
import { relatedListsOf } from "../modules/related-lists";
import { wrongParam } from "../records/page-ask";
import { moduleReference, partId } from "./metadata-ids";

const STATUSES = MODULE_STATUSES.filter((status) => status !== "system_hidden");

/**
 * `GET /settings/related_lists?module=`: what can stand behind a record's path. Attachments come last and belong to no
 * module of records.
 */
export function getRelatedLists({ org, module, request }: RecordsCall): Reply {
  const status = request.query.get("status") ?? "visible";
  if (!STATUSES.some((one) => one === status)) return refuse(request, wrongParam("status", STATUSES));
  const lists = relatedListsOf(module, modulesOf(org)).map((list) => ({
    name: list.apiName,
    label: list.module.plural,
    module: moduleReference(org, list.module.apiName),
  }));
  const all = [...lists, { name: "Attachments", label: "Attachments", module: null }];
  return json(200, {
    related_lists: (status === "visible" ? all : []).map((list, index) => ({
      id: partId(org, "relatedList", module.apiName, index),
      sequence_number: String(index + 1),
      display_label: list.label,
      api_name: list.name,
      name: list.name,
      module: list.module,
      // Zoho's SDKs take a list without an address for one that the API does not support.
      href: `${module.apiName}/{ENTITYID}/${list.name}`,
      action: null,
      type: "default",
      status: "visible",
      visible: true,
      connectedmodule: null,
      linkingmodule: null,
      customize_sort: list.module !== null,
      customize_fields: list.module !== null,
      customize_display_label: true,
    })),
  });
}
