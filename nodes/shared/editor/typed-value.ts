import type { ValueType } from "../../zoho-request/config";
import type { TypedInputType } from "./red";

/**
 * Makes `#node-input-<property>` a typed input whose type stands in `<property>Type`, and binds its label to the
 * field that is really typed into: Node-RED puts its own beside the original one and hides that.
 *
 * @returns the visible field
 */
export function prepareTypedValue(property: string, types: readonly (ValueType | TypedInputType)[]): JQuery {
  const id = `node-input-${property}`;
  const input = $(`#${id}`);
  input.typedInput({ types: [...types], typeField: `#${id}Type` });
  const visible = input.next(".red-ui-typedInput-container").find(".red-ui-typedInput-input");
  visible.attr("id", `${id}-typed`);
  $(`label[for="${id}"]`).attr("for", `${id}-typed`);
  return visible;
}
