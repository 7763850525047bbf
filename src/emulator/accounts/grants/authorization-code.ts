import { basis } from "../../basis/basis";
import { giveTokens } from "../give-tokens";
import { noteConsent } from "../note-consent";
import { provesChallenge } from "../pkce";
import { tokenError } from "../token-error";
import type { Grant } from "./grant";

/** Exchanges a grant token, once. Order: code, redirect URI, PKCE, limit of refresh tokens. */
export const authorizationCode: Grant = {
  grant: "authorization_code",
  what: "a grant token becomes an access token and, for offline access, a refresh token",
  basis: basis("oauth 4.2", "documented"),

  answer({ world, dataCenter, client, parameters, request }) {
    if (world.settings.responseTypeOnExchange === "required" && parameters.get("response_type") !== "code") {
      return tokenError(world, request, "invalid_response_type");
    }
    const code = world.tokens.codes.get(parameters.get("code") ?? "");
    if (
      code === undefined ||
      code.expiresAt <= world.clock.now() ||
      code.consent.clientId !== client.clientId ||
      code.consent.dataCenter !== dataCenter
    ) {
      return tokenError(world, request, "invalid_code");
    }
    noteConsent(world, request.facts, code.consent);
    if (code.redirectUri !== undefined && code.redirectUri !== parameters.get("redirect_uri")) {
      return tokenError(world, request, "invalid_redirect_uri");
    }
    if (code.challenge !== undefined && !provesChallenge(code.challenge, parameters.get("code_verifier"))) {
      return tokenError(world, request, "invalid_code");
    }
    return giveTokens(world, request, code, () => {
      world.tokens.codes.delete(code.code);
    });
  },
};
