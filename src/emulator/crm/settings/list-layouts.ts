import { json, type Reply } from "../../http/reply";
import type { Org } from "../../people/person";
import type { RecordsCall } from "../api-call";
import { modulesOf } from "../face";
import type { Field } from "../modules/field";
import type { Module } from "../modules/module";
import { unknownSetting } from "./asked-module";
import { layoutReference } from "./layout-reference";
import { partId } from "./metadata-ids";
import { profileReferences } from "./profiles";
import { fieldReference, shownField } from "./shown-field";

/** `GET /settings/layouts?module=`: one layout, Standard. */
export function getLayouts({ org, module }: RecordsCall): Reply {
  return json(200, { layouts: [shownLayout(org, module)] });
}

/** `GET /settings/layouts/{id}?module=`. */
export function getLayout(call: RecordsCall): Reply {
  const { org, module, params } = call;
  if (layoutReference(org, module).id !== params["id"]) return unknownSetting(call);
  return json(200, { layouts: [shownLayout(org, module)] });
}

function shownLayout(org: Org, module: Module): Readonly<Record<string, unknown>> {
  const { api_name: apiName, name, id } = layoutReference(org, module);
  const isLong = (field: Field): boolean => field.dataType === "textarea";
  const view = { name, id, type: "layout" };
  return {
    id,
    name,
    api_name: apiName,
    display_label: name,
    status: "active",
    visible: true,
    generated_type: "default",
    source: "crm",
    mode: "default",
    show_business_card: true,
    has_more_profiles: false,
    created_for: null,
    created_by: null,
    created_time: null,
    modified_by: null,
    modified_time: null,
    convert_mapping: module.apiName === "Leads" ? convertMapping(org) : null,
    actions_allowed: {
      edit: true,
      rename: true,
      clone: true,
      downgrade: false,
      delete: false,
      deactivate: false,
      set_layout_permissions: true,
    },
    profiles: profileReferences(org).map((profile) => ({
      ...profile,
      default: true,
      _default_view: view,
      _default_assignment_view: view,
    })),
    sections: [
      section(org, module, 1, `${module.singular} Information`, (field) => !isLong(field)),
      section(org, module, 2, "Description Information", isLong),
    ],
  };
}

function section(
  org: Org,
  module: Module,
  place: number,
  name: string,
  has: (field: Field) => boolean,
): Readonly<Record<string, unknown>> {
  return {
    id: partId(org, "layout", module.apiName, place),
    name,
    api_name: name.replaceAll(" ", "_"),
    display_label: name,
    sequence_number: place,
    column_count: 2,
    tab_traversal: "left_to_right",
    type: "used",
    generated_type: "default",
    isSubformSection: false,
    properties: null,
    actions_allowed: {
      add_field: true,
      rename: true,
      reorder: true,
      delete: false,
      remove_field: true,
      change_column_count: true,
      change_tab_traversal: true,
    },
    fields: module.fields.filter(has).map((field, index) => ({
      ...shownField(org, module, field),
      required: field.isMandatory,
      section_id: place,
      sequence_number: index + 1,
      validation_rule: null,
    })),
  };
}

/** What a lead becomes. */
function convertMapping(org: Org): Readonly<Record<string, unknown>> {
  const targets = modulesOf(org).filter(({ apiName }) => ["Contacts", "Accounts", "Deals"].includes(apiName));
  return Object.fromEntries(
    targets.map((target) => {
      const { name, id } = layoutReference(org, target);
      const fields = target.fields.filter((field) => !field.isReadOnly && field.dataType !== "textarea");
      const shown = fields.map((field) => ({
        ...fieldReference(org, target, field.apiName),
        field_label: field.label,
        required: field.isMandatory,
      }));
      const layout = { display_label: name, name, id };
      return [target.apiName, target.apiName === "Deals" ? { ...layout, fields: shown } : layout];
    }),
  );
}
