import type { NodeAPI } from "./red";
import { runtimeSetting } from "./runtime-setting";

/** What `true` means: a link over LTE at the edge of its cell. */
const SLOW = 4;
const SLOWEST = 20;

/**
 * How many times as long as usual connections and answers may take: `zohoClientSlowLink` of settings.js, `true` or a number from 1
 * to 20, or `ZOHO_SLOW_LINK`, which counts more.
 *
 * @returns 1 where nothing is said; undefined where what is said is no such number
 */
export function slowLink(
  RED: Pick<NodeAPI, "settings">,
  env: Readonly<Record<string, string | undefined>> = process.env,
): number | undefined {
  const written = runtimeSetting(RED, env, { setting: "zohoClientSlowLink", variable: "ZOHO_SLOW_LINK" });
  if (written === undefined || written === false || written === "false") return 1;
  if (written === true || written === "true") return SLOW;
  const factor = typeof written === "string" || typeof written === "number" ? Number(written) : NaN;
  return factor >= 1 && factor <= SLOWEST ? factor : undefined;
}
