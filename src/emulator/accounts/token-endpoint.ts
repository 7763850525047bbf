import type { DataCenterCode } from "../../zoho/data-centers";
import type { EmulatedRequest } from "../http/emulated-request";
import { formParameters } from "../http/form-parameters";
import { type Reply, text } from "../http/reply";
import type { World } from "../world";
import { clientCredentialsOf } from "./client-credentials-of";
import { authorizationCode } from "./grants/authorization-code";
import type { Grant } from "./grants/grant";
import { refreshToken } from "./grants/refresh-token";
import { tokenError } from "./token-error";

const GRANTS: ReadonlyMap<string, Grant> = new Map([
  ["authorization_code", authorizationCode],
  ["refresh_token", refreshToken],
]);

/**
 * `POST /oauth/v2/token`. Order of checks: method and grant type, rate limit, client in this data center, secret,
 * then what the grant checks.
 */
export function tokenEndpoint(world: World, dataCenter: DataCenterCode, request: EmulatedRequest): Reply {
  const parameters = formParameters(request);
  const grantType = parameters.get("grant_type") ?? "";
  if (request.method !== "POST" || grantType === "") return text(400, "400 Bad Request");
  request.facts.grant_type = grantType.slice(0, 60);
  const grant = GRANTS.get(grantType);
  // By Zoho's table a wrong grant type is answered like a wrong client.
  if (grant === undefined) return tokenError(world, request, "invalid_client");
  const refused = grant.before?.(world, { dataCenter, parameters, request });
  if (refused !== undefined) return refused;
  const { clientId, clientSecret } = clientCredentialsOf(request, parameters);
  const client = world.clients.get(clientId);
  const secret = client?.secrets[dataCenter];
  if (client === undefined || secret === undefined) return tokenError(world, request, "invalid_client");
  if (clientSecret !== secret) return tokenError(world, request, "invalid_client_secret");
  return grant.answer({ world, dataCenter, client, parameters, request });
}
