import type { Org } from "../../people/person";
import { modulesOf } from "../face";
import { type Field, JSON_TYPES } from "../modules/field";
import type { Module } from "../modules/module";
import { relatedListsOf } from "../modules/related-lists";
import { layoutReference } from "./layout-reference";
import { moduleReference, partId, pickListValueId } from "./metadata-ids";
import { metadataTime } from "./metadata-time";
import { profileReferences } from "./profiles";

/** A field by name and ID. */
export function fieldReference(
  org: Org,
  module: Module,
  apiName: string,
): { readonly api_name: string; readonly id: string } {
  const place = module.fields.findIndex((field) => field.apiName === apiName);
  return { api_name: apiName, id: partId(org, "field", module.apiName, place) };
}

/** A field as `settings/fields` and layouts describe it. Zoho CRM v8: fields metadata. */
export function shownField(org: Org, module: Module, field: Field): Readonly<Record<string, unknown>> {
  const isWritable = !field.isReadOnly;
  const changedAt = field.isCustom ? metadataTime(org) : null;
  return {
    ...fieldReference(org, module, field.apiName),
    field_label: field.label,
    display_label: field.label,
    data_type: field.dataType,
    json_type: JSON_TYPES[field.dataType],
    type: "used",
    length: field.length,
    decimal_place: field.dataType === "currency" || field.dataType === "double" ? 2 : null,
    system_mandatory: field.isMandatory,
    read_only: field.isReadOnly,
    field_read_only: field.isReadOnly,
    custom_field: field.isCustom,
    created_source: "default",
    created_time: changedAt,
    modified_time: changedAt,
    visible: true,
    unique: field.isUnique ? { casesensitive: false } : {},
    pick_list_values: pickListValues(org, module, field),
    pick_list_values_sorted_lexically: false,
    lookup: lookup(org, module, field),
    multi_module_lookup: {},
    multiselectlookup: {},
    operation_type: {
      web_update: isWritable,
      api_create: isWritable,
      web_create: isWritable,
      api_update: isWritable,
    },
    view_type: { view: true, edit: isWritable, quick_create: field.isMandatory, create: isWritable },
    currency: field.dataType === "currency" ? { rounding_option: "normal", precision: 2 } : {},
    formula: {},
    rollup_summary: {},
    auto_number: {},
    association_details: null,
    associated_module: null,
    external: null,
    private: null,
    crypt: null,
    tooltip: null,
    history_tracking: null,
    history_tracking_enabled: false,
    global_picklist: null,
    default_value: null,
    searchable: field.dataType !== "multiselectpicklist",
    filterable: true,
    sortable: true,
    mass_update: isWritable && !field.isUnique,
    display_field: field.apiName === module.nameField,
    virtual_field: false,
    webhook: true,
    separator: false,
    enable_colour_code: false,
    colour_code_enabled_by_system: false,
    businesscard_supported: field.dataType !== "textarea",
    layout_associations: [layoutReference(org, module)],
    profiles: profileReferences(org).map((profile) => ({
      permission_type: isWritable ? "read_write" : "read_only",
      ...profile,
    })),
  };
}

function pickListValues(org: Org, module: Module, field: Field): readonly unknown[] {
  const place = module.fields.indexOf(field);
  return field.pickList.map((value, index) => ({
    id: pickListValueId(org, module.apiName, place, index),
    display_value: value,
    actual_value: value,
    reference_value: value,
    sequence_number: index + 1,
    colour_code: null,
    type: "used",
  }));
}

/** The related list over there that this lookup makes. One over several modules names none of them. */
function lookup(org: Org, module: Module, field: Field): Readonly<Record<string, unknown>> {
  if (field.lookupOneOf !== undefined) {
    return { display_label: module.plural, api_name: null, module: { api_name: "se_module" }, id: null };
  }
  const modules = modulesOf(org);
  const target = modules.find((one) => one.apiName === field.lookup);
  if (target === undefined) return {};
  const place = relatedListsOf(target, modules).findIndex((list) => list.module === module);
  return {
    display_label: module.plural,
    api_name: module.apiName,
    id: partId(org, "relatedList", target.apiName, place),
    module: moduleReference(org, target.apiName),
    query_details: {},
    revalidate_filter_during_edit: false,
  };
}
