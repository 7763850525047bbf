import type { World } from "../world";
import { newToken, tokenForm } from "./new-token";
import { countInTenMinutes, noteForTenMinutes } from "./ten-minutes";
import {
  type AccessToken,
  type Consent,
  consentKey,
  forgetExpired,
  killRefreshToken,
  type RefreshToken,
} from "./token-store";

/**
 * Counts a refresh token that comes of a consent, unless this person gave this client too many in ten minutes. Zoho:
 * Kaizen #43, #79.
 *
 * @returns false where this one is refused
 */
export function countRefreshToken(world: World, consent: Consent): boolean {
  const key = `refresh tokens of ${consent.clientId} by ${consent.zuid}`;
  if (countInTenMinutes(world, key) >= world.settings.refreshPer10min) return false;
  noteForTenMinutes(world, key);
  return true;
}

/** A new refresh token; the oldest of this person and client dies where there are too many. */
export function issueRefreshToken(world: World, consent: Consent): RefreshToken {
  const own = [...world.tokens.refresh.values()].filter(
    (other) => other.consent.clientId === consent.clientId && other.consent.zuid === consent.zuid,
  );
  const tooMany = own.length + 1 - world.settings.maxRefresh;
  for (const oldest of own.slice(0, Math.max(tooMany, 0))) killRefreshToken(world.tokens, oldest.token);
  const refresh: RefreshToken = {
    token: newToken(world, "refresh", tokenForm(world, consent.clientId)),
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
    token: newToken(world, "access", tokenForm(world, consent.clientId)),
    consent,
    family,
    issuedAt: now,
    expiresAt: now + world.settings.accessTtl * 1000,
  };
  world.tokens.access.set(access.token, access);
  world.touch();
  return access;
}
