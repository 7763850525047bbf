import type { World } from "../world";
import { EMULATOR_TOKEN_PREFIX } from "../token-form";
import { type Consent, consentKey, forgetExpired, type GrantCode } from "./token-store";

/** What a new grant token is made from. */
export interface CodeOrder {
  readonly consent: Consent;
  readonly redirectUri?: string;
  readonly challenge?: GrantCode["challenge"];
  readonly gives: GrantCode["gives"];
  readonly lifeMs: number;
}

/** Makes a grant token and remembers the consent. */
export function issueCode(world: World, order: CodeOrder): string {
  const now = world.clock.now();
  forgetExpired(world.tokens, now);
  const code = newToken(world, "code");
  world.tokens.codes.set(code, {
    code,
    consent: order.consent,
    gives: order.gives,
    expiresAt: now + order.lifeMs,
    ...(order.redirectUri === undefined ? {} : { redirectUri: order.redirectUri }),
    ...(order.challenge === undefined ? {} : { challenge: order.challenge }),
  });
  const key = consentKey(order.consent);
  world.consents.set(key, [...new Set([...(world.consents.get(key) ?? []), ...order.consent.scopes])]);
  world.touch();
  return code;
}

/** Text of a code or token in Zoho's form, `1000.<32 hex>.<32 hex>`, that shows that it is the emulator's. */
export function newToken(world: World, kind: "code" | "refresh" | "access"): string {
  const hex = world.random.hex(kind);
  return `${EMULATOR_TOKEN_PREFIX}${hex.slice(16, 32)}.${hex.slice(32)}`;
}
