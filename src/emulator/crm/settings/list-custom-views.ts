import { json, type Reply } from "../../http/reply";
import type { Org } from "../../people/person";
import type { RecordsCall } from "../api-call";
import { crmUsers } from "../crm-users";
import { type CustomView, customViewsOf, viewColumns, type ViewRule } from "../modules/custom-views";
import type { Module } from "../modules/module";
import { unknownSetting } from "./asked-module";
import { moduleReference, partId } from "./metadata-ids";
import { metadataTime } from "./metadata-time";
import { fieldReference } from "./shown-field";

/** The headings of the picker. */
const TRANSLATION = {
  public_views: "Public Views",
  other_users_views: "Other User's Views",
  shared_with_me: "Shared With Me",
  created_by_me: "Created By Me",
} as const;

/** `GET /settings/custom_views?module=`: all at once, the default named in `info`. */
export function getCustomViews({ org, module }: RecordsCall): Reply {
  const views = shownViews(org, module);
  return json(200, {
    custom_views: views,
    info: {
      per_page: 200,
      default: partId(org, "customView", module.apiName, 0),
      count: views.length,
      page: 1,
      more_records: false,
      translation: TRANSLATION,
    },
  });
}

/** `GET /settings/custom_views/{id}?module=`. */
export function getCustomView(call: RecordsCall): Reply {
  const view = shownViews(call.org, call.module).find((one) => one["id"] === call.params["id"]);
  if (view === undefined) return unknownSetting(call);
  return json(200, { custom_views: [view], info: { translation: TRANSLATION } });
}

/** The view that a module opens with. */
export function defaultView(org: Org, module: Module): Readonly<Record<string, unknown>> | undefined {
  return shownViews(org, module)[0];
}

function shownViews(org: Org, module: Module): readonly Readonly<Record<string, unknown>>[] {
  return customViewsOf(module).map((view, index) => shownView(org, module, view, index));
}

function shownView(
  org: Org,
  module: Module,
  { name, systemName, rules }: CustomView,
  index: number,
): Readonly<Record<string, unknown>> {
  const [owner] = crmUsers(org);
  const isOwn = systemName === null;
  const by = isOwn && owner !== undefined ? { name: owner.name, id: owner.id } : null;
  const at = isOwn ? metadataTime(org) : null;
  return {
    id: partId(org, "customView", module.apiName, index),
    name,
    display_value: name,
    system_name: systemName,
    system_defined: !isOwn,
    module: moduleReference(org, module.apiName),
    default: index === 0,
    category: "public_views",
    access_type: "public",
    shared_to: null,
    criteria: shownCriteria(org, module, rules),
    fields: viewColumns(module).map((column) => ({ ...fieldReference(org, module, column), _pin: false })),
    sort_by: null,
    sort_order: null,
    favorite: null,
    offline: false,
    locked: false,
    created_by: by,
    modified_by: by,
    created_time: at,
    modified_time: at,
    last_accessed_time: metadataTime(org),
  };
}

/** No rule: null; one: itself; several: a group. */
function shownCriteria(org: Org, module: Module, rules: readonly ViewRule[]): unknown {
  const shown = rules.map((rule) => ({
    comparator: rule.comparator,
    field: fieldReference(org, module, rule.field),
    type: typeof rule.value === "string" && rule.value.startsWith("${") ? "pre_defined" : "value",
    value: rule.value === "${CURRENTUSER}" ? { name: rule.value } : rule.value,
  }));
  return shown.length > 1 ? { group_operator: "AND", group: shown } : (shown[0] ?? null);
}
