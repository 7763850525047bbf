import type { Org, Person } from "../people/person";
import type { Reference } from "./module-records";

/** A user of an org. */
export interface OrgUser extends Reference {
  readonly zuid: string;
  readonly email: string;
  readonly role: "CEO" | "Manager";
  readonly profile: "Administrator" | "Standard";
}

/** The user of an org who is this person. */
export function userOf(org: Org, person: Person): OrgUser {
  return {
    id: `${org.prefix}000000068001`,
    zuid: person.zuid,
    name: person.name,
    email: person.email,
    role: "CEO",
    profile: "Administrator",
  };
}

/** All users of an org: the person and a colleague who never signs in. */
export function usersOf(org: Org, person: Person): readonly OrgUser[] {
  const domain = person.email.slice(person.email.indexOf("@"));
  return [
    userOf(org, person),
    {
      id: `${org.prefix}000000068013`,
      zuid: `${person.zuid}1`,
      name: "Jo Lind",
      email: `jo.lind${domain}`,
      role: "Manager",
      profile: "Standard",
    },
  ];
}

/** A user as records show them. */
export function userReference(user: OrgUser): Reference {
  return { id: user.id, name: user.name, email: user.email };
}
