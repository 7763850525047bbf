import type { World } from "../world";
import { newToken, tokenForm } from "./new-token";
import { rememberConsent } from "./remember-consent";
import { type Consent, forgetExpired, type GrantCode } from "./token-store";

/** What a new grant token is made from. */
export interface CodeOrder extends Pick<GrantCode, "redirectUri" | "challenge" | "nonce" | "gives"> {
  readonly consent: Consent;
  readonly lifeMs: number;
}

/** Makes a grant token and remembers the consent. */
export function issueCode(world: World, order: CodeOrder): string {
  const { lifeMs, ...rest } = order;
  const now = world.clock.now();
  forgetExpired(world.tokens, now);
  const code = newToken(world, "code", tokenForm(world, order.consent.clientId));
  world.tokens.codes.set(code, { ...rest, code, expiresAt: now + lifeMs });
  rememberConsent(world, order.consent);
  return code;
}
