import { describe, expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import {
  connectWithClientCredentials,
  connectWithRefreshToken,
  type ConsentOutcome,
  type DeviceRequest,
  disconnect,
} from "../../src/index";
import { emulator } from "../emulator/support/running";
import { settled } from "../unit/support/held-clock";
import { expectCode } from "../unit/support/expect-zoho-error";
import {
  askedBy,
  connect,
  CRM_SCOPES,
  libraryWorld,
  type LibraryWorld,
  pass,
  setZoho,
  signIn,
} from "./support/library-world";

async function fresh(): Promise<LibraryWorld> {
  return libraryWorld(await emulator());
}

function deviceRequest(zoho: RunningEmulator): DeviceRequest {
  const { clientId, clientSecret } = zoho.ready.clients.device;
  return {
    realm: "zoho",
    connectionName: "gateway",
    clientId,
    clientSecret,
    dataCenter: "us",
    allowedDataCenters: ["us", "eu"],
    scopes: CRM_SCOPES,
    startedBy: "test",
    timeoutMs: 600_000,
  };
}

/** Lets the library's requests to the emulator come and go. */
async function poll(world: LibraryWorld, seconds: number): Promise<void> {
  const before = world.sent.length;
  await pass(world, seconds);
  for (let turn = 0; turn < 400 && world.sent.length === before; turn++) await settled();
  for (let turn = 0; turn < 40; turn++) await settled();
}

async function outcomeOf(world: LibraryWorld, ticket: string): Promise<ConsentOutcome | undefined> {
  for (let turn = 0; turn < 400; turn++) {
    const outcome = world.zoho.consents.outcomes.of(ticket);
    if (outcome !== undefined) return outcome;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return undefined;
}

describe("a device code", () => {
  test("is shown, typed on another screen, and becomes a connection that refreshes", async () => {
    const world = await fresh();
    const started = await world.zoho.consents.startDevice(deviceRequest(world.emulator));
    expect(started.userCode).toMatch(/^[B-Z]{4}-[B-Z]{4}$/);
    expect(started.url.href).toBe("https://accounts.zoho.com/oauth/v3/device");
    expect(started.completeUrl?.searchParams.get("user_code")).toBe(started.userCode);
    expect(started.expiresAt).toBe(world.clock.now() + 300_000);
    await poll(world, 30);
    expect(world.zoho.consents.outcomes.of(started.ticket)).toBeUndefined();
    await signIn(world, "us");
    await poll(world, 30);
    const outcome = await outcomeOf(world, started.ticket);
    expect(outcome).toMatchObject({ state: "connected", connection: { name: "gateway", dataCenter: "us" } });
    const connection = await world.zoho.connections.find("zoho", "gateway");
    await world.zoho.tokens.force(connection?.id ?? "");
    expect(await world.zoho.vault.ids("start")).toEqual([]);
  });

  test.each(["ms", "s"])("may tell its times in %s", async (deviceUnits) => {
    const world = await fresh();
    await setZoho(world, { deviceUnits, deviceInterval: 5 });
    const started = await world.zoho.consents.startDevice(deviceRequest(world.emulator));
    expect(started.expiresAt).toBe(world.clock.now() + 300_000);
    expect(world.clock.sleeps).toContain(5_000);
    await world.zoho.consents.cancel(started.ticket);
  });

  test("goes on in the person's own data center, with the secret of that one alone", async () => {
    const world = await fresh();
    const started = await world.zoho.consents.startDevice(deviceRequest(world.emulator));
    await signIn(world, "eu");
    await poll(world, 30);
    await poll(world, 30);
    expect(await outcomeOf(world, started.ticket)).toMatchObject({
      state: "connected",
      connection: { dataCenter: "eu" },
    });
  });

  test("goes nowhere where that data center is not allowed", async () => {
    const world = await fresh();
    const request: DeviceRequest = { ...deviceRequest(world.emulator), allowedDataCenters: ["us"] };
    const started = await world.zoho.consents.startDevice(request);
    await signIn(world, "eu");
    await poll(world, 30);
    expect(await outcomeOf(world, started.ticket)).toMatchObject({
      state: "failed",
      error: { code: "wrong_data_center" },
    });
    expect(world.sent.every(({ url }) => url.host === "accounts.zoho.com")).toBe(true);
  });

  test("that is rejected ends so", async () => {
    const world = await fresh();
    const started = await world.zoho.consents.startDevice(deviceRequest(world.emulator));
    await signIn(world, "us", { answer: "reject" });
    await poll(world, 30);
    expect(await outcomeOf(world, started.ticket)).toMatchObject({ error: { code: "access_denied" } });
  });
});

describe("client credentials", () => {
  function acme(world: LibraryWorld, environment: string): string {
    const robin = world.emulator.ready.people.find(({ name }) => name === "Robin Vale");
    return robin?.orgs.find((org) => org.environment === environment && org.product === "crm")?.id ?? "";
  }

  const consent = (world: LibraryWorld) =>
    ({
      realm: "zoho",
      name: "hub",
      dataCenter: "us",
      scopes: CRM_SCOPES,
      ...world.emulator.ready.clients.self,
    }) as const;

  test.each(["Production", "Sandbox"])(
    "reach the %s org that they name, and no token lives on",
    async (environment) => {
      const world = await fresh();
      const soid = `ZohoCRM.${acme(world, environment)}`;
      const connection = await connectWithClientCredentials(world.zoho, consent(world), soid);
      expect(connection).toMatchObject({
        environment,
        pins: { level: "verified", orgId: acme(world, environment) },
      });
      await world.zoho.tokens.force(connection.id);
      const call = { connection, product: "crm", method: "GET", path: "org" } as const;
      expect((await world.zoho.caller.call(call)).status).toBe(200);
      expect(await disconnect(world.zoho, connection.id)).toEqual({ name: "hub", revoked: 0, left: 0 });
      expect(world.sent.some(({ url }) => url.pathname.includes("revoke"))).toBe(false);
    },
  );

  test("take no slot of the 20: a hundred connects push nobody out", async () => {
    const world = await fresh();
    await setZoho(world, { accessPer10min: 1_000 });
    const person = await connect(world, "us");
    const soid = `ZohoCRM.${acme(world, "Production")}`;
    for (let n = 0; n < 25; n++) await connectWithClientCredentials(world.zoho, consent(world), soid);
    const record = await world.zoho.vault.read(
      "grant",
      (await world.zoho.connections.find("zoho", "hub"))?.id ?? "",
    );
    expect(record).toMatchObject({ retired: [], current: { soid } });
    await world.zoho.tokens.force(person.id);
  });

  test.each(["", "ZohoCRM.999"])(
    "for an app that wants another soid than %j say what it wants",
    async (soid) => {
      const world = await fresh();
      const error = await expectCode(
        connectWithClientCredentials(world.zoho, consent(world), soid),
        "wrong_org",
      );
      expect(error.message).toContain("soid, such as ZohoCRM.1234567");
    },
  );

  test.each(["ZohoCRM", "ZohoCRM.", "12345", "ZohoCRM.1 2", "ZohoCRM.1,x"])(
    "have no soid like %j",
    async (soid) => {
      const world = await fresh();
      await expectCode(connectWithClientCredentials(world.zoho, consent(world), soid), "invalid_input");
      expect(world.sent).toHaveLength(0);
    },
  );
});

describe("a refresh token from elsewhere", () => {
  async function tokenOfAnother(world: LibraryWorld): Promise<string> {
    const other = libraryWorld(world.emulator);
    const { id } = await connect(other, "us");
    return (await other.zoho.vault.read("grant", id))?.current?.refreshToken ?? "";
  }

  const consent = (world: LibraryWorld) => {
    const { connectionName: name, ...rest } = askedBy(world, "us");
    return { ...rest, name };
  };

  test("is refreshed and proven by a call before it is used", async () => {
    const world = await fresh();
    const token = await tokenOfAnother(world);
    const connection = await connectWithRefreshToken(world.zoho, consent(world), ` ${token}\n`);
    expect(connection).toMatchObject({ name: "acme", pins: { level: "verified", orgName: "Acme" } });
    expect(world.sent.map(({ url }) => url.pathname)).toEqual([
      "/oauth/v2/token",
      "/crm/v8/org",
      "/crm/v8/users",
    ]);
    const call = { connection, product: "crm", method: "GET", path: "org" } as const;
    expect((await world.zoho.caller.call(call)).status).toBe(200);
  });

  test("pasted again changes nothing and asks nothing; under another name it is refused", async () => {
    const world = await fresh();
    const token = await tokenOfAnother(world);
    const { generation } = await connectWithRefreshToken(world.zoho, consent(world), token);
    const sent = world.sent.length;
    expect(await connectWithRefreshToken(world.zoho, consent(world), token)).toMatchObject({ generation });
    const other = { ...consent(world), name: "twin" };
    const error = await expectCode(connectWithRefreshToken(world.zoho, other, token), "grant_known");
    expect(error.message).toContain("belongs to 'acme'");
    await connect(world, "us");
    await expectCode(connectWithRefreshToken(world.zoho, consent(world), token), "grant_known");
    expect(world.sent.filter(({ url }) => url.pathname === "/oauth/v2/token")).toHaveLength(2);
    expect(sent).toBe(3);
  });

  test("that Zoho does not take leaves everything as it was", async () => {
    const world = await fresh();
    const before = await connect(world, "us");
    const dead = `1000.${"0".repeat(32)}.${"0".repeat(32)}`;
    await expectCode(connectWithRefreshToken(world.zoho, consent(world), dead), "grant_revoked");
    expect(await world.zoho.connections.find("zoho", "acme")).toEqual(before);
    await world.zoho.tokens.force(before.id);
  });
});

describe("a redirect that could not be opened", () => {
  async function redirected(
    world: LibraryWorld,
  ): Promise<{ readonly address: string; readonly ticket: string }> {
    await signIn(world, "us");
    const started = await world.zoho.consents.start(askedBy(world, "us"));
    const { location } = await world.visit(started.url);
    return { address: location?.href ?? "", ticket: started.ticket };
  }

  test("is copied out of the address bar and ends the consent, once", async () => {
    const world = await fresh();
    const { address } = await redirected(world);
    expect(await world.zoho.consents.finishPasted(` ${address}\n`)).toMatchObject({
      state: "connected",
      connection: { name: "acme", pins: { orgName: "Acme" } },
    });
    await expectCode(world.zoho.consents.finishPasted(address), "callback_invalid");
  });

  test("goes through the checks of the callback: a forged server gets nothing", async () => {
    const world = await fresh();
    const { address } = await redirected(world);
    const forged = new URL(address);
    forged.searchParams.set("accounts-server", "https://accounts.zoho.com.evil.example");
    expect(await world.zoho.consents.finishPasted(forged.href)).toMatchObject({
      error: { code: "forged_callback" },
    });
    expect(world.sent).toHaveLength(0);
  });

  test("is not ended by the address of Zoho's own page, nor by a stranger's state", async () => {
    const world = await fresh();
    const { address, ticket } = await redirected(world);
    const page = await world.zoho.consents.start({ ...askedBy(world, "us"), connectionName: "other" });
    await expectCode(world.zoho.consents.finishPasted(page.url.href), "invalid_input");
    const strange = new URL(address);
    strange.searchParams.set("state", "x".repeat(43));
    await expectCode(world.zoho.consents.finishPasted(strange.href), "callback_invalid");
    expect(await world.zoho.consents.standingOf(ticket)).toMatchObject({ state: "waiting" });
    expect((await world.zoho.consents.finishPasted(address)).state).toBe("connected");
  });
});
