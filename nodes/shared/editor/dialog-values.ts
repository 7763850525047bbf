import type { InputPrefix } from "./own-value";
import { presentValues } from "./property-definitions";

/**
 * The values that a dialog opens with. Where a node has none, its input shows that of a new node, which is also
 * what the runtime works with; left blank it would be stored blank when the dialog is closed.
 */
export function dialogValues<Config extends object>(
  prefix: InputPrefix,
  defaults: Config,
  node: { readonly [Key in keyof Config]?: Config[Key] | undefined },
): Config {
  for (const [property, value] of Object.entries(defaults)) {
    if (node[property as keyof Config] !== undefined) continue;
    const input = $(`#${prefix}-${property}`);
    if (typeof value === "boolean") input.prop("checked", value);
    else input.val(String(value));
  }
  return presentValues(defaults, node);
}
