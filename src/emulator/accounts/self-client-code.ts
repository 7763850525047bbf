import { parseScopes } from "../../zoho/scopes";
import { existsNow } from "../hosts/find-host";
import { chooseOrg } from "../people/choose-org";
import { pickedProducts } from "../people/org-products";
import type { Org, Person } from "../people/person";
import { appsRequiringAccount } from "../../zoho/apps";
import { READY_MADE_SELF_CLIENT } from "../ready-made-clients";
import type { World } from "../world";
import { countGrant } from "./grant-limit";
import { issueCode } from "./issue-code";
import { unknownScopes } from "./known-scopes";

/** What *Generate Code* of the API console asks for. */
export interface SelfClientOrder {
  /** Another client that the consent is for, as if it had been given in the browser; blank: the Self Client. */
  readonly clientId?: string;
  /** Name, e-mail address or ZUID; blank: the first person. */
  readonly person?: string;
  /** As `chooseOrg` takes it. */
  readonly org?: string;
  readonly scope: string;
  /** Blank: the setting `selfClientCodeTtl`. */
  readonly expiresInSeconds?: number;
}

/** A refused order; the message is for the person at the form. */
export class SelfClientError extends Error {
  override readonly name = "SelfClientError";
}

/**
 * Makes a grant token, of the ready-made Self Client unless another client is named. No redirect URI belongs to it,
 * and a refresh token always does.
 *
 * @throws SelfClientError where the order can't be filled
 */
export function selfClientCode(world: World, order: SelfClientOrder): string {
  const person = findPerson(world, order.person);
  const scopes = parseScopes(order.scope);
  const unknown = unknownScopes(scopes);
  if (scopes.length === 0) throw new SelfClientError("Enter at least one scope.");
  if (unknown.length > 0) throw new SelfClientError(`Enter a valid scope instead of ${unknown.join(", ")}.`);
  const missing = appsRequiringAccount(scopes).filter((app) => !person.apps.includes(app));
  if (missing.length > 0)
    throw new SelfClientError(`${person.name} has no account in ${missing.join(", ")}.`);
  const seconds = order.expiresInSeconds ?? world.settings.selfClientCodeTtl;
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86_400) {
    throw new SelfClientError("The time limit is a number of seconds from 1 to 86400.");
  }
  const orgs = chosenOrgs(person, scopes, order.org);
  const clientId = order.clientId ?? READY_MADE_SELF_CLIENT.clientId;
  if (!world.clients.has(clientId))
    throw new SelfClientError(`No client has the ID ${clientId.slice(0, 60)}.`);
  if (!countGrant(world, clientId, person.zuid)) {
    throw new SelfClientError("access_denied: too many grants in ten minutes (setting grantsPer10min).");
  }
  return issueCode(world, {
    consent: {
      clientId,
      dataCenter: person.dataCenter,
      zuid: person.zuid,
      orgIds: Object.fromEntries(orgs.map((org) => [org.product, org.id])),
      scopes,
    },
    gives: "access and refresh",
    lifeMs: seconds * 1000,
  });
}

function findPerson(world: World, wanted: string | undefined): Person {
  const people = world.people.filter((person) => existsNow(world.settings, person.dataCenter));
  const found =
    wanted === undefined || wanted === ""
      ? people[0]
      : people.find((person) => [person.name, person.email, person.zuid].includes(wanted));
  if (found === undefined) throw new SelfClientError(`Nobody is named ${wanted ?? ""}.`);
  return found;
}

function chosenOrgs(person: Person, scopes: readonly string[], wanted: string | undefined): readonly Org[] {
  const products = pickedProducts(scopes);
  return products.map((product) => {
    const org =
      chooseOrg(person, product, wanted) ??
      (products.length > 1 ? chooseOrg(person, product, null) : undefined);
    if (org === undefined) throw new SelfClientError(`${person.name} has no org "${wanted ?? ""}".`);
    return org;
  });
}
