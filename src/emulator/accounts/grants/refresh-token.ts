import { LIMITS } from "../../../zoho/limits";
import { basis } from "../../basis/basis";
import { issueAccessToken, issueRefreshToken } from "../issue-tokens";
import { noteConsent } from "../note-consent";
import { addTime, forgetUntil } from "../recent-times";
import { tokenAnswer } from "../token-answer";
import { throttleReply, tokenError } from "../token-error";
import { killRefreshToken, type RefreshToken } from "../token-store";
import type { Grant } from "./grant";

/** A new access token for a refresh token, at most so many in ten minutes. */
export const refreshToken: Grant = {
  grant: "refresh_token",
  what: "a further access token; the refresh token stays the same",
  basis: basis("oauth 4.2", "documented"),

  before({ world, parameters, request }) {
    const refresh = world.tokens.refresh.get(parameters.get("refresh_token") ?? "");
    if (refresh === undefined) return undefined;
    noteConsent(world, request.facts, refresh.consent);
    if (isWithinLimit(refresh, world.clock.now(), world.settings)) return undefined;
    request.facts.code = "throttled";
    world.touch();
    return throttleReply(world);
  },

  answer({ world, dataCenter, client, parameters, request }) {
    const refresh = world.tokens.refresh.get(parameters.get("refresh_token") ?? "");
    if (
      refresh === undefined ||
      refresh.consent.clientId !== client.clientId ||
      refresh.consent.dataCenter !== dataCenter
    ) {
      return tokenError(world, request, "invalid_code");
    }
    addTime(refresh.mintedAt, world.clock.now());
    if (!world.settings.rotateRefresh) {
      return tokenAnswer(world, issueAccessToken(world, refresh.consent, refresh));
    }
    killRefreshToken(world.tokens, refresh.token);
    const next = issueRefreshToken(world, refresh.consent);
    next.mintedAt.push(...refresh.mintedAt);
    const access = issueAccessToken(world, next.consent, next);
    return tokenAnswer(world, access, { refresh_token: next.token });
  },
};
/** Sliding window, then a wait; asking again during the wait may start it anew. Zoho: token limits; Analytics: blocked for 10 min. */
function isWithinLimit(
  refresh: RefreshToken,
  now: number,
  settings: {
    readonly accessPer10min: number;
    readonly throttleFor: number;
    readonly throttleExtendOnRetry: boolean;
  },
): boolean {
  const waitMs = settings.throttleFor * 1000;
  if (refresh.throttledUntil > now) {
    if (settings.throttleExtendOnRetry) refresh.throttledUntil = now + waitMs;
    return false;
  }
  forgetUntil(refresh.mintedAt, now - LIMITS.windowMs);
  if (refresh.mintedAt.length < settings.accessPer10min) return true;
  refresh.throttledUntil = now + waitMs;
  return false;
}
