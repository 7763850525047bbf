import type { PropertyDefinition, PropertyDefinitions } from "./red";

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
  const entries = keys.map((key) => [key, { value: values[key], ...more[key] }] as const);
  return Object.fromEntries(entries) as PropertyDefinitions<Config>;
}

/**
 * The values of a node, with those of a new one where it has none: a flow written by hand may leave any out, and
 * the editor then sets them to `undefined`.
 */
export function presentValues<Config extends object>(
  values: Config,
  node: { readonly [Key in keyof Config]?: Config[Key] | undefined } | null,
): Config {
  const keys = Object.keys(values) as (keyof Config)[];
  return Object.fromEntries(keys.map((key) => [key, node?.[key] ?? values[key]])) as Config;
}
