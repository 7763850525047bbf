import type { World } from "../../world";
import type { MoreScopesEnding } from "../ending";
import { rememberConsent } from "../remember-consent";
import type { Consent, RefreshToken } from "../token-store";

/**
 * The grant that an enhance token belongs to.
 *
 * @returns undefined where the enhance token is unknown, used or expired, or the grant was revoked since
 */
export function enhancedGrant(world: World, enhanceToken: string): RefreshToken | undefined {
  const enhance = world.tokens.enhance.get(enhanceToken);
  if (enhance === undefined || enhance.expiresAt <= world.clock.now()) return undefined;
  return world.tokens.refresh.get(enhance.refreshToken);
}

/**
 * Widens a grant: its refresh token stays the same, its next access token has the larger scope. Access tokens that are
 * out keep what they had.
 *
 * @returns false where the grant or its enhance token has gone
 */
export function addScopes(world: World, ending: MoreScopesEnding, consent: Consent): boolean {
  const grant = enhancedGrant(world, ending.enhanceToken);
  if (grant === undefined) return false;
  world.tokens.enhance.delete(ending.enhanceToken);
  world.tokens.refresh.set(grant.token, { ...grant, consent });
  rememberConsent(world, consent);
  return true;
}
