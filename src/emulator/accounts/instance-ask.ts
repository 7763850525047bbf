import { appOfScope } from "../../zoho/apps";
import type { DataCenterCode } from "../../zoho/data-centers";
import { orgsOfSoid } from "../people/soid";
import type { World } from "../world";
import { type AuthorizeAsk, checkAuthorizeAsk } from "./authorize-ask";
import type { AuthorizeProblem } from "./authorize-problems";

/** Services that may go with any app. Zoho: instance-level OAuth. */
const COMMON_SERVICES = ["zohocontacts", "zohoprofile", "zohofiles", "aaaserver"];

/**
 * The checks of `/oauth/v2/org/auth`: those of the authorize address, and scopes of exactly one app. Which client types
 * may use it is not published; server-based ones do.
 */
export function checkInstanceAsk(
  world: World,
  dataCenter: DataCenterCode,
  query: URLSearchParams,
): AuthorizeAsk | AuthorizeProblem {
  const ask = checkAuthorizeAsk(world, dataCenter, query);
  if (typeof ask === "string") return ask;
  if (world.clients.get(ask.clientId)?.type !== "server") return "Invalid Client";
  if (appsOf(ask.scopes).size !== 1) return "Invalid OAuth Scope";
  const soid = query.get("soid") ?? "";
  if (soid === "") return { ...ask, instance: {} };
  const named = orgIdOf(world, dataCenter, soid);
  return named === undefined ? "An error occurred" : { ...ask, instance: { orgId: named } };
}

/** An app by its name, or a service that the table does not know by the first segment of its scopes. */
function appsOf(scopes: readonly string[]): ReadonlySet<string> {
  const services = scopes.map((scope) => ({ scope, service: scope.split(".", 1)[0]?.toLowerCase() ?? "" }));
  return new Set(
    services
      .filter(({ service }) => !COMMON_SERVICES.includes(service))
      .map(({ scope, service }) => appOfScope(scope)?.name ?? service),
  );
}

/** The org may be of another data center: its administrator is forwarded there. */
function orgIdOf(world: World, dataCenter: DataCenterCode, soid: string): string | undefined {
  const org = world.orgById(soid.slice(soid.indexOf(".") + 1));
  const named = orgsOfSoid(world.orgById, org?.dataCenter ?? dataCenter, soid);
  return named?.length === 1 ? named[0]?.id : undefined;
}
