import { DATA_CENTERS } from "../../zoho/data-centers";
import { gatewayHost } from "../../zoho/environments";
import type { World } from "../world";
import { newToken } from "./issue-code";
import {
  type AccessToken,
  type Consent,
  consentKey,
  forgetExpired,
  killRefreshToken,
  type RefreshToken,
} from "./token-store";

/** A new refresh token; the oldest of this person and client dies where there are too many. */
export function issueRefreshToken(world: World, consent: Consent): RefreshToken {
  const own = [...world.tokens.refresh.values()].filter(
    (other) => other.consent.clientId === consent.clientId && other.consent.zuid === consent.zuid,
  );
  const tooMany = own.length + 1 - world.settings.maxRefresh;
  for (const oldest of own.slice(0, Math.max(tooMany, 0))) killRefreshToken(world.tokens, oldest.token);
  const refresh: RefreshToken = {
    token: newToken(world, "refresh"),
    consent,
    createdAt: world.clock.now(),
    mintedAt: [],
    throttledUntil: 0,
  };
  world.tokens.refresh.set(refresh.token, refresh);
  world.touch();
  return refresh;
}

/** A new access token; the oldest of the same refresh token dies where there are too many. */
export function issueAccessToken(
  world: World,
  consent: Consent,
  refresh: RefreshToken | undefined,
): AccessToken {
  const now = world.clock.now();
  forgetExpired(world.tokens, now);
  const family = refresh?.token ?? `online|${consentKey(consent)}`;
  const own = [...world.tokens.access.values()].filter((other) => other.family === family);
  const tooMany = own.length + 1 - world.settings.maxActiveAccess;
  for (const oldest of own.slice(0, Math.max(tooMany, 0))) world.tokens.access.delete(oldest.token);
  const access: AccessToken = {
    token: newToken(world, "access"),
    consent,
    family,
    expiresAt: now + world.settings.accessTtl * 1000,
  };
  world.tokens.access.set(access.token, access);
  world.touch();
  return access;
}

/**
 * The body of a successful token answer.
 *
 * @param refreshToken only where the answer shows one
 */
export function tokenAnswer(
  world: World,
  access: AccessToken,
  refreshToken?: string,
): Record<string, unknown> {
  const { settings } = world;
  return {
    access_token: access.token,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(settings.includeScope
      ? { scope: access.consent.scopes.join(settings.scopeSeparator === "space" ? " " : ",") }
      : {}),
    api_domain: apiDomain(world, access.consent),
    token_type: "Bearer",
    // Old form: seconds beside milliseconds, as Zoho's SDKs still read it.
    ...(settings.legacyExpiry
      ? { expires_in_sec: settings.accessTtl, expires_in: settings.accessTtl * 1000 }
      : { expires_in: settings.accessTtl }),
  };
}

function apiDomain(world: World, consent: Consent): string {
  const crmOrg = world.orgById(consent.orgIds.crm ?? "");
  const environment = world.settings.envApiDomain ? (crmOrg?.environment ?? "Production") : "Production";
  const host = gatewayHost(DATA_CENTERS[consent.dataCenter], environment);
  return world.settings.apiDomain === "zoho" ? `https://${host}` : `${world.origin()}/${host}`;
}
