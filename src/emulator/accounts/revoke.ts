import type { DataCenterCode } from "../../zoho/data-centers";
import { basis } from "../basis/basis";
import type { EmulatedRequest } from "../http/emulated-request";
import { formParameters } from "../http/form-parameters";
import { json, type Reply, text } from "../http/reply";
import { clientIn, isSecretOf } from "../people/clients";
import type { World } from "../world";
import { clientCredentialsOf } from "./client-credentials-of";
import type { Endpoint } from "./endpoint";
import type { ErrorRow } from "./error-row";
import { noteConsent } from "./note-consent";
import { type Consent, consentKey, killRefreshToken } from "./token-store";

const STATUS = basis("oauth 7.1", "documented", "inferred");

/** Errors of both revoke addresses: Zoho's pages name the status 400 and show no body. */
export const REVOKE_ERRORS = {
  invalid_client: { when: "at the newer address: the client is unknown in this data center", basis: STATUS },
  invalid_client_secret: { when: "at the newer address: the secret is wrong", basis: STATUS },
  invalid_token: {
    when: "the token is unknown, of another data center, or, at the newer address, of another kind or client",
    basis: STATUS,
  },
} as const satisfies Readonly<Record<string, ErrorRow>>;

/** `POST /oauth/v2/token/revoke`: whoever holds a token may revoke it. Zoho: revoke refresh token. */
export const revokeClassic: Endpoint = (world, dataCenter, request) => {
  if (request.method !== "POST") return text(400, "400 Bad Request");
  return revoke(world, dataCenter, request, formParameters(request).get("token") ?? "");
};

/** `POST /oauth/v2/revoke/token`: the newer address wants the client's credentials by HTTP Basic. */
export const revokeByClient: Endpoint = (world, dataCenter, request) => {
  if (request.method !== "POST") return text(400, "400 Bad Request");
  const parameters = formParameters(request);
  const { clientId, clientSecret } = clientCredentialsOf(request, parameters);
  const client = clientIn(world.clients, clientId, dataCenter);
  if (client === undefined) return refused(request, "invalid_client");
  if (!isSecretOf(client, dataCenter, clientSecret)) return refused(request, "invalid_client_secret");
  const token = parameters.get("token") ?? "";
  const isAccess = parameters.get("token_type") === "access_token";
  const found = isAccess ? world.tokens.access.get(token) : world.tokens.refresh.get(token);
  if (found?.consent.clientId !== clientId) return refused(request, "invalid_token");
  return revoke(world, dataCenter, request, token);
};

function revoke(world: World, dataCenter: DataCenterCode, request: EmulatedRequest, token: string): Reply {
  const access = world.tokens.access.get(token);
  const refresh = world.tokens.refresh.get(token);
  const consent = refresh?.consent ?? access?.consent;
  if (consent?.dataCenter !== dataCenter) return refused(request, "invalid_token");
  noteConsent(world, request.facts, consent);
  world.tokens.access.delete(token);
  if (refresh !== undefined) forgetGrant(world, token, consent);
  world.touch();
  return json(200, { status: "success" });
}

function refused(request: EmulatedRequest, error: keyof typeof REVOKE_ERRORS): Reply {
  request.facts.code = error;
  return json(400, { error });
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
