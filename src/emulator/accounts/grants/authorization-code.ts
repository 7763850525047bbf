import { createHash } from "node:crypto";
import { json } from "../../http/reply";
import { issueAccessToken, issueRefreshToken, tokenAnswer } from "../issue-tokens";
import { noteConsent } from "../note-consent";
import { tokenError } from "../token-error";
import type { GrantCode } from "../token-store";
import type { Grant } from "./grant";

/** Exchanges a grant token, once. Order: code, redirect URI, PKCE. */
export const authorizationCode: Grant = {
  answer({ world, dataCenter, client, parameters, request }) {
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
    if (!provesChallenge(code.challenge, parameters.get("code_verifier") ?? "")) {
      return tokenError(world, request, "invalid_code");
    }
    world.tokens.codes.delete(code.code);
    const refresh = code.gives === "access" ? undefined : issueRefreshToken(world, code.consent);
    const access = issueAccessToken(world, code.consent, refresh);
    return json(200, tokenAnswer(world, access, refresh?.token));
  },
};

/** RFC 7636: the verifier belongs to the challenge of the authorize request. */
function provesChallenge(challenge: GrantCode["challenge"], verifier: string): boolean {
  if (challenge === undefined) return true;
  if (challenge.method === "plain") return verifier === challenge.value;
  return createHash("sha256").update(verifier).digest("base64url") === challenge.value;
}
