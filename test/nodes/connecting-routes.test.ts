/** The dialog's routes for the ways that need no window of this browser, and for the window that leads nowhere. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CLIENT_DEFAULTS } from "../../nodes/zoho-client/config";
import { connectionsOf, startWorld, type World } from "./support/world";

/** Nothing listens there: what a gateway behind a router looks like to the person's browser. */
const UNREACHABLE = "https://gateway.example/zoho/callback";

function dialog(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...CLIENT_DEFAULTS, id: "undeployed", realm: "emulator", credentials: {}, ...more };
}

const DEVICE = dialog({ clientType: "device" });
const SELF = dialog({ clientType: "self" });

/** Routes with a body that would do something. */
const ROUTES = [
  ["zoho/connect/device", { client: DEVICE, connection: "x" }],
  ["zoho/connect/credentials", { client: SELF, connection: "x", soid: "ZohoCRM.1" }],
  ["zoho/connect/pasted", { ticket: "0".repeat(64), address: `${UNREACHABLE}?state=a&code=b` }],
] as const;

/** Bodies that are refused, whichever of the two routes that take a client they come to. */
const BAD_BODIES: readonly object[] = [
  {},
  { connection: "x" },
  { client: null, connection: "x" },
  { client: "device", connection: "x" },
  ...["", 7, null, ["x"], "../../etc", "-x", "a\nb", "x".repeat(65), "__proto__"].map((connection) => ({
    client: DEVICE,
    connection,
  })),
  ...["mars", "", 7].map((dataCenter) => ({ client: { ...DEVICE, dataCenter }, connection: "x" })),
  ...[[], ["nonsense"], "ZohoCRM.org.READ", [7]].map((scopes) => ({
    client: { ...DEVICE, scopes },
    connection: "x",
  })),
  { client: { ...DEVICE, realm: "elsewhere" }, connection: "x" },
  { client: { ...DEVICE, clientType: "browser" }, connection: "x" },
  { client: { ...DEVICE, realm: "zoho" }, connection: "x" },
  { client: { ...DEVICE, credentials: { clientId: "1000.REAL" } }, connection: "x" },
  { client: DEVICE, connection: "x", elsewhere: "force" },
];

/** Addresses that end no consent. */
const BAD_ADDRESSES: readonly unknown[] = [
  undefined,
  "",
  7,
  {},
  "no address",
  "javascript:alert(1)",
  "ftp://gateway.example/?state=a&code=b",
  UNREACHABLE,
  `${UNREACHABLE}?code=1000.a.b`,
  `${UNREACHABLE}?state=a`,
  `${UNREACHABLE}?state=a&state=b&code=1000.a.b`,
  `${UNREACHABLE}?state=unknown&code=1000.a.b`,
  "https://accounts.zoho.com/oauth/v2/auth?state=a&code=b",
  `${UNREACHABLE}?state=${"x".repeat(9_000)}`,
];

