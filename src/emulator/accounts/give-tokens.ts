import type { EmulatedRequest } from "../http/emulated-request";
import type { Reply } from "../http/reply";
import type { World } from "../world";
import { countRefreshToken, issueAccessToken, issueRefreshToken } from "./issue-tokens";
import { noteConsent } from "./note-consent";
import { idToken } from "./openid/id-token";
import { tokenAnswer } from "./token-answer";
import { throttleReply } from "./token-error";
import type { Consent, GrantCode } from "./token-store";

/**
 * Turns a consent into tokens, unless the person gave this client too many refresh tokens lately.
 *
 * @param spend uses up the code, where tokens are given
 */
export function giveTokens(
  world: World,
  request: EmulatedRequest,
  granted: {
    readonly consent: Consent;
    readonly gives: GrantCode["gives"];
    readonly nonce?: string | undefined;
  },
  spend: () => void,
): Reply {
  const { consent, nonce } = granted;
  noteConsent(world, request.facts, consent);
  const givesRefresh = granted.gives === "access and refresh";
  if (givesRefresh && !countRefreshToken(world, consent)) {
    request.facts.code = "throttled";
    return throttleReply(world);
  }
  spend();
  const refresh = givesRefresh ? issueRefreshToken(world, consent) : undefined;
  const access = issueAccessToken(world, consent, refresh);
  return tokenAnswer(world, access, {
    ...(refresh === undefined ? {} : { refresh_token: refresh.token }),
    ...(consent.scopes.includes("openid") ? { id_token: idToken(world, access, nonce) } : {}),
  });
}
