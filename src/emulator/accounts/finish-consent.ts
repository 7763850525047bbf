import type { World } from "../world";
import type { AuthorizeSession } from "./authorize-session";
import { errorCallback, successCallback } from "./callback-url";
import { countGrant } from "./grant-limit";
import { issueCode } from "./issue-code";
import { type Consent, consentKey } from "./token-store";

/**
 * A consent that was given: makes the grant token.
 *
 * A refresh token comes with it only for offline access, on the first consent of this person, client and org, or
 * where the consent page was asked for again. Zoho: access token expiry.
 *
 * @returns where the browser goes; `access_denied` beyond the limit of grants
 */
export function finishConsent(world: World, session: AuthorizeSession, consent: Consent): string {
  const { ask } = session;
  world.sessions.delete(session.id);
  if (!countGrant(world, consent.clientId, consent.zuid)) return errorCallback(world, ask, "access_denied");
  const isFirst = !world.consents.has(consentKey(consent));
  const givesRefresh = ask.access === "offline" && (isFirst || ask.prompt === "consent");
  const code = issueCode(world, {
    consent,
    redirectUri: ask.redirectUri,
    gives: givesRefresh ? "access and refresh" : "access",
    lifeMs: world.settings.codeTtl * 1000,
    ...(ask.challenge === undefined ? {} : { challenge: ask.challenge }),
  });
  return successCallback(world, ask, code, consent.dataCenter);
}
