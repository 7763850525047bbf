import { beforeAll, describe, expect, test } from "vitest";
import { connectWithRefreshToken, disconnect } from "../../src/index";
import { DATA_CENTER_CODES, DATA_CENTERS, type DataCenterCode } from "../../src/zoho/data-centers";
import { type ByName, startByName } from "../emulator/support/by-name";
import { expectCode } from "../unit/support/expect-zoho-error";
import { askedBy, connect, CRM_SCOPES, libraryWorld, type LibraryWorld, pass } from "./support/library-world";

let shared: ByName;
beforeAll(async () => {
  shared = await startByName();
  return shared.close;
});

/** The library with nothing in it, over https and under Zoho's real names. */
async function fresh(): Promise<LibraryWorld> {
  const world = libraryWorld(shared.zoho, { byName: shared.dispatcher });
  // Zoho's quota of 10 grants in ten minutes must not end the list of data centers.
  await pass(world, 600);
  return world;
}

/** Where requests went, each origin once. */
function originsOf(world: LibraryWorld): readonly string[] {
  return [...new Set(world.sent.map(({ url }) => url.origin))].sort();
}

function rowOf(dataCenter: DataCenterCode): readonly string[] {
  const { accountsHost, gateway } = DATA_CENTERS[dataCenter];
  return [`https://${accountsHost}`, `https://www.${gateway}`].sort();
}

describe("Over https and under Zoho's real names", () => {
  test.each(DATA_CENTER_CODES)("%s: connect, refresh, call, revoke", async (dataCenter) => {
    const world = await fresh();
    const { zoho } = world;

    const connection = await connect(world, dataCenter);
    const home = shared.zoho.ready.people.find((person) => person.dataCenter === dataCenter);
    expect(connection).toMatchObject({ dataCenter, environment: "Production", connected: true });
    expect(connection.pins).toMatchObject({
      level: "verified",
      orgId: home?.orgs[0]?.id,
      orgName: home?.orgs[0]?.name,
      user: home?.name,
    });

    const first = await zoho.tokens.get(connection.id);
    const second = await zoho.tokens.force(connection.id);
    expect(second.value).not.toBe(first.value);

    const query = new URLSearchParams({ fields: "Last_Name" });
    const call = { connection, product: "crm", method: "GET", path: "Leads", query } as const;
    const leads = await zoho.caller.call(call);
    expect(leads).toMatchObject({ status: 200, attempts: 1 });
    expect(leads.body).toHaveProperty("data.0.Last_Name");

    const refreshToken = (await zoho.vault.read("grant", connection.id))?.current?.refreshToken ?? "";
    expect(await disconnect(zoho, connection.id)).toEqual({ name: "acme", revoked: 1, left: 0 });
    expect(originsOf(world)).toEqual(rowOf(dataCenter));

    // Whoever has kept a copy of the refresh token finds it dead.
    const { realm, clientId, clientSecret } = askedBy(world, dataCenter);
    const copy = { realm, clientId, clientSecret, dataCenter, scopes: CRM_SCOPES } as const;
    await expectCode(connectWithRefreshToken(zoho, { ...copy, name: "copy" }, refreshToken), "grant_revoked");
    expect(originsOf(world)).toEqual(rowOf(dataCenter));
  });

  test.each(DATA_CENTER_CODES.filter((code) => code !== "us" && code !== "cn"))(
    "%s: who begins in the United States is connected at home, and no secret goes anywhere else",
    async (dataCenter) => {
      const world = await fresh();
      const person = shared.zoho.ready.people.find((one) => one.dataCenter === dataCenter)?.name ?? "";
      const connection = await connect(world, "us", { person }, { allowedDataCenters: DATA_CENTER_CODES });
      expect(connection.dataCenter).toBe(dataCenter);
      expect(originsOf(world)).toEqual(rowOf(dataCenter));
    },
  );
});
