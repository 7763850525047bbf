import type { DataCenterCode } from "../../zoho/data-centers";
import type { EmulatedRequest } from "../http/emulated-request";
import { formParameters } from "../http/form-parameters";
import { type Reply, text } from "../http/reply";
import type { World } from "../world";
import { checkClient, type ClientCall } from "./check-client";
import { deviceGrant } from "./device/poll-device";
import { authorizationCode } from "./grants/authorization-code";
import { clientCredentials } from "./grants/client-credentials";
import type { Grant } from "./grants/grant";
import { refreshToken } from "./grants/refresh-token";
import { tokenError } from "./token-error";

/** Every grant type that the token endpoint knows. */
export const GRANTS = {
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  client_credentials: clientCredentials,
  "urn:ietf:params:oauth:grant-type:device_code": deviceGrant,
} as const satisfies Readonly<Record<string, Grant>>;

/**
 * `POST /oauth/v2/token`. Order of checks: method and grant type, rate limit, client in this data center, secret,
 * then what the grant checks.
 */
export function tokenEndpoint(world: World, dataCenter: DataCenterCode, request: EmulatedRequest): Reply {
  const call = { world, dataCenter, request, parameters: formParameters(request) };
  if (world.settings.clientCredentialsAt === "auth" && grantTypeOf(call) === "client_credentials") {
    return tokenError(world, request, "invalid_client");
  }
  return answerGrant(call);
}

/** The same at the authorize address, where CRM's pages print it; undefined where it is no such request. */
export function credentialsAtAuthorize(call: ClientCall): Reply | undefined {
  const isThere = call.world.settings.clientCredentialsAt !== "token";
  return isThere && grantTypeOf(call) === "client_credentials" ? answerGrant(call) : undefined;
}

function answerGrant(call: ClientCall): Reply {
  const { world, request } = call;
  const grantType = grantTypeOf(call);
  if (request.method !== "POST" || grantType === "") return text(400, "400 Bad Request");
  request.facts.grant_type = grantType.slice(0, 60);
  const grant: Grant | undefined = Object.hasOwn(GRANTS, grantType)
    ? GRANTS[grantType as keyof typeof GRANTS]
    : undefined;
  // By Zoho's table a wrong grant type is answered like a wrong client.
  if (grant === undefined) return tokenError(world, request, "invalid_client");
  const refused = grant.before?.(call);
  if (refused !== undefined) return refused;
  const client = checkClient(call, grant.grant);
  return typeof client === "string" ? tokenError(world, request, client) : grant.answer({ ...call, client });
}

function grantTypeOf(call: ClientCall): string {
  return call.parameters.get("grant_type") ?? "";
}
