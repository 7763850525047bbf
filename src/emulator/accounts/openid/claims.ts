import type { World } from "../../world";
import type { Consent } from "../token-store";

/** First and last name out of a whole one. */
export function namesOf(name: string): { readonly first: string; readonly last: string } {
  const space = name.indexOf(" ");
  return space < 0
    ? { first: name, last: name }
    : { first: name.slice(0, space), last: name.slice(space + 1) };
}

/**
 * What a consent lets its app know about the person: `sub` always, the rest by the scopes `email` and `profile`. The
 * emulator's people have neither phone nor gender nor picture. Claims by Zoho's discovery document.
 */
export function claimsOf(world: World, consent: Consent): Readonly<Record<string, unknown>> {
  const person = world.personById(consent.zuid);
  const { first, last } = namesOf(person?.name ?? "");
  const scopes = consent.scopes.map((scope) => scope.toLowerCase());
  return {
    sub: consent.zuid,
    ...(scopes.includes("email") ? { email: person?.email, email_verified: true } : {}),
    ...(scopes.includes("profile") ? { name: person?.name, first_name: first, last_name: last } : {}),
  };
}
