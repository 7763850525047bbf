import { numberOf } from "../random/seeded-random";
import { type OrgFixture, PEOPLE_FIXTURES, type PersonFixture, PLACES } from "./fixtures";
import type { Org, Person } from "./person";

/** The people of a seed: names are always the same, IDs follow from the seed. */
export function makePeople(seed: number): readonly Person[] {
  const taken = new Set<string>();
  return PEOPLE_FIXTURES.map((fixture) => ({
    zuid: String(10_000_000 + numberOf(seed, `zuid/${fixture.email}`, 89_000_000)),
    name: fixture.name,
    email: fixture.email,
    dataCenter: fixture.dataCenter,
    apps: fixture.apps,
    orgs: fixture.orgs.map((org) => makeOrg(seed, fixture, org, taken)),
  }));
}

function makeOrg(seed: number, person: PersonFixture, org: OrgFixture, taken: Set<string>): Org {
  const place = PLACES[person.dataCenter];
  if (place === undefined) throw new RangeError(`no place is known for data center ${person.dataCenter}`);
  const prefix = freePrefix(seed, `${org.product}/${org.name}/${org.environment}`, taken);
  return {
    id: `${prefix}000000020003`,
    prefix,
    product: org.product,
    name: org.name,
    environment: org.environment,
    dataCenter: person.dataCenter,
    place,
    records: org.records,
  };
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
