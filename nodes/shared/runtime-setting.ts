import type { NodeAPI } from "./red";

/**
 * What whoever runs this Node-RED has set: a variable of the environment, which counts more, else a name of settings.js.
 *
 * @returns undefined where nothing is said; an empty variable counts as not set
 */
export function runtimeSetting(
  RED: Pick<NodeAPI, "settings">,
  env: Readonly<Record<string, string | undefined>>,
  { setting, variable }: { readonly setting: string; readonly variable: string },
): unknown {
  const said: unknown = env[variable] || Reflect.get(RED.settings, setting);
  return said === null || said === "" ? undefined : said;
}
