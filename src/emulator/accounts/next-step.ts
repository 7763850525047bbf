import { appsRequiringAccount } from "../../zoho/apps";
import { existsNow } from "../hosts/find-host";
import { clientIn } from "../people/clients";
import { type OrgProduct, pickedProducts, productsOf } from "../people/org-products";
import { isAdministrator, type Org, orgsOf, type Person } from "../people/person";
import type { World } from "../world";
import type { AuthorizeAsk } from "./authorize-ask";
import { type AuthorizeSession, crossesChina } from "./authorize-session";
import { mayGrant } from "./grant-limit";
import { enhancedGrant } from "./more-scopes/add-scopes";
import { type Consent, consentKey } from "./token-store";

/** What a person sees next on the way to a grant. */
export type Step =
  | { readonly kind: "sign in"; readonly people: readonly Person[] }
  | { readonly kind: "refused client"; readonly problem: "Invalid Client" | "oauth_app_blocked" }
  /** The grant whose scopes are to be added to is gone, or its page has expired. */
  | { readonly kind: "grant gone" }
  | { readonly kind: "grant of another"; readonly person: Person; readonly owner: string }
  | { readonly kind: "too many grants"; readonly person: Person }
  | { readonly kind: "missing apps"; readonly person: Person; readonly apps: readonly string[] }
  | { readonly kind: "no instance"; readonly person: Person }
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

/** Order of Zoho's pages: sign-in, own data center, limit of grants, missing account, org and environment, consent. */
export function nextStep(world: World, session: AuthorizeSession): Step {
  const { ask } = session;
  const people = world.people.filter((one) => existsNow(world.settings, one.dataCenter));
  const person = people.find((one) => one.zuid === session.zuid);
  if (person === undefined) return { kind: "sign in", people };
  const client = clientIn(world.clients, ask.clientId, person.dataCenter);
  if (client === undefined || crossesChina(session.dataCenter, person.dataCenter)) {
    return { kind: "refused client", problem: "Invalid Client" };
  }
  if (client.blocked) return { kind: "refused client", problem: "oauth_app_blocked" };
  const grant = grantBefore(world, ask);
  if (grant === "gone") return { kind: "grant gone" };
  if (grant !== undefined && grant.zuid !== person.zuid) {
    return { kind: "grant of another", person, owner: world.personById(grant.zuid)?.name ?? grant.zuid };
  }
  if (givesCode(ask) && !mayGrant(world, ask.clientId, person.zuid))
    return { kind: "too many grants", person };
  const apps = appsRequiringAccount(ask.scopes).filter((app) => !person.apps.includes(app));
  if (apps.length > 0) return { kind: "missing apps", person, apps };

  const scopes = grant === undefined ? ask.scopes : [...new Set([...grant.scopes, ...ask.scopes])];
  const chosen: Org[] = [];
  for (const product of productsToPick(ask, scopes)) {
    const choices = choicesOf(ask, person, product);
    const known = grant?.orgIds[product] ?? session.picked[product];
    const org = choices.length === 1 ? choices[0] : choices.find((one) => one.id === known);
    if (org !== undefined) chosen.push(org);
    else if (choices.length > 0) return { kind: "pick org", person, product, orgs: choices };
    else if (ask.instance !== undefined) return { kind: "no instance", person };
  }
  const consent: Consent = {
    clientId: ask.clientId,
    dataCenter: person.dataCenter,
    zuid: person.zuid,
    orgIds: { ...grant?.orgIds, ...Object.fromEntries(chosen.map((org) => [org.product, org.id])) },
    scopes,
    ...(ask.instance === undefined ? {} : { level: "org" }),
  };
  if (wasGiven(world, ask, consent)) return { kind: "consented before", person, consent };
  return { kind: "consent", person, consent, orgs: chosen };
}

/** In which products one org must be picked: for an org-level grant in that of its app, whatever that is. */
export function productsToPick(ask: AuthorizeAsk, scopes: readonly string[]): readonly OrgProduct[] {
  return ask.instance === undefined ? pickedProducts(scopes) : productsOf(scopes);
}

/** A person's own orgs; for an org-level grant those of which they are an administrator, or the one that was named. */
function choicesOf({ instance }: AuthorizeAsk, person: Person, product: OrgProduct): readonly Org[] {
  const orgs = orgsOf(person, product);
  if (instance === undefined) return orgs;
  return orgs.filter(
    (org) => isAdministrator(org, person) && (instance.orgId === undefined || instance.orgId === org.id),
  );
}

/** The consent that is added to, where scopes are added. */
function grantBefore(world: World, { ending }: AuthorizeAsk): Consent | "gone" | undefined {
  return ending.kind === "more scopes"
    ? (enhancedGrant(world, ending.enhanceToken)?.consent ?? "gone")
    : undefined;
}

function givesCode({ ending }: AuthorizeAsk): boolean {
  return ending.kind === "callback" && ending.responseType === "code";
}

/** Only the authorize address skips the consent page: with a device somebody must see what they let in. */
function wasGiven(world: World, ask: AuthorizeAsk, consent: Consent): boolean {
  if (ask.ending.kind !== "callback" || ask.prompt === "consent") return false;
  const before = world.consents.get(consentKey(consent));
  return before !== undefined && consent.scopes.every((scope) => before.includes(scope));
}
