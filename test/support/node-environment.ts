import { delimiter, dirname } from "node:path";

/** The environment in which `npm` and its scripts run on a certain Node. */
export function environmentFor(node: string, base: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...base, PATH: `${dirname(node)}${delimiter}${base["PATH"] ?? ""}` };
}
