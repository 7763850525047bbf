import type { DataCenterCode } from "../../zoho/data-centers";
import type { Environment } from "../../zoho/environments";
import type { PersonGroup } from "./fixtures";
import type { OrgProduct } from "./org-products";

/** An org in one environment. Production, Sandbox and Developer of one company are three orgs with three IDs. */
export interface Org {
  /** `zgid`: 18 or 19 digits. */
  readonly id: string;
  /** What the org's own record and user IDs begin with. */
  readonly prefix: string;
  readonly product: OrgProduct;
  readonly name: string;
  readonly environment: Environment;
  readonly dataCenter: DataCenterCode;
  readonly place: Place;
  /** Everybody with a user in it, its owner first. */
  readonly users: readonly OrgUser[];
  /** How many records each module begins with. */
  readonly records: Readonly<Record<string, number>>;
}

/** A person's user in an org. Not everybody signs in here. */
export interface OrgUser {
  readonly zuid: string;
  readonly name: string;
  readonly email: string;
  readonly profile: Profile;
}

/** What a user may do in CRM; what each refuses is a table: `crm/permissions.ts`. */
export type Profile = "Administrator" | "Standard";

/** Where a company is. Time zones without daylight saving, so that times follow from the table alone. */
export interface Place {
  readonly country: string;
  readonly countryCode: string;
  readonly timeZone: string;
  /** ISO 8601 offset of that zone: `-07:00`. */
  readonly offset: string;
  readonly currency: string;
}

/** Somebody who can sign in. */
export interface Person {
  readonly zuid: string;
  readonly name: string;
  readonly email: string;
  readonly dataCenter: DataCenterCode;
  readonly group: PersonGroup;
  /** What signing in as this person shows, in a few words. */
  readonly shows: string;
  /** Names of `ZOHO_APPS` in which this person has an account. */
  readonly apps: readonly string[];
  readonly orgs: readonly Org[];
}

/** The orgs of a person in one product, in the order of the pickers. */
export function orgsOf(person: Person, product: OrgProduct): readonly Org[] {
  return person.orgs.filter((org) => org.product === product);
}

/** How an org is named to people: `Acme (Sandbox)`. */
export function orgLabel(org: Org): string {
  return `${org.name} (${org.environment})`;
}

/** True where a person may do everything in an org. */
export function isAdministrator(org: Org, person: Person): boolean {
  return org.users.some((user) => user.zuid === person.zuid && user.profile === "Administrator");
}
