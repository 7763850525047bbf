import { type Environment, ENVIRONMENTS } from "../../src/zoho/environments";
import type { NodeAPI } from "./red";
import { runtimeSetting } from "./runtime-setting";

/** Which environments this runtime may use, and what in the setting can't be one. */
export interface AllowedEnvironments {
  /** Undefined where nothing is said: all of them. */
  readonly allowed: readonly Environment[] | undefined;
  readonly unknown: readonly string[];
}

/**
 * Reads `zohoClientAllowedEnvironments` of settings.js, a list, or `ZOHO_ALLOWED_ENVIRONMENTS` with commas, which
 * counts more; an empty variable counts as not set. A word that is no environment allows nothing: a typo must not open
 * Production to a test gateway.
 */
export function allowedEnvironments(
  RED: Pick<NodeAPI, "settings">,
  env: Readonly<Record<string, string | undefined>> = process.env,
): AllowedEnvironments {
  const written = runtimeSetting(RED, env, {
    setting: "zohoClientAllowedEnvironments",
    variable: "ZOHO_ALLOWED_ENVIRONMENTS",
  });
  if (written === undefined) return { allowed: undefined, unknown: [] };
  const list: readonly unknown[] = typeof written === "string" ? written.split(",") : [written].flat();
  const words = list
    .map((word) => (typeof word === "string" ? word.trim() : "something that is no text"))
    .filter((word) => word !== "");
  const known = words.map((word) => ENVIRONMENTS.find((one) => one.toLowerCase() === word.toLowerCase()));
  return {
    allowed: known.filter((one) => one !== undefined),
    unknown: words.filter((_word, index) => known[index] === undefined),
  };
}
