import { describe, expect, test } from "vitest";
import type { ZohoRuntime } from "../../src/zoho-runtime";
import type { ApiCall, Connection } from "../../src/index";
import { emulator } from "../emulator/support/running";
import { settled } from "../unit/support/held-clock";
import { Deferred } from "../unit/support/scripted-transport";
import { connect, libraryWorld, type LibraryWorld, setZoho, type WorldParts } from "./support/library-world";

type CrmEdition = "free" | "standard" | "professional" | "enterprise" | "ultimate";

interface EditionWorld extends LibraryWorld {
  /** How many of 30 calls go out at once; all of them come to an end. */
  readonly atOnce: (call: ApiCall, zoho?: ZohoRuntime) => Promise<number>;
}

async function begin(crmEdition: CrmEdition, limits?: WorldParts["limits"]): Promise<EditionWorld> {
  let gate: Deferred<undefined> | undefined;
  let held = 0;
  const world = libraryWorld(await emulator({ settings: { crmEdition, crmConcurrency: 1_000 } }), {
    ...(limits !== undefined && { limits }),
    through: (send) => async (exchange) => {
      held++;
      await gate?.promise;
      return send(exchange);
    },
  });
  const atOnce = async (call: ApiCall, zoho = world.zoho): Promise<number> => {
    await zoho.caller.call(call);
    held = 0;
    gate = new Deferred<undefined>();
    const calls = Array.from({ length: 30 }, () => zoho.caller.call(call));
    await settled();
    const count = held;
    gate.resolve(undefined);
    gate = undefined;
    await Promise.all(calls);
    return count;
  };
  return { ...world, atOnce };
}

const FIELDS = new URLSearchParams({ fields: "City" });

function leads(connection: Connection): ApiCall {
  return { connection, product: "crm", method: "GET", path: "Leads", query: FIELDS };
}

function org(connection: Connection): ApiCall {
  return { connection, product: "crm", method: "GET", path: "org" };
}

async function found(
  zoho: ZohoRuntime,
  { realm, name }: Pick<Connection, "realm" | "name">,
): Promise<Connection> {
  const connection = await zoho.connections.find(realm, name);
  if (connection === undefined) throw new Error(`there is no ${name}`);
  return connection;
}

describe("The edition of an org", () => {
  test.each([
    ["free", 5],
    ["standard", 10],
    ["professional", 15],
    ["enterprise", 20],
    ["ultimate", 25],
  ] as const)("%s: %i calls run at once, also after a restart", async (edition, limit) => {
    const world = await begin(edition);
    const connection = await connect(world, "us", {});
    expect(connection.pins.edition).toEqual({ name: edition, toldAt: world.clock.now() });
    expect(await world.atOnce(leads(connection))).toBe(limit);
    const restarted = world.restart();
    expect(await world.atOnce(leads(await found(restarted, connection)), restarted)).toBe(limit);
  });

  test("what the owner says counts more", async () => {
    const world = await begin("ultimate", { concurrency: { crm: 3 } });
    expect(await world.atOnce(leads(await connect(world, "us", {})))).toBe(3);
  });

  test("unknown where no scope lets Zoho say it: 10 as ever", async () => {
    const world = await begin("ultimate");
    const connection = await connect(world, "us", {}, { scopes: ["ZohoCRM.modules.ALL"] });
    expect(connection.pins.edition).toBeUndefined();
    expect(await world.atOnce(leads(connection))).toBe(10);
  });

  test("a connection of an older version goes on with 10, until the org is read", async () => {
    const world = await begin("ultimate");
    const { id } = await connect(world, "us", {});
    const record = await world.zoho.vault.update("grant", id, (current) => {
      if (current?.current === undefined) return current;
      const { edition: _later, ...pins } = current.current.pins;
      return { ...current, current: { ...current.current, pins } };
    });
    if (record === undefined) throw new Error("the connection is gone");
    const restarted = world.restart();
    const older = await found(restarted, record);
    expect(await world.atOnce(leads(older), restarted)).toBe(10);
    await restarted.caller.call(org(older));
    const newer = await found(restarted, older);
    expect(newer.pins.edition?.name).toBe("ultimate");
    expect(await world.atOnce(leads(newer), restarted)).toBe(25);
  });

  test("another edition counts as soon as the org is read, for all that reach the org, and after a restart", async () => {
    const world = await begin("enterprise");
    const first = await connect(world, "us", {});
    const second = await connect(world, "us", {}, { connectionName: "second" });
    await setZoho(world, { crmEdition: "free" });
    await world.clock.pass(60_000);
    await world.zoho.caller.call(org(first));
    expect(await world.atOnce(leads(await found(world.zoho, first)))).toBe(5);
    // What this one was told is older.
    expect(second.pins.edition?.name).toBe("enterprise");
    expect(await world.atOnce(leads(second))).toBe(5);
    const restarted = world.restart();
    expect((await found(restarted, first)).pins.edition?.name).toBe("free");
    await setZoho(world, { crmEdition: "enterprise" });
    await world.clock.pass(60_000);
    await world.zoho.caller.call(org(second));
    expect(await world.atOnce(leads(await found(world.zoho, second)))).toBe(20);
  });

  test("does not matter to other products on its platform", async () => {
    const world = await begin("ultimate");
    const scopes = ["ZohoCRM.org.READ", "ZohoRecruit.modules.ALL"];
    const connection = await connect(world, "us", {}, { scopes });
    expect(connection.pins.edition?.name).toBe("ultimate");
    expect(await world.atOnce({ ...leads(connection), product: "recruit", path: "Candidates" })).toBe(10);
  });
});
