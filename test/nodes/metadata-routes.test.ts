import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { READY_MADE_SERVER_CLIENT } from "../../src/emulator/ready-made-clients";
import { openFileVault } from "../../src/vault/file-vault";
import { allFiles, type Canaries, findCanaries } from "./support/canaries";
import { startWorld, type World } from "./support/world";
import { client, declared, probeIn, request, TAB } from "./support/zoho-flow";

/** What the dialog of `zoho-changes` sends. */
const QUESTION = {
  client: "client",
  realm: "emulator",
  clientType: "server",
  connection: "acme",
  product: "crm",
  org: "",
  module: "Leads",
};
const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  probeIn("in", "call"),
  request("call", { product: "", method: "" }, [[]]),
];
const ROUTES = ["zoho/metadata/modules", "zoho/metadata/fields"] as const;
const JSON_TYPE = { "content-type": "application/json" };

interface Told {
  readonly parts: readonly { readonly name: string; readonly label: string }[];
  readonly edition?: string;
}

function post(world: World, path: string, body: unknown, headers: object = {}): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return world.nodeRed.admin(path, { method: "POST", headers: { ...JSON_TYPE, ...headers }, body: text });
}

describe.each(["4.1", "5"] as const)("the routes that tell modules and fields on Node-RED %s", (version) => {
  let world: World;
  let secrets: Canaries;
  /** All that was ever answered here. */
  const answered: string[] = [];
  beforeAll(async () => {
    world = await startWorld({ version, flows: FLOWS, ready: ["acme"] });
    const vault = await openFileVault({ directory: vaultDirectory(), keys: [] });
    const [id = ""] = await vault.ids("grant");
    // A connection counts as healthy a moment before its first access token is on the disk.
    const accessToken = await vi.waitFor(async () => {
      const token = (await vault.read("access", id))?.token;
      if (token === undefined) throw new Error("no access token yet");
      return token;
    }, 20_000);
    secrets = {
      clientSecret: READY_MADE_SERVER_CLIENT.clientSecret,
      refreshToken: (await vault.read("grant", id))?.current?.refreshToken ?? "",
      accessToken,
    };
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.emulator.clearFaults();
    await world.emulator.forgetRequests();
  });

  const vaultDirectory = (): string => join(world.nodeRed.userDir, "zoho");

  async function asked(path: string, body: unknown, headers: object = {}): Promise<Response> {
    const response = await post(world, path, body, headers);
    answered.push(JSON.stringify([...response.headers]), await response.clone().text());
    return response;
  }

  async function told(path: (typeof ROUTES)[number], more: object = {}): Promise<Told> {
    const response = await asked(path, { ...QUESTION, ...more });
    expect(response.status).toBe(200);
    return (await response.json()) as Told;
  }

  /** A refusal has changed nothing on disk and asked nobody. */
  async function expectRefused(statuses: readonly number[], ask: () => Promise<Response>): Promise<void> {
    const before = await allFiles(vaultDirectory());
    const response = await ask();
    expect(statuses).toContain(response.status);
    expect(await allFiles(vaultDirectory())).toEqual(before);
    expect(await world.emulator.requests()).toEqual([]);
  }

  test("tell the modules and fields of an org, and its edition; the same question makes one call", async () => {
    const both = await Promise.all([told(ROUTES[0]), told(ROUTES[0])]);
    const modules = await told(ROUTES[0]);
    expect(both).toEqual([modules, modules]);
    expect(modules.parts).toContainEqual({ name: "Leads", label: "Leads" });
    expect(modules.edition).toBe("enterprise");
    const fields = await told(ROUTES[1]);
    expect(fields.parts).toContainEqual({
      name: "Last_Name",
      label: "Last Name",
      kind: "text",
      isMandatory: true,
    });
    expect(fields.parts.find(({ name }) => name === "Lead_Source")).toMatchObject({
      kind: "picklist",
      values: expect.arrayContaining(["Advertisement"]) as string[],
    });
    expect(await told(ROUTES[1])).toEqual(fields);
    await told(ROUTES[1], { module: "Contacts" });
    const paths = (await world.emulator.apiCalls()).map(({ method, path }) => `${method} ${path}`);
    expect(paths).toEqual([
      "GET /crm/v8/settings/modules",
      "GET /crm/v8/settings/fields?module=Leads",
      "GET /crm/v8/settings/fields?module=Contacts",
    ]);
  });

  test("a failure is told with its remedy, and is not remembered", async () => {
    await world.emulator.faults({ match: { path: "/crm/v8/settings/fields" }, fault: "scopeMismatch" });
    const failed = await asked(ROUTES[1], { ...QUESTION, module: "Deals" });
    expect(failed.status).toBe(200);
    expect(await failed.json()).toMatchObject({
      parts: [],
      cause: { code: "invalid_scope", remedy: expect.stringMatching(/scope/) as string },
    });
    await world.emulator.clearFaults();
    expect((await told(ROUTES[1], { module: "Deals" })).parts).toContainEqual(
      expect.objectContaining({ name: "Deal_Name", label: "Deal Name" }),
    );
  });

  test.each([
    ["an unknown connection", { connection: "nobody" }, "unknown_connection"],
    ["a connection named as every object's own", { connection: "constructor" }, "unknown_connection"],
    ["a client without connections", { clientType: "device", connection: "" }, "no_connections"],
    ["an unknown client", { realm: "zoho", client: "nobody" }, "missing_credentials"],
    ["a node that is no client", { realm: "zoho", client: "call" }, "missing_credentials"],
    ["a client named as every object's own", { realm: "zoho", client: "__proto__" }, "missing_credentials"],
    ["an org that the connection does not reach", { org: "1234567" }, "wrong_org"],
  ])("of %s nothing is told but why", async (_what, more, code) => {
    for (const path of ROUTES)
      await expectRefused([200], async () => {
        const response = await asked(path, { ...QUESTION, ...more });
        expect(await response.clone().json()).toMatchObject({ parts: [], cause: { code } });
        return response;
      });
  });

  test.each([
    ["a connection that is a path", { connection: "../../grant/acme" }, "invalid_input"],
    ["a connection that begins as no name does", { connection: "__proto__" }, "invalid_input"],
    ["a client that is a path", { realm: "zoho", client: "../../../etc/passwd" }, "invalid_input"],
    ["a client type that is none", { clientType: "toString" }, "invalid_input"],
    ["an unknown product", { product: "__proto__" }, "invalid_input"],
    ["a huge connection", { connection: "x".repeat(100_000) }, "invalid_input"],
    ["a huge org", { org: "1".repeat(1_000_000) }, "invalid_input"],
    ["an org that is an object", { org: { toString: "1" } }, "invalid_input"],
    ["an org that would end a header", { product: "desk", org: "1\r\nx-evil: 1" }, "invalid_input"],
    ["an org that is a path", { product: "books", org: "../../1" }, "invalid_input"],
  ])("%s is refused", async (_what, more, code) => {
    for (const path of ROUTES)
      await expectRefused([400], async () => {
        const response = await asked(path, { ...QUESTION, ...more });
        expect(await response.clone().json()).toMatchObject({ cause: { code } });
        return response;
      });
  });

  test.each([
    ["no module", { module: "" }],
    ["a parent folder", { module: ".." }],
    ["a way out", { module: "../../../oauth/v2/token" }],
    ["an encoded way out", { module: "Leads%2f..%2f..%2forg" }],
    ["a way out by backslashes", { module: "..\\..\\org" }],
    ["a query", { module: "Leads?per_page=200" }],
    ["another host", { module: "//evil.example/Leads" }],
    ["a null byte", { module: "Leads\0" }],
    ["a list", { module: ["Leads"] }],
    ["what is huge", { module: "a".repeat(1_000_000) }],
    ["a record of Books", { product: "books", module: "contacts/460000000026049" }],
    ["the settings of Books", { product: "books", module: "settings/taxes" }],
    ["a form of Creator", { product: "creator", module: "owner/app/form/Order" }],
    ["a report of Creator without its owner", { product: "creator", module: "Orders" }],
  ])("%s is no module", async (_what, more) => {
    await expectRefused([400], async () => {
      const response = await asked(ROUTES[1], { ...QUESTION, ...more });
      expect(await response.clone().json()).toMatchObject({ cause: { code: "invalid_input" } });
      return response;
    });
  });

  test.each([
    ["nothing", ""],
    ["no object", "[]"],
    ["null", "null"],
    ["half of it", JSON.stringify(QUESTION).slice(0, 40)],
    ["an own prototype", '{"__proto__":{"realm":"emulator","clientType":"server","product":"crm"}}'],
    ["10 MB of spaces", `${" ".repeat(10_000_000)}{}`],
    ["a module of 10 MB", JSON.stringify({ ...QUESTION, module: "a".repeat(10_000_000) })],
  ])("a body with %s is refused", async (_what, body) => {
    for (const path of ROUTES) await expectRefused([400, 413], () => asked(path, body));
  });

  test.each([
    ["a foreign origin", { origin: "https://evil.example" }],
    ["a cross-site fetch", { "sec-fetch-site": "cross-site" }],
    ["a fetch of another port or subdomain", { "sec-fetch-site": "same-site" }],
    ["a page that claims a proxy", { origin: "https://evil.example", "x-forwarded-host": "evil.example" }],
  ])("%s is turned away", async (_what, headers) => {
    for (const path of ROUTES) await expectRefused([403], () => asked(path, QUESTION, headers));
  });

  test("our own editor is let through, its answers are stored nowhere and no other page may read them", async () => {
    const { host } = new URL(world.nodeRed.url);
    for (const headers of [{ origin: `http://${host}` }, { "sec-fetch-site": "same-origin" }]) {
      const response = await asked(ROUTES[0], QUESTION, headers);
      expect(response.status).toBe(200);
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  test("nothing but a POST of JSON is looked at", async () => {
    const form = "application/x-www-form-urlencoded";
    for (const path of ROUTES) {
      for (const type of ["text/plain", form])
        await expectRefused([415], () => asked(path, QUESTION, { "content-type": type }));
      for (const method of ["GET", "PUT", "DELETE", "PATCH"])
        await expectRefused([404], () => world.nodeRed.admin(path, { method }));
    }
    await expectRefused([404], () => asked("zoho/metadata/..%2f..%2fsettings", QUESTION));
    await expectRefused([404], () => asked("zoho/metadata/records", QUESTION));
  });

  test("nothing secret was in any answer or in the log", () => {
    for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThan(30);
    expect(answered.length).toBeGreaterThan(0);
    expect(findCanaries(answered.join("\n") + world.nodeRed.log(), secrets)).toEqual([]);
  });
});

describe("the routes that tell modules and fields under adminAuth", () => {
  let world: World;
  beforeAll(async () => {
    // bcrypt of "secret" for all.
    const password = "$2b$08$JTyB4LrytzosSjZhCkVq/.zb4lO/LW2BFQXsni/WVP5WQHifFXt/i";
    const users = [
      { username: "reader", password, permissions: "read" },
      { username: "other", password, permissions: ["flows.read", "zoho-request.read"] },
    ];
    world = await startWorld({ flows: FLOWS, settings: { adminAuth: { type: "credentials", users } } });
    await world.nodeRed.login("reader", "secret", "read");
    // Until the declared connection has been consented to.
    await vi.waitFor(async () => {
      const response = await post(world, ROUTES[0], QUESTION);
      expect(await response.json()).not.toHaveProperty("cause");
    }, 20_000);
    await world.emulator.forgetRequests();
  });
  afterAll(() => world.close());

  async function statuses(headers: object, more: object = {}): Promise<readonly number[]> {
    const responses = ROUTES.map((path) => post(world, path, { ...QUESTION, ...more }, headers));
    return (await Promise.all(responses)).map(({ status }) => status);
  }

  test("nobody and strangers are told nothing", async () => {
    for (const authorization of ["", "Bearer x", "Bearer undefined", "Basic cmVhZGVyOnNlY3JldA=="])
      expect(await statuses({ authorization }, { module: "Accounts" })).toEqual([401, 401]);
    expect(await world.emulator.requests()).toEqual([]);
  });

  test("who may not read clients is told nothing; who may read is told, and changes nothing by it", async () => {
    await world.nodeRed.login("other", "secret", "flows.read zoho-request.read");
    expect(await statuses({}, { module: "Accounts" })).toEqual([401, 401]);
    expect(await world.emulator.requests()).toEqual([]);
    await world.nodeRed.login("reader", "secret", "read");
    const before = await allFiles(join(world.nodeRed.userDir, "zoho"));
    expect(await statuses({}, { module: "Accounts" })).toEqual([200, 200]);
    expect(await allFiles(join(world.nodeRed.userDir, "zoho"))).toEqual(before);
  });
});
