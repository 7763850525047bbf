import type { NodeAPI } from "./red";
import { runtimeSetting } from "./runtime-setting";

/**
 * How many machines connect with the same client and as the same person, this one included:
 * `zohoClientMachines` of settings.js, or `ZOHO_MACHINES`, which counts more.
 *
 * @returns 1 where nothing is said; undefined where what is said is no such number
 */
export function announcedMachines(
  RED: Pick<NodeAPI, "settings">,
  env: Readonly<Record<string, string | undefined>> = process.env,
): number | undefined {
  const written = runtimeSetting(RED, env, { setting: "zohoClientMachines", variable: "ZOHO_MACHINES" });
  if (written === undefined) return 1;
  const machines = typeof written === "string" || typeof written === "number" ? Number(written) : NaN;
  return Number.isSafeInteger(machines) && machines >= 1 ? machines : undefined;
}
