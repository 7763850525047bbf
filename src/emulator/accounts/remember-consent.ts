import type { World } from "../world";
import { type Consent, consentKey } from "./token-store";

/** Zoho remembers to what a person has consented: the next time it does not ask again. */
export function rememberConsent(world: World, consent: Consent): void {
  const key = consentKey(consent);
  world.consents.set(key, [...new Set([...(world.consents.get(key) ?? []), ...consent.scopes])]);
  world.touch();
}

/**
 * What a consent gives: a refresh token only for offline access, and only on the first consent of this person, client
 * and org, or where the consent page was asked for again. Zoho: access token expiry.
 */
export function givenBy(
  world: World,
  consent: Consent,
  ask: { readonly access: "online" | "offline"; readonly prompt: "consent" | "none" },
): "access" | "access and refresh" {
  const isFirst = !world.consents.has(consentKey(consent));
  return ask.access === "offline" && (isFirst || ask.prompt === "consent") ? "access and refresh" : "access";
}
