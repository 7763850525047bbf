import type { AccessToken } from "../accounts/token-store";
import { noteConsent } from "../accounts/note-consent";
import type { EmulatedRequest } from "../http/emulated-request";
import type { VirtualHost } from "../hosts/virtual-hosts";
import type { Reply } from "../http/reply";
import type { Org, Person } from "../people/person";
import type { World } from "../world";
import { apiError, type ApiError, refuse } from "./api-answer";
import type { Face } from "./face";
import { allows, type Operation } from "./scope-rules";

/** Who calls, and which org the token reaches. */
export interface Caller {
  readonly person: Person;
  readonly org: Org;
  readonly token: AccessToken;
}

type GatewayHost = Extract<VirtualHost, { kind: "gateway" }>;

const ERRORS: Readonly<Record<"INVALID_TOKEN" | "AUTHENTICATION_FAILURE", ApiError>> = {
  INVALID_TOKEN: apiError("INVALID_TOKEN", "invalid oauth token"),
  AUTHENTICATION_FAILURE: apiError("AUTHENTICATION_FAILURE", "Authentication failed"),
};

/**
 * Header, then token, then data center and environment, then scope: the order in which CRM is presumed to check.
 *
 * @param area what the call needs, as in `modules.Leads`
 */
export function authenticate(
  world: World,
  host: GatewayHost,
  face: Face,
  request: EmulatedRequest,
  needs: { readonly area: string; readonly operation: Operation },
): Caller | Reply {
  const { settings } = world;
  const presented = /^(?:zoho-oauthtoken|bearer)\s+(\S+)\s*$/i.exec(request.headers.authorization ?? "")?.[1];
  if (presented === undefined) return refuse(request, 401, ERRORS.AUTHENTICATION_FAILURE);
  const token = world.tokens.access.get(presented);
  if (token === undefined || token.expiresAt <= world.clock.now()) {
    return refuse(request, 401, ERRORS[deadTokenCode(world)]);
  }
  noteConsent(world, request.facts, token.consent);
  const org = world.orgById(token.consent.orgIds[face.product] ?? "");
  const person = world.personById(token.consent.zuid);
  const isElsewhere =
    token.consent.dataCenter !== host.dataCenter ||
    (org !== undefined && org.environment !== host.environment);
  if (isElsewhere || person === undefined) return refuse(request, 401, ERRORS[settings.wrongEnvCode]);
  if (org === undefined || !allows(token.consent.scopes, face.scopePrefix, needs.area, needs.operation)) {
    const mismatch = apiError("OAUTH_SCOPE_MISMATCH", "invalid oauth scope to access this URL");
    return refuse(request, settings.scopeMismatchStatus, mismatch);
  }
  return { person, org, token };
}

function deadTokenCode(world: World): keyof typeof ERRORS {
  const { expiredCode } = world.settings;
  if (expiredCode !== "random") return expiredCode;
  return world.random.below("dead token", 2) === 0 ? "INVALID_TOKEN" : "AUTHENTICATION_FAILURE";
}
