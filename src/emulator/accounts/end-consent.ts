import { html, redirect, type Reply } from "../http/reply";
import { deviceAnsweredPage } from "../pages/device-answered";
import { errorPage } from "../pages/error-page";
import type { World } from "../world";
import type { CallbackError } from "./authorize-problems";
import { type AuthorizeSession, endSession } from "./authorize-session";
import { codeCallback, errorCallback, moreScopesCallback, tokenCallback } from "./callback-url";
import { moveDevice } from "./device/device-code";
import type { CallbackEnding } from "./ending";
import { countGrant } from "./grant-limit";
import { issueCode } from "./issue-code";
import { issueAccessToken } from "./issue-tokens";
import { addScopes } from "./more-scopes/add-scopes";
import { givenBy, rememberConsent } from "./remember-consent";
import type { Consent } from "./token-store";

/** A consent that was given: what comes of it, and where the browser goes. */
export function acceptConsent(world: World, session: AuthorizeSession, consent: Consent): Reply {
  const { ask } = session;
  const { ending } = ask;
  switch (ending.kind) {
    case "callback":
      endSession(world, session);
      return redirect(302, callbackOf(world, session, ending, consent));
    case "device": {
      endSession(world, session);
      const device = world.tokens.devices.get(ending.deviceCode);
      if (device?.outcome.kind !== "pending" || device.expiresAt <= world.clock.now()) {
        return html(400, deviceAnsweredPage("too late"));
      }
      moveDevice(world, device, {
        outcome: { kind: "granted", consent, gives: givenBy(world, consent, ask) },
      });
      rememberConsent(world, consent);
      return html(200, deviceAnsweredPage("accepted"));
    }
    case "more scopes": {
      endSession(world, session);
      const isAdded = addScopes(world, ending, consent);
      if (isAdded) return redirect(302, moreScopesCallback(world, ending));
      return html(world.settings.errorPageStatus, errorPage("An error occurred"));
    }
  }
}

/** A consent that was refused, or could not be given. */
export function refuseConsent(world: World, session: AuthorizeSession, error: CallbackError): Reply {
  const { ending } = session.ask;
  endSession(world, session);
  if (ending.kind !== "device") return redirect(302, errorCallback(world, ending, error));
  const device = world.tokens.devices.get(ending.deviceCode);
  if (device?.outcome.kind === "pending") moveDevice(world, device, { outcome: { kind: "refused" } });
  return html(200, deviceAnsweredPage("rejected"));
}

/** A token comes at once, online. A code may also give a refresh token; beyond the limit of grants there is none. */
function callbackOf(
  world: World,
  { ask }: AuthorizeSession,
  ending: CallbackEnding,
  consent: Consent,
): string {
  if (ending.responseType === "token") {
    const access = issueAccessToken(world, consent, undefined);
    rememberConsent(world, consent);
    return tokenCallback(world, ending, access);
  }
  if (!countGrant(world, consent.clientId, consent.zuid))
    return errorCallback(world, ending, "access_denied");
  const { redirectUri, challenge, nonce } = ending;
  const code = issueCode(world, {
    consent,
    redirectUri,
    gives: givenBy(world, consent, ask),
    lifeMs: world.settings.codeTtl * 1000,
    ...(challenge === undefined ? {} : { challenge }),
    ...(nonce === undefined ? {} : { nonce }),
  });
  return codeCallback(world, ending, code, consent);
}
