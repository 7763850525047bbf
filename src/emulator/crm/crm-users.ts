import type { Org, OrgUser, Person } from "../people/person";
import type { Reference } from "./stored-record";

/** A user of a CRM org. */
export interface CrmUser extends OrgUser, Reference {
  readonly email: string;
  readonly role: "CEO" | "Manager";
}

/** IDs of an org's users, after its prefix; the owner's comes first. */
const USER_IDS = ["000000068001", "000000068013"] as const;

/** Made once for each org: every write names one. */
const made = new WeakMap<Org, readonly CrmUser[]>();

/** All users of an org, its owner first. */
export function crmUsers(org: Org): readonly CrmUser[] {
  const before = made.get(org);
  if (before !== undefined) return before;
  const users = org.users.map((user, index) => ({
    ...user,
    id: `${org.prefix}${USER_IDS[index] ?? String(68_013 + index).padStart(12, "0")}`,
    role: index === 0 ? ("CEO" as const) : ("Manager" as const),
  }));
  made.set(org, users);
  return users;
}

/** The user of an org who is this person. A person reaches only orgs in which they have one. */
export function crmUserOf(org: Org, person: Person): CrmUser {
  const user = crmUsers(org).find((one) => one.zuid === person.zuid);
  if (user === undefined) throw new RangeError(`${person.name} has no user in ${org.name}`);
  return user;
}

/** A user as records show them. */
export function userReference({ id, name, email }: CrmUser): Reference {
  return { id, name, email };
}
