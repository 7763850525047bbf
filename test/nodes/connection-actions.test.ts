import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { connectionsOf, startWorld, type World } from "./support/world";

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  probeIn("in", "call"),
  request("call", { path: "org", errors: "output" }, [["out"], ["refused"]]),
  probeOut("out"),
  probeOut("refused"),
];

/** What can't be the name of a connection. */
const BAD_NAMES: readonly unknown[] = [
  {},
  { name: "" },
  { name: 7 },
  { name: null },
  { name: ["x"] },
  { name: "../../etc" },
  { name: "-x" },
  { name: "a\nb" },
  { name: "x".repeat(65) },
];

/** What is the ID of no connection. */
const BAD_IDS = ["0".repeat(32), "nobody", "..%2f..%2fetc", "%00", "A", "__proto__", "x".repeat(300), "*"];

describe.each(["4.1", "5"] as const)("what is done to a row of the table on Node-RED %s", (version) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ version, flows: FLOWS, ready: ["acme"] });
  });
  afterAll(() => world.close());

  function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return world.nodeRed.admin(`zoho/connections/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  }

  async function idOf(name: string): Promise<string> {
    return (await connectionsOf(world.nodeRed)).find((one) => one.name === name)?.id ?? "none";
  }

  /** Makes a connection that no client declares. */
  async function connectedByCode(connection: string): Promise<string> {
    const scopes = ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"];
    const code = await world.emulator.grantCode({ scope: scopes.join(",") });
    const dialog = { id: "undeployed", realm: "emulator", clientType: "self", dataCenter: "us", scopes };
    const response = await world.nodeRed.admin("zoho/grant-code", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ client: dialog, connection, code }),
    });
    const { connection: made } = (await response.json()) as { connection: { id: string } };
    return made.id;
  }

  test("a test costs one read, and shows org and time", async () => {
    const id = await idOf("acme");
    await world.emulator.forgetRequests();
    const answer = await post(`${id}/test`, {});
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      state: "works",
      asked: "GET /crm/v8/org",
      org: { name: "Acme" },
      tookMs: expect.any(Number) as number,
    });
    const api = (await world.emulator.requests()).filter(({ host }) => host.startsWith("www."));
    expect(api.map(({ path }) => path)).toEqual(["/crm/v8/org"]);
    const [row] = await connectionsOf(world.nodeRed);
    expect(row).toMatchObject({ lastUsed: { by: "call" } });
  });

  test("a rename keeps the connection and its token, and the old name is gone", async () => {
    const id = await connectedByCode("first");
    await world.emulator.forgetRequests();
    const answer = await post(`${id}/rename`, { name: "second" });
    expect(await answer.json()).toMatchObject({
      former: "first",
      connection: { name: "second", state: "healthy" },
    });
    expect(await world.emulator.requests()).toEqual([]);
    const selfClient = await connectionsOf(world.nodeRed, "realm=emulator&clientType=self");
    expect(selfClient.map(({ name }) => name)).toEqual(["second"]);
    expect(await (await post(`${selfClient[0]?.id ?? ""}/test`, {})).json()).toMatchObject({
      state: "works",
    });
    expect((await post(`${id}/test`, {})).status).toBe(404);
  });

  test("a name that is declared stays, and is not taken", async () => {
    const other = await connectedByCode("undeclared");
    for (const [id, name] of [
      [await idOf("acme"), "free"],
      [other, "acme"],
    ] as const) {
      const refused = await post(`${id}/rename`, { name });
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ cause: { code: "name_declared" } });
    }
  });

  test("what is no name and no connection is refused, says nothing secret, and changes nothing", async () => {
    const id = await idOf("acme");
    const before = await connectionsOf(world.nodeRed);
    const answers = [
      ...BAD_NAMES.map((body) => post(`${id}/rename`, body)),
      ...BAD_IDS.flatMap((bad) => [post(`${bad}/test`, {}), post(`${bad}/rename`, { name: "free" })]),
    ];
    for (const answer of await Promise.all(answers)) {
      expect(answer.status, answer.url).toBeGreaterThanOrEqual(400);
      expect(answer.status, answer.url).toBeLessThan(500);
      expect(await answer.text()).not.toContain("1000.");
    }
    expect(await connectionsOf(world.nodeRed)).toEqual(before);
  });

  test.each([
    ["another site", { "sec-fetch-site": "cross-site" }, 403],
    ["a foreign origin", { origin: "https://evil.example" }, 403],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }, 415],
  ])("%s is turned away", async (_what, headers, status) => {
    const id = await idOf("acme");
    for (const action of ["test", "rename"]) {
      expect((await post(`${id}/${action}`, { name: "taken" }, headers)).status).toBe(status);
    }
    expect(await idOf("acme")).toBe(id);
  });
});

describe("what is done to a row of the table, under adminAuth", () => {
  let world: World;
  beforeAll(async () => {
    // bcrypt of "secret".
    const password = "$2b$08$JTyB4LrytzosSjZhCkVq/.zb4lO/LW2BFQXsni/WVP5WQHifFXt/i";
    const users = [{ username: "reader", password, permissions: "read" }];
    world = await startWorld({ flows: [], settings: { adminAuth: { type: "credentials", users } } });
  });
  afterAll(() => world.close());

  test("is for who may write", async () => {
    const all = async (): Promise<readonly number[]> => {
      const answers = ["test", "rename"].map((action) =>
        world.nodeRed.admin(`zoho/connections/${"0".repeat(32)}/${action}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: "{}",
        }),
      );
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await all()).toEqual([401, 401]);
    await world.nodeRed.login("reader", "secret", "read");
    expect(await all()).toEqual([401, 401]);
  });
});
