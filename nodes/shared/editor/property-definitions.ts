import type { PropertyDefinition, PropertyDefinitions, Validator } from "./red";

/**
 * The `defaults` of a node definition out of the values that runtime and editor share.
 *
 * @param values what a new node starts with
 * @param more validators and config-node types, by property
 */
export function propertyDefinitions<Config extends object>(
  values: Config,
  more: { [Key in keyof Config]?: Partial<PropertyDefinition<Config, Config[Key]>> },
): PropertyDefinitions<Config> {
  const keys = Object.keys(values) as (keyof Config)[];
  const entries = keys.map((key) => {
    const { validate, ...rest } = more[key] ?? {};
    const judged = validate && { validate: ofPresent(validate, values[key]) };
    return [key, { value: values[key], ...rest, ...judged }] as const;
  });
  return Object.fromEntries(entries) as PropertyDefinitions<Config>;
}

/**
 * A validator that takes a property which a flow does not have, because an older version made it, for that of a new
 * node: else the editor would draw the node as wrongly set up. Node-RED looks for two parameters.
 */
function ofPresent<Config>(validate: Validator<Config>, ofNew: unknown): Validator<Config> {
  return function (value, options) {
    return validate.call(this, value ?? ofNew, options);
  };
}

/**
 * The values of a node, with those of a new one where it has none: a flow written by hand may leave any out, and
 * the editor then sets them to `undefined`.
 */
export function presentValues<Config extends object>(
  values: Config,
  node: { readonly [Key in keyof Config]?: Config[Key] | undefined } | undefined,
): Config {
  const keys = Object.keys(values) as (keyof Config)[];
  return Object.fromEntries(keys.map((key) => [key, node?.[key] ?? values[key]])) as Config;
}
