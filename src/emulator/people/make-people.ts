import { numberOf } from "../random/seeded-random";
import { type OrgFixture, PEOPLE_FIXTURES, type PersonFixture } from "./fixtures";
import type { Org, OrgUser, Person } from "./person";
import { PLACES } from "./places";

/** How many records modules of the first org begin with, by API name; lists of the other products by `product/list`. */
export type RecordCounts = Readonly<Record<string, number>>;

/**
 * The people of a seed: names are always the same, IDs follow from the seed.
 *
 * @param recordCounts other numbers of records for the first person's first org of each product: Acme (Production)
 */
export function makePeople(seed: number, recordCounts: RecordCounts = {}): readonly Person[] {
  const taken = new Set<string>();
  const people: Person[] = [];
  for (const fixture of PEOPLE_FIXTURES) {
    const shared = people.find((person) => person.name === fixture.colleagueOf)?.orgs ?? [];
    people.push({
      zuid: zuidOf(seed, fixture.email),
      name: fixture.name,
      email: fixture.email,
      dataCenter: fixture.dataCenter,
      group: fixture.group,
      shows: fixture.shows,
      apps: fixture.apps,
      orgs: [
        ...shared.filter((org) => org.product === "crm"),
        ...fixture.orgs.map((org, index) =>
          makeOrg(
            seed,
            fixture,
            people.length === 0 ? withCounts(org, countsFor(fixture, index, recordCounts)) : org,
            taken,
          ),
        ),
      ],
    });
  }
  return people;
}

/** Those of CRM have no product before their names: `Leads`, but `creator/Reading`. Only first orgs are meant. */
function countsFor({ orgs }: PersonFixture, index: number, counts: RecordCounts): RecordCounts {
  const { product } = orgs[index] ?? {};
  if (orgs.findIndex((one) => one.product === product) !== index) return {};
  const prefix = product === "crm" ? "" : `${product ?? ""}/`;
  const own = Object.entries(counts).filter(([name]) =>
    prefix === "" ? !name.includes("/") : name.startsWith(prefix),
  );
  return Object.fromEntries(own.map(([name, count]) => [name.slice(prefix.length), count]));
}

function withCounts(org: OrgFixture, counts: RecordCounts): OrgFixture {
  return { ...org, records: { ...org.records, ...counts } };
}

/** `ZUID`: eight digits that follow from seed and e-mail address. */
function zuidOf(seed: number, email: string): string {
  return String(10_000_000 + numberOf(seed, `zuid/${email}`, 89_000_000));
}

function makeOrg(seed: number, person: PersonFixture, org: OrgFixture, taken: Set<string>): Org {
  const prefix = freePrefix(seed, `${org.product}/${org.name}/${org.environment}`, taken);
  return {
    id: `${prefix}000000020003`,
    prefix,
    product: org.product,
    name: org.name,
    environment: org.environment,
    dataCenter: person.dataCenter,
    place: PLACES[person.dataCenter],
    users: usersOf(seed, person),
    records: org.records,
  };
}

/** The owner, and a colleague who signs in at some companies only. */
function usersOf(seed: number, owner: PersonFixture): readonly OrgUser[] {
  const { name, email } = owner;
  const colleague = `jo.lind${email.slice(email.indexOf("@"))}`;
  return [
    { zuid: zuidOf(seed, email), name, email, profile: "Administrator" },
    { zuid: zuidOf(seed, colleague), name: "Jo Lind", email: colleague, profile: "Standard" },
  ];
}

/** Six or seven digits: with the twelve that follow, IDs are too long for JavaScript's numbers, as Zoho's are. */
function freePrefix(seed: number, key: string, taken: Set<string>): string {
  for (let attempt = 0; ; attempt += 1) {
    const prefix = String(200_000 + numberOf(seed, `org/${key}/${attempt}`, 4_800_000));
    if (taken.has(prefix)) continue;
    taken.add(prefix);
    return prefix;
  }
}
