import { empty, json, type Reply } from "../../http/reply";
import { crmError, refuse } from "../api-answer";
import type { ApiCall } from "../api-call";
import { viewColumns } from "../modules/custom-views";
import { type Module, MODULE_STATUSES } from "../modules/module";
import { defaultView } from "./list-custom-views";
import { moduleReference } from "./metadata-ids";
import { isUnchanged, metadataTime } from "./metadata-time";
import { profileReferences } from "./profiles";
import { fieldReference } from "./shown-field";

/** From this version of CRM on a module has a status, before it was visible or not. Zoho CRM v5: changelog. */
const STATUS_FROM = 5;

/** `GET /settings/modules?status=a,b`: without a status all; 304 where none changed after `If-Modified-Since`. */
export function getModules(call: ApiCall): Reply {
  const asked = call.request.query.get("status")?.split(",") ?? [...MODULE_STATUSES];
  const wrong = asked.findIndex((status) => !MODULE_STATUSES.some((one) => one === status));
  if (wrong >= 0) {
    const details = { index: wrong, supported_values: MODULE_STATUSES, param_name: "status" };
    return refuse(call.request, crmError("INVALID_DATA", details, "The status given is invalid."));
  }
  if (isUnchanged(call.request)) return empty(304);
  const modules = [...call.face.modules.values()].filter((module) => asked.includes(module.status));
  if (modules.length === 0) return empty(204);
  return json(200, { modules: modules.map((module) => shown(call, module)) });
}

/** `GET /settings/modules/{api_name}`: one, with what lists of modules leave out. */
export function getModule(call: ApiCall): Reply {
  const { org, request } = call;
  const module = call.face.modules.get(call.params["api_name"] ?? "");
  if (module === undefined) return refuse(request, crmError("INVALID_MODULE", { resource_path_index: 2 }));
  if (isUnchanged(request)) return empty(304);
  const columns = viewColumns(module);
  const details = {
    per_page: 10,
    display_field: module.nameField,
    search_layout_fields: columns,
    related_list_properties: { sort_by: null, sort_order: null, fields: columns },
    lookup_field_properties: {
      fields: columns.map((column, index) => ({
        sequence_number: index + 1,
        ...fieldReference(org, module, column),
      })),
    },
    custom_view: defaultView(org, module),
    $properties: ["$approval_state", "$editable", "$in_merge", "$locked_for_me"],
    $field_states: [],
    $on_demand_properties: [],
    activity_badge: "Disabled",
    kanban_view: false,
    kanban_view_supported: true,
    chart_view: false,
    chart_view_supported: true,
    filter_status: true,
    filter_supported: true,
  };
  return json(200, { modules: [{ ...shown(call, module), ...details }] });
}

function shown({ org, face, version }: ApiCall, module: Module): Readonly<Record<string, unknown>> {
  const place = [...face.modules.values()].indexOf(module);
  const isVisible = module.status === "visible";
  const hasStatus = face.product !== "crm" || version >= STATUS_FROM;
  return {
    ...moduleReference(org, module.apiName),
    module_name: module.apiName,
    singular_label: module.singular,
    plural_label: module.plural,
    actual_singular_label: module.singular,
    actual_plural_label: module.plural,
    generated_type: "default",
    access_type: "org_based",
    api_supported: true,
    creatable: true,
    editable: true,
    deletable: true,
    viewable: true,
    ...(hasStatus ? { status: module.status } : { visible: isVisible }),
    visibility: 1,
    show_as_tab: isVisible,
    presence_sub_menu: isVisible,
    sub_menu_available: isVisible,
    quick_create: isVisible,
    lookupable: isVisible,
    convertable: module.apiName === "Leads",
    global_search_supported: true,
    recycle_bin_on_delete: true,
    feeds_required: false,
    isBlueprintSupported: isVisible,
    business_card_field_limit: 5,
    sequence_number: place + 1,
    parent_module: {},
    arguments: [],
    web_link: null,
    description: null,
    private_profile: null,
    profiles: profileReferences(org),
    profile_count: profileReferences(org).length,
    has_more_profiles: false,
    modified_by: null,
    modified_time: module.fields.some((field) => field.isCustom) ? metadataTime(org) : null,
  };
}
