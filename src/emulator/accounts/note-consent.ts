import type { RequestFacts } from "../http/emulated-request";
import { orgLabel } from "../people/person";
import type { World } from "../world";
import type { Consent } from "./token-store";

/** Tells the request log whose token a request is about. */
export function noteConsent(world: World, facts: RequestFacts, consent: Consent): void {
  facts.clientId = consent.clientId;
  const person = world.personById(consent.zuid);
  if (person !== undefined) facts.person = person.name;
  const org = world.orgById(Object.values(consent.orgIds)[0] ?? "");
  if (org === undefined) return;
  facts.org = orgLabel(org);
  facts.environment = org.environment;
}
