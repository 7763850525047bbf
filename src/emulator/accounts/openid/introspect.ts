import { DATA_CENTERS } from "../../../zoho/data-centers";
import { formParameters } from "../../http/form-parameters";
import { json } from "../../http/reply";
import { clientIn, isSecretOf } from "../../people/clients";
import { accountsServer } from "../accounts-server";
import { clientCredentialsOf } from "../client-credentials-of";
import type { Endpoint } from "../endpoint";
import { noteConsent } from "../note-consent";
import { tokenError } from "../token-error";

const NO_PARAMETERS = new Map<string, string>();

/**
 * `POST /oauth/v2/introspect`: whether one of the client's own tokens is alive. Only HTTP Basic is taken, as the
 * discovery document says; nobody has shown an answer, so it is RFC 7662's.
 */
export const introspect: Endpoint = (world, dataCenter, request) => {
  const { clientId, clientSecret } = clientCredentialsOf(request, NO_PARAMETERS);
  const client = clientIn(world.clients, clientId, dataCenter);
  if (client === undefined) return tokenError(world, request, "invalid_client");
  if (clientSecret === "" || !isSecretOf(client, dataCenter, clientSecret)) {
    return tokenError(world, request, "invalid_client_secret");
  }
  const token = formParameters(request).get("token") ?? "";
  const access = world.tokens.access.get(token);
  const found = access ?? world.tokens.refresh.get(token);
  const isExpired = access !== undefined && access.expiresAt <= world.clock.now();
  if (found?.consent.clientId !== clientId || found.consent.dataCenter !== dataCenter || isExpired) {
    return json(200, { active: false });
  }
  noteConsent(world, request.facts, found.consent);
  const times =
    access === undefined
      ? {}
      : { iat: Math.floor(access.issuedAt / 1000), exp: Math.floor(access.expiresAt / 1000) };
  return json(200, {
    active: true,
    scope: found.consent.scopes.join(" "),
    client_id: clientId,
    token_type: access === undefined ? "refresh_token" : "Bearer",
    ...times,
    sub: found.consent.zuid,
    iss: accountsServer(world, DATA_CENTERS[dataCenter].accountsHost),
  });
};
