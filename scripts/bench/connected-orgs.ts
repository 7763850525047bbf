import { connectWithCode } from "../../src/connect/grant-code";
import { READY_MADE_SELF_CLIENT } from "../../src/emulator/index";
import type { Connection } from "../../src/vault/connection";
import type { ZohoRuntime } from "../../src/zoho-runtime";
import type { EmulatorInProcess } from "./emulator-in-process";

type BenchProduct = "crm" | "bigin";

/** An org of the emulator's, connected with a grant of its own. */
export interface ConnectedOrg {
  readonly connection: Connection;
  readonly product: BenchProduct;
}

const SCOPES: Readonly<Record<BenchProduct, readonly string[]>> = {
  crm: ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"],
  bigin: ["ZohoBigin.modules.ALL", "ZohoBigin.org.READ", "ZohoBigin.users.READ"],
};

/**
 * Connects so many different orgs of the emulator's CRM and Bigin.
 *
 * @param prefix begins the names of the connections
 * @throws RangeError where it has not so many
 */
export async function connectOrgs(
  zoho: ZohoRuntime,
  emulator: EmulatorInProcess,
  { count, prefix }: { readonly count: number; readonly prefix: string },
): Promise<readonly ConnectedOrg[]> {
  const orgs = orgsOf(emulator).slice(0, count);
  if (orgs.length < count) throw new RangeError(`the emulator has ${orgs.length} orgs, not ${count}`);
  const connected: ConnectedOrg[] = [];
  for (const { person, org, product } of orgs) {
    const scopes = SCOPES[product];
    const order = { scope: scopes.join(","), person: person.email, org: org.id };
    const { code } = emulator.control("self-client-code", order);
    const { clientId, clientSecret } = READY_MADE_SELF_CLIENT;
    const { dataCenter } = person;
    const connection = await connectWithCode(
      zoho,
      { realm: "emulator", name: `${prefix}-${org.id}`, clientId, clientSecret, dataCenter, scopes },
      { code: String(code) },
    );
    connected.push({ connection, product });
  }
  return connected;
}

type Person = EmulatorInProcess["world"]["people"][number];

interface OrgOfPerson {
  readonly person: Person;
  readonly org: Person["orgs"][number];
  readonly product: BenchProduct;
}

/** Each org once, CRM's first. */
function orgsOf({ world }: EmulatorInProcess): readonly OrgOfPerson[] {
  const found = new Map<string, OrgOfPerson>();
  for (const product of ["crm", "bigin"] as const) {
    for (const person of world.people) {
      for (const org of person.orgs) {
        if (org.product === product && !found.has(org.id)) found.set(org.id, { person, org, product });
      }
    }
  }
  return [...found.values()];
}
