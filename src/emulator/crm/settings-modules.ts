import { json, type Reply } from "../http/reply";
import type { ApiCall } from "./api-call";

/** `GET /settings/modules`. */
export function getModules({ face, org }: ApiCall): Reply {
  return json(200, {
    modules: [...face.modules.values()].map((module, index) => ({
      id: moduleId(org.prefix, index),
      api_name: module.apiName,
      module_name: module.apiName,
      singular_label: module.singular,
      plural_label: module.plural,
      generated_type: "default",
      api_supported: true,
      creatable: true,
      editable: true,
      deletable: true,
      viewable: true,
      status: "visible",
    })),
  });
}

/** ID of the n-th module of an org. */
export function moduleId(prefix: string, index: number): string {
  return prefix + String(2_175 + 2 * index).padStart(12, "0");
}
