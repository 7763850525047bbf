import { appsRequiringAccount } from "../../zoho/apps";
import { type OrgProduct, pickedProducts } from "../people/org-products";
import { type Org, orgsOf, type Person } from "../people/person";
import type { World } from "../world";
import type { AuthorizeSession } from "./authorize-session";
import { type Consent, consentKey } from "./token-store";

/** What a person sees next on the way to a grant. */
export type Step =
  | { readonly kind: "sign in"; readonly people: readonly Person[] }
  | { readonly kind: "unknown client" }
  | { readonly kind: "missing apps"; readonly person: Person; readonly apps: readonly string[] }
  | {
      readonly kind: "pick org";
      readonly person: Person;
      readonly product: OrgProduct;
      readonly orgs: readonly Org[];
    }
  | {
      readonly kind: "consent";
      readonly person: Person;
      readonly consent: Consent;
      readonly orgs: readonly Org[];
    }
  | { readonly kind: "consented before"; readonly person: Person; readonly consent: Consent };

/** Order of Zoho's pages: sign-in, own data center, missing account, org and environment, consent. */
export function nextStep(world: World, session: AuthorizeSession): Step {
  const person = session.zuid === undefined ? undefined : world.personById(session.zuid);
  if (person === undefined) return { kind: "sign in", people: world.people };
  const client = world.clients.get(session.ask.clientId);
  // China is operated apart: nobody is forwarded into it or out of it.
  const crossesChina = (session.dataCenter === "cn") !== (person.dataCenter === "cn");
  if (client?.secrets[person.dataCenter] === undefined || crossesChina) return { kind: "unknown client" };
  const apps = appsRequiringAccount(session.ask.scopes).filter((app) => !person.apps.includes(app));
  if (apps.length > 0) return { kind: "missing apps", person, apps };

  const orgs: Org[] = [];
  for (const product of pickedProducts(session.ask.scopes)) {
    const choices = orgsOf(person, product);
    const chosen =
      choices.length === 1 ? choices[0] : choices.find((org) => org.id === session.picked[product]);
    if (chosen === undefined && choices.length > 0)
      return { kind: "pick org", person, product, orgs: choices };
    if (chosen !== undefined) orgs.push(chosen);
  }
  const consent: Consent = {
    clientId: session.ask.clientId,
    dataCenter: person.dataCenter,
    zuid: person.zuid,
    orgIds: Object.fromEntries(orgs.map((org) => [org.product, org.id])),
    scopes: session.ask.scopes,
  };
  const before = world.consents.get(consentKey(consent));
  const covered = before !== undefined && session.ask.scopes.every((scope) => before.includes(scope));
  if (covered && session.ask.prompt !== "consent") return { kind: "consented before", person, consent };
  return { kind: "consent", person, consent, orgs };
}
