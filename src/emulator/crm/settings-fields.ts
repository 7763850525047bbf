import { json, type Reply } from "../http/reply";
import { crmError, refuse } from "./api-answer";
import type { ApiCall } from "./api-call";
import type { Field } from "./modules/field";

/** `GET /settings/fields?module=`. */
export function getFields({ face, org, request }: ApiCall): Reply {
  const name = request.query.get("module");
  if (name === null || name === "") {
    const missing = crmError("REQUIRED_PARAM_MISSING", { param_name: "module" });
    return refuse(request, missing);
  }
  const modules = [...face.modules.values()];
  const index = modules.findIndex((module) => module.apiName === name);
  const module = modules[index];
  if (module === undefined) {
    return refuse(request, crmError("INVALID_MODULE"));
  }
  return json(200, {
    fields: module.fields.map((field, position) =>
      shown(field, org.prefix + String(10_000 + 100 * index + position).padStart(12, "0")),
    ),
  });
}

function shown(field: Field, id: string): Readonly<Record<string, unknown>> {
  const isWritable = !field.isReadOnly;
  return {
    id,
    api_name: field.apiName,
    field_label: field.label,
    data_type: field.dataType,
    system_mandatory: field.isMandatory,
    read_only: field.isReadOnly,
    field_read_only: field.isReadOnly,
    length: field.length,
    custom_field: false,
    visible: true,
    unique: field.isUnique ? { casesensitive: false } : {},
    pick_list_values: field.pickList.map((value, index) => ({
      display_value: value,
      actual_value: value,
      sequence_number: index + 1,
    })),
    lookup: field.lookup === undefined ? {} : { module: { api_name: field.lookup } },
    multi_module_lookup: {},
    operation_type: {
      web_update: isWritable,
      api_create: isWritable,
      web_create: isWritable,
      api_update: isWritable,
    },
  };
}
