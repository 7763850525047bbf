import { formParameters } from "../../http/form-parameters";
import { json, text } from "../../http/reply";
import { checkClient } from "../check-client";
import type { Endpoint } from "../endpoint";
import { newToken, tokenForm } from "../new-token";
import { noteConsent } from "../note-consent";
import { tokenError } from "../token-error";
import { forgetExpired } from "../token-store";

/** Life of an enhance token, seconds. Zoho: incremental authorization. */
const LIFE_SECONDS = 600;

/** `POST /oauth/v2/token/scopeenhance`: a token for the page on which scopes are added to a grant. */
export const enhanceToken: Endpoint = (world, dataCenter, request) => {
  const call = { world, dataCenter, request, parameters: formParameters(request) };
  const grantType = call.parameters.get("grant_type") ?? "";
  if (grantType === "") return text(400, "400 Bad Request");
  request.facts.grant_type = grantType.slice(0, 60);
  const client = grantType === "update_scopes_token" ? checkClient(call, "more scopes") : "invalid_client";
  if (typeof client === "string") return tokenError(world, request, client);
  const grant = world.tokens.refresh.get(call.parameters.get("refresh_token") ?? "");
  if (grant?.consent.clientId !== client.clientId || grant.consent.dataCenter !== dataCenter) {
    return tokenError(world, request, "invalid_code");
  }
  noteConsent(world, request.facts, grant.consent);
  const now = world.clock.now();
  forgetExpired(world.tokens, now);
  const token = newToken(world, "enhance", tokenForm(world, client.clientId));
  world.tokens.enhance.set(token, {
    token,
    refreshToken: grant.token,
    expiresAt: now + LIFE_SECONDS * 1000,
  });
  world.touch();
  return json(200, { access_token: token, token_type: "Bearer", expires_in: LIFE_SECONDS });
};
