import { DATA_CENTERS, type DataCenterCode } from "../../zoho/data-centers";
import type { World } from "../world";
import type { AuthorizeAsk } from "./authorize-ask";

/** The errors that come back on the redirect URI; all others are pages on Zoho's side. */
export type CallbackError = "access_denied" | "no_org";

/** Where the browser goes with a grant token: `?code=…&location=us&accounts-server=…&state=…&`. */
export function successCallback(
  world: World,
  ask: AuthorizeAsk,
  code: string,
  dataCenter: DataCenterCode,
): string {
  const { settings } = world;
  const host = DATA_CENTERS[dataCenter].accountsHost;
  const server = settings.accountsServer === "zoho" ? `https://${host}` : `${world.origin()}/${host}`;
  const parameters: (readonly [string, string])[] = [["code", code]];
  if (settings.sendLocation) parameters.push(["location", dataCenter], ["accounts-server", server]);
  if (ask.state !== undefined) parameters.push(["state", ask.state]);
  return join(world, ask.redirectUri, parameters) + (settings.trailingAmp ? "&" : "");
}

/** Where the browser goes after Reject, too many grants, or *Back to app*. */
export function errorCallback(world: World, ask: AuthorizeAsk, error: CallbackError): string {
  const parameters: (readonly [string, string])[] = [["error", error]];
  if (world.settings.stateOnError && ask.state !== undefined) parameters.push(["state", ask.state]);
  return join(world, ask.redirectUri, parameters);
}

function join(world: World, redirectUri: string, parameters: readonly (readonly [string, string])[]): string {
  const ordered = world.settings.paramOrder === "fixed" ? parameters : shuffled(world, parameters);
  const query = ordered.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${query}`;
}

/** Fisher-Yates with the seed's numbers. */
function shuffled<T>(world: World, items: readonly T[]): readonly T[] {
  const rest = [...items];
  const result: T[] = [];
  while (rest.length > 0) result.push(...rest.splice(world.random.below("callback order", rest.length), 1));
  return result;
}
