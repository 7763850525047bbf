import { DATA_CENTERS } from "../../zoho/data-centers";
import type { World } from "../world";
import { accountsServerOfCallback } from "./accounts-server";
import { apiDomain } from "./api-domain";
import type { CallbackError } from "./authorize-problems";
import type { CallbackEnding, MoreScopesEnding } from "./ending";
import type { AccessToken, Consent } from "./token-store";

type Parameters = readonly (readonly [name: string, value: string])[];

/** Where the browser goes with a grant token: `?code=…&location=us&accounts-server=…&state=…&`. */
export function codeCallback(world: World, ending: CallbackEnding, code: string, consent: Consent): string {
  const { settings } = world;
  const server = accountsServerOfCallback(world, DATA_CENTERS[consent.dataCenter].accountsHost);
  const whereabouts: Parameters = settings.sendLocation
    ? [
        ["location", location(world, consent)],
        ["accounts-server", server],
      ]
    : [];
  return (
    join(world, ending, [["code", code], ...whereabouts, ...stateOf(ending)]) +
    (settings.trailingAmp ? "&" : "")
  );
}

/** Where the browser goes with an access token: `#access_token=…&expires_in=3600&location=in&api_domain=…&state=…`. */
export function tokenCallback(world: World, ending: CallbackEnding, access: AccessToken): string {
  const { consent } = access;
  return join(world, ending, [
    ["access_token", access.token],
    ["expires_in", String(world.settings.accessTtl)],
    ...(world.settings.sendLocation ? [["location", location(world, consent)] as const] : []),
    ["api_domain", apiDomain(world, consent)],
    ...stateOf(ending),
  ]);
}

/** Where the browser goes once scopes were added: `?status=success&scope_enhanced=true`. */
export function moreScopesCallback(world: World, ending: MoreScopesEnding): string {
  return join(world, ending, [["status", "success"], ["scope_enhanced", "true"], ...stateOf(ending)]);
}

/** Where the browser goes after Reject, too many grants, or *Back to app*. */
export function errorCallback(
  world: World,
  ending: CallbackEnding | MoreScopesEnding,
  error: CallbackError,
): string {
  return join(world, ending, [["error", error], ...(world.settings.stateOnError ? stateOf(ending) : [])]);
}

/** The code of the data center; Kaizen #79 speaks of its API domain instead. */
function location(world: World, consent: Consent): string {
  return world.settings.locationForm === "code" ? consent.dataCenter : apiDomain(world, consent);
}

function stateOf(ending: CallbackEnding | MoreScopesEnding): Parameters {
  return ending.state === undefined ? [] : [["state", ending.state]];
}

function join(world: World, ending: CallbackEnding | MoreScopesEnding, parameters: Parameters): string {
  const ordered = world.settings.paramOrder === "fixed" ? parameters : shuffled(world, parameters);
  const text = ordered.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  const { redirectUri } = ending;
  if (ending.kind === "callback" && ending.responseMode === "fragment") return `${redirectUri}#${text}`;
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${text}`;
}

/** Fisher-Yates with the seed's numbers. */
function shuffled<T>(world: World, items: readonly T[]): readonly T[] {
  const rest = [...items];
  const result: T[] = [];
  while (rest.length > 0) result.push(...rest.splice(world.random.below("callback order", rest.length), 1));
  return result;
}
