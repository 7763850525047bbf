import type { AccessToken } from "../accounts/token-store";
import { identifyCaller } from "../access/identify-caller";
import type { EmulatedRequest } from "../http/emulated-request";
import type { GatewayHost } from "../hosts/virtual-hosts";
import type { Reply } from "../http/reply";
import type { Org, Person } from "../people/person";
import type { World } from "../world";
import { crmError, refuse } from "./api-answer";
import type { Face } from "./face";
import { allows, allowsScope } from "./scope-rules";

/** Who calls, and which org the token reaches. */
export interface Caller {
  readonly person: Person;
  readonly org: Org;
  readonly token: AccessToken;
}

/** What a call needs: an area of the product with an operation, and perhaps a scope of another service. */
export interface NeededScopes {
  /** Below the product's prefix: `modules.Leads.READ`. */
  readonly scope: string;
  /** Also below the product's prefix: `modules.Notes.READ`. */
  readonly alsoBelow?: string;
  /** Whole: `ZohoSearch.securesearch.READ`. */
  readonly alsoScope?: string;
}

/** Header, then token, then data center and environment, then scope: the order in which CRM is presumed to check. */
export function authenticate(
  world: World,
  host: GatewayHost,
  face: Face,
  request: EmulatedRequest,
  needs: NeededScopes,
): Caller | Reply {
  const { settings } = world;
  const caller = identifyCaller(world, host.dataCenter, request);
  if (caller.kind === "no token") return refuse(request, crmError("AUTHENTICATION_FAILURE"));
  if (caller.kind === "dead token") return refuse(request, crmError(deadTokenCode(world)));
  if (caller.kind === "elsewhere") return refuse(request, crmError(settings.wrongEnvCode));
  const { person, token } = caller;
  const org = world.orgById(token.consent.orgIds[face.product] ?? "");
  if (org !== undefined && org.environment !== host.environment) {
    return refuse(request, crmError(settings.wrongEnvCode));
  }
  const { scopes } = token.consent;
  const isAllowed =
    allows(scopes, face.scopePrefix, needs.scope) &&
    (needs.alsoBelow === undefined || allows(scopes, face.scopePrefix, needs.alsoBelow)) &&
    (needs.alsoScope === undefined || allowsScope(scopes, needs.alsoScope));
  if (org === undefined || !isAllowed) {
    return refuse(request, crmError("OAUTH_SCOPE_MISMATCH"), settings.scopeMismatchStatus);
  }
  return { person, org, token };
}

function deadTokenCode(world: World): "INVALID_TOKEN" | "AUTHENTICATION_FAILURE" {
  const { expiredCode } = world.settings;
  if (expiredCode !== "random") return expiredCode;
  return world.random.below("dead token", 2) === 0 ? "INVALID_TOKEN" : "AUTHENTICATION_FAILURE";
}
