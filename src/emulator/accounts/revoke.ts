import type { DataCenterCode } from "../../zoho/data-centers";
import type { EmulatedRequest } from "../http/emulated-request";
import { formParameters } from "../http/form-parameters";
import { json, type Reply, text } from "../http/reply";
import type { World } from "../world";
import { clientCredentialsOf } from "./client-credentials-of";
import { noteConsent } from "./note-consent";
import { tokenError } from "./token-error";
import { type Consent, consentKey, killRefreshToken } from "./token-store";

/** `POST /oauth/v2/token/revoke`: whoever holds a token may revoke it. Zoho: revoke refresh token. */
export function revokeClassic(world: World, dataCenter: DataCenterCode, request: EmulatedRequest): Reply {
  if (request.method !== "POST") return text(400, "400 Bad Request");
  return revoke(world, dataCenter, request, formParameters(request).get("token") ?? "");
}

/** `POST /oauth/v2/revoke/token`: the newer address wants the client's credentials by HTTP Basic. */
export function revokeByClient(world: World, dataCenter: DataCenterCode, request: EmulatedRequest): Reply {
  if (request.method !== "POST") return text(400, "400 Bad Request");
  const parameters = formParameters(request);
  const { clientId, clientSecret } = clientCredentialsOf(request, parameters);
  const secret = world.clients.get(clientId)?.secrets[dataCenter];
  if (secret === undefined) return json(400, { error: "invalid_client" });
  if (secret !== clientSecret) return json(400, { error: "invalid_client_secret" });
  const token = parameters.get("token") ?? "";
  const isAccess = parameters.get("token_type") === "access_token";
  const found = isAccess ? world.tokens.access.get(token) : world.tokens.refresh.get(token);
  if (found?.consent.clientId !== clientId) return json(400, { error: "invalid_token" });
  return revoke(world, dataCenter, request, token);
}

function revoke(world: World, dataCenter: DataCenterCode, request: EmulatedRequest, token: string): Reply {
  const access = world.tokens.access.get(token);
  const refresh = world.tokens.refresh.get(token);
  const consent = refresh?.consent ?? access?.consent;
  if (consent?.dataCenter !== dataCenter) {
    tokenError(world, request, "invalid_code");
    return json(400, { error: "invalid_token" });
  }
  noteConsent(world, request.facts, consent);
  world.tokens.access.delete(token);
  if (refresh !== undefined) forgetGrant(world, token, consent);
  world.touch();
  return json(200, { status: "success" });
}

/** Kills the grant, or all of this person, client and org; the last one takes the remembered consent with it. */
function forgetGrant(world: World, token: string, consent: Consent): void {
  const key = consentKey(consent);
  killRefreshToken(world.tokens, token);
  const others = [...world.tokens.refresh.values()].filter((other) => consentKey(other.consent) === key);
  if (world.settings.revokeKills === "orgGrant") {
    for (const other of others) killRefreshToken(world.tokens, other.token);
  } else if (others.length > 0) {
    return;
  }
  world.consents.delete(key);
}