describe.each(["4.1", "5"] as const)("the dialog's routes for every way on Node-RED %s", (version) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ version, flows: [] });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.emulator.settings({
      autoConsent: null,
      autoConsentOrg: "Acme (Production)",
      autoConsentAnswer: "accept",
      deviceInterval: 2,
      deviceCodeTtl: 300,
    });
  });

  function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return world.nodeRed.admin(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  }

  async function json(response: Response): Promise<Record<string, unknown>> {
    return (await response.json()) as Record<string, unknown>;
  }

  async function status(ticket: unknown): Promise<Record<string, unknown>> {
    return json(await world.nodeRed.admin(`zoho/connect/${String(ticket)}`));
  }

  /** Looks until the consent has ended. */
  function ends(ticket: unknown) {
    return expect.poll(() => status(ticket), { timeout: 50_000, interval: 200 });
  }

  async function soid(environment: string): Promise<string> {
    const robin = world.running.ready.people.find(({ name }) => name === "Robin Vale");
    const org = robin?.orgs.find((one) => one.environment === environment && one.product === "crm");
    return `ZohoCRM.${org?.id ?? ""}`;
  }

  describe("a code that is typed on another screen", () => {
    test("is told with its page and its time, and nothing secret; the connection follows", async () => {
      const answer = await post("zoho/connect/device", { client: DEVICE, connection: "device" });
      expect(answer.status).toBe(200);
      const started = await json(answer);
      expect(started).toEqual({
        ticket: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        userCode: expect.stringMatching(/^\S{4,}$/) as string,
        url: expect.stringContaining("/oauth/v3/device") as string,
        completeUrl: expect.stringContaining("user_code=") as string,
        expiresAt: expect.stringMatching(/Z$/) as string,
        secondsLeft: expect.any(Number) as number,
      });
      expect(started["secondsLeft"]).toBeGreaterThan(200);
      expect(await status(started["ticket"])).toMatchObject({ state: "waiting" });
      // Polls come two seconds apart; on a busy machine one may come early, which Zoho punishes.
      await world.emulator.settings({ autoConsent: "Robin Vale", deviceInterval: 1 });
      await ends(started["ticket"]).toMatchObject({
        state: "connected",
        connection: { name: "device", orgName: "Acme", state: "healthy" },
      });
    });

    test("stays the same while it waits, so that a second press costs nobody his typing", async () => {
      const body = { client: DEVICE, connection: "twice" };
      const first = await json(await post("zoho/connect/device", body));
      const second = await json(await post("zoho/connect/device", body));
      expect(second["userCode"]).toBe(first["userCode"]);
      expect(second["ticket"]).toBe(first["ticket"]);
    });

    test.each([
      ["was rejected", { autoConsent: "Robin Vale", autoConsentAnswer: "reject" }, "access_denied"],
      ["has run out", { deviceCodeTtl: 2 }, "device_code_expired"],
    ])("that %s is told so", async (what, settings, code) => {
      await world.emulator.settings(settings);
      const body = { client: DEVICE, connection: what.replaceAll(" ", "-") };
      const { ticket } = await json(await post("zoho/connect/device", body));
      await ends(ticket).toMatchObject({ state: "failed", cause: { code } });
    });
  });

  describe("client credentials", () => {
    test("connect at once, and move only on purpose", async () => {
      const body = { client: SELF, connection: "by-itself", soid: await soid("Production") };
      const answer = await post("zoho/connect/credentials", body);
      expect(await json(answer)).toMatchObject({ connection: { name: "by-itself", orgName: "Acme" } });
      const sandbox = { ...body, soid: await soid("Sandbox") };
      const refused = await post("zoho/connect/credentials", sandbox);
      expect(refused.status).toBe(400);
      expect(await json(refused)).toMatchObject({ cause: { code: "pinned_elsewhere" } });
      const moved = await post("zoho/connect/credentials", { ...sandbox, elsewhere: "move" });
      expect(await json(moved)).toMatchObject({ connection: { name: "by-itself", environment: "Sandbox" } });
    });

    test.each([undefined, 7, "1234567", "../x", "ZohoCRM.", "ZohoCRM.1 2", "x".repeat(2_000)])(
      "with %j as soid are refused in words",
      async (bad) => {
        const before = await connectionsOf(world.nodeRed, "realm=emulator&clientType=self");
        const answer = await post("zoho/connect/credentials", { client: SELF, connection: "bad", soid: bad });
        expect(answer.status).toBe(400);
        expect(await json(answer)).toMatchObject({ cause: { code: "invalid_input" } });
        expect(await connectionsOf(world.nodeRed, "realm=emulator&clientType=self")).toEqual(before);
      },
    );
  });

  describe("an address that the browser could not open", () => {
    interface Started {
      readonly status: number;
      readonly ticket: string;
      readonly url: string;
      readonly cookie: string;
    }

    async function start(connection: string, more: object = {}): Promise<Started> {
      const client = dialog({ redirectUri: UNREACHABLE });
      const body = { client, connection, comesBack: "pasted", ...more };
      const answer = await post("zoho/connect", body);
      const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
      return { ...((await answer.json()) as Started), status: answer.status, cookie };
    }

    /** Where Zoho sends the browser once the person has accepted. */
    async function endOf(url: unknown): Promise<string> {
      await world.emulator.settings({ autoConsent: "Robin Vale" });
      const redirect = await fetch(String(url), { redirect: "manual" });
      const address = redirect.headers.get("location") ?? "";
      expect(address).toContain(UNREACHABLE);
      return address;
    }

    test("is refused before Zoho's page opens, unless it is to be pasted", async () => {
      const refused = await start("elsewhere", { comesBack: "callback" });
      expect(refused).toMatchObject({ status: 400, cause: { code: "redirect_elsewhere" } });
      expect(await start("elsewhere", { comesBack: "somehow" })).toMatchObject({ status: 400 });
      expect(await start("elsewhere")).toMatchObject({ status: 200 });
    });

    test("connects where it is pasted, once, and the answer has nothing of it", async () => {
      const { ticket, url, cookie } = await start("pasted");
      const address = await endOf(url);
      const answer = await post("zoho/connect/pasted", { ticket, address: ` ${address}\n` }, { cookie });
      const text = await answer.text();
      expect(JSON.parse(text)).toMatchObject({ state: "connected", connection: { name: "pasted" } });
      expect(text).not.toContain(new URL(address).searchParams.get("code"));
      const again = await post("zoho/connect/pasted", { ticket, address }, { cookie });
      expect(await json(again)).toMatchObject({ cause: { code: "callback_invalid" } });
    });

    test("is refused from another browser and for another consent, and the consent goes on waiting", async () => {
      const first = await start("first");
      const second = await start("second");
      const address = await endOf(first.url);
      const { ticket } = first;
      const stranger = await post("zoho/connect/pasted", { ticket, address });
      expect(await json(stranger)).toMatchObject({ cause: { code: "callback_invalid" } });
      const cookie = `${first.cookie}; ${second.cookie}`;
      const mixedUp = await post("zoho/connect/pasted", { ticket: second.ticket, address }, { cookie });
      expect(await json(mixedUp)).toMatchObject({ cause: { code: "invalid_input" } });
      for (const bad of BAD_ADDRESSES) {
        const answer = await post("zoho/connect/pasted", { ticket, address: bad }, { cookie });
        expect([bad, answer.status]).toEqual([bad, 400]);
        expect(await answer.text()).not.toContain("1000.a.b");
      }
      expect(await status(ticket)).toMatchObject({ state: "waiting" });
      const good = await post("zoho/connect/pasted", { ticket, address }, { cookie });
      expect(await json(good)).toMatchObject({ state: "connected" });
    });
  });

  test.each(["device", "credentials"])("%s: what can't be meant is refused with a reason", async (route) => {
    await world.emulator.forgetRequests();
    for (const body of BAD_BODIES) {
      const answer = await post(`zoho/connect/${route}`, { soid: "ZohoCRM.1", ...body });
      expect([body, answer.status]).toEqual([body, 400]);
      const { cause } = (await answer.json()) as { cause: { reason: string; remedy: string } };
      expect(cause.reason).not.toBe("");
      expect(cause.remedy).not.toBe("");
    }
    expect(await world.emulator.tokenCalls()).toBe(0);
  });

  test.each(ROUTES)("%s answers only the editor, and only JSON", async (path, body) => {
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://evil.example" }])
      expect((await post(path, body, headers)).status).toBe(403);
    expect((await post(path, body, { "content-type": "text/plain" })).status).toBe(415);
    expect((await world.nodeRed.admin(path, { method: "DELETE" })).status).toBe(404);
  });
});

describe("the dialog's routes for every way, under adminAuth", () => {
  let world: World;
  beforeAll(async () => {
    // bcrypt of "secret".
    const password = "$2b$08$JTyB4LrytzosSjZhCkVq/.zb4lO/LW2BFQXsni/WVP5WQHifFXt/i";
    const users = [{ username: "reader", password, permissions: "read" }];
    world = await startWorld({ flows: [], settings: { adminAuth: { type: "credentials", users } } });
  });
  afterAll(() => world.close());

  test("are for who may write", async () => {
    const all = async (): Promise<readonly number[]> => {
      const answers = ROUTES.map(([path, body]) =>
        world.nodeRed.admin(path, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      );
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await all()).toEqual([401, 401, 401]);
    await world.nodeRed.login("reader", "secret", "read");
    expect(await all()).toEqual([401, 401, 401]);
  });
});
