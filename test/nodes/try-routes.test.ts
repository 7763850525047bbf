import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { REQUEST_DEFAULTS, type RequestConfig } from "../../nodes/zoho-request/config";
import { allFiles, type Canaries, findCanaries } from "./support/canaries";
import { secretsOfConnection } from "./support/secrets-of-connection";
import { connectionsOf, startWorld, type World } from "./support/world";
import { client, declared, request, TAB } from "./support/zoho-flow";

const TAB_WITH_MODULE = { ...TAB, env: [{ name: "MODULE", value: "Leads", type: "str" }] };
const CALL = request("call", { product: "", method: "" }, [[]]);
const FLOWS = [
  TAB_WITH_MODULE,
  client("client", { connections: [declared("acme"), { ...declared("reader"), readOnly: true }] }),
  CALL,
];
const ROUTES = ["zoho/request/try", "zoho/request/dry-run"] as const;
const JSON_TYPE = { "content-type": "application/json" };
const QUESTION = { node: "call", client: "client", realm: "emulator", clientType: "server", message: "{}" };

interface Answer {
  readonly state: string;
  readonly url?: string;
  readonly cause?: { readonly code: string; readonly reason: string; readonly remedy: string };
  readonly payload?: { readonly text: string; readonly cutFrom?: number };
  readonly body?: { readonly text: string };
  readonly [more: string]: unknown;
}

function question(config: Partial<RequestConfig>, more: object = {}): object {
  return {
    ...QUESTION,
    config: { ...REQUEST_DEFAULTS, client: "client", connection: "acme", ...config },
    ...more,
  };
}

function post(world: World, path: string, body: object): Promise<Response> {
  return world.nodeRed.admin(path, { method: "POST", headers: JSON_TYPE, body: JSON.stringify(body) });
}

describe.each(["4.1", "5"] as const)("the routes that try a call on Node-RED %s", (version) => {
  let world: World;
  let secrets: Canaries;
  /** All that was ever answered here. */
  const answered: string[] = [];
  beforeAll(async () => {
    world = await startWorld({ version, flows: FLOWS, ready: ["acme", "reader"] });
    const [{ id } = { id: "" }] = await connectionsOf(world.nodeRed);
    secrets = await secretsOfConnection(world, id);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.emulator.clearFaults();
    await world.emulator.forgetRequests();
  });

  const vaultDirectory = (): string => join(world.nodeRed.userDir, "zoho");

  async function asked(path: string, body: object): Promise<Response> {
    const response = await post(world, path, body);
    answered.push(JSON.stringify([...response.headers]), await response.clone().text());
    return response;
  }

  async function told(
    path: (typeof ROUTES)[number],
    config: Partial<RequestConfig>,
    more: object = {},
  ): Promise<Answer> {
    const response = await asked(path, question(config, more));
    expect(response.status).toBe(200);
    return (await response.json()) as Answer;
  }

  const calls = async (): Promise<readonly string[]> =>
    (await world.emulator.apiCalls()).map(({ method, path }) => `${method} ${path}`);

  /** A refusal has changed nothing on disk and asked nobody. */
  async function expectRefused(statuses: readonly number[], ask: () => Promise<Response>): Promise<void> {
    const before = await allFiles(vaultDirectory());
    const response = await ask();
    expect(statuses).toContain(response.status);
    expect(await allFiles(vaultDirectory())).toEqual(before);
    expect(await world.emulator.requests()).toEqual([]);
  }

  test("a read is made as the node would make it, and its answer, cost and time are told", async () => {
    const tried = await told(
      ROUTES[0],
      {
        path: "Leads",
        query: [{ name: "fields", value: "{{fields}}", type: "str" }],
      },
      { message: JSON.stringify({ fields: "Last_Name" }) },
    );
    expect(tried).toMatchObject({ state: "answered", status: 200, method: "GET", credits: 1 });
    expect(tried.url).toMatch(/^https:\/\/www\.zohoapis\.com\/crm\/v8\/Leads\?fields=Last_Name$/);
    expect(tried["tookMs"]).toBeGreaterThanOrEqual(0);
    const shown = JSON.parse(tried.payload?.text ?? "") as readonly object[];
    expect(shown.length).toBe(tried["records"]);
    expect(shown[0]).toHaveProperty("Last_Name");
    expect(await calls()).toEqual(["GET /crm/v8/Leads?fields=Last_Name"]);
  });

  test("of a list that the node reads on only the first page is asked for", async () => {
    const tried = await told(ROUTES[0], {
      path: "Leads",
      paging: "array",
      pageSize: 1,
      query: [{ name: "fields", value: "Last_Name", type: "str" }],
    });
    expect(tried).toMatchObject({ state: "answered", records: 1, isFirstPage: true });
    expect((await calls()).length).toBe(1);
  });

  test("what the environment of the deployed node holds is used; of one that is not deployed it is unknown", async () => {
    const config = { path: "{{env.MODULE}}/actions/count" };
    expect((await told(ROUTES[0], config)).url).toMatch(/\/Leads\/actions\/count$/);
    await world.emulator.forgetRequests();
    const failed = await told(ROUTES[0], config, { node: "new.node" });
    expect(failed).toMatchObject({ state: "failed", cause: { code: "invalid_input" } });
    expect(failed.cause?.reason).toContain("deployed");
    expect(await calls()).toEqual([]);
  });

  test("a value that the sample lacks, an unknown connection and a refusal of Zoho's are told with their remedy", async () => {
    const missing = await told(ROUTES[0], { path: "Leads/{{payload.id}}" });
    expect(missing).toMatchObject({ state: "failed", cause: { code: "invalid_input" } });
    expect(missing.cause?.reason).toContain("payload.id");
    const unknown = await told(ROUTES[0], { path: "Leads", connection: "nobody" });
    expect(unknown).toMatchObject({ state: "failed", cause: { code: "unknown_connection" } });
    expect(await calls()).toEqual([]);
    const refused = await told(
      ROUTES[0],
      { path: "Leads/{{payload.id}}" },
      { message: JSON.stringify({ payload: { id: "1" } }) },
    );
    expect(refused).toMatchObject({ state: "failed", method: "GET" });
    expect(refused.url).toMatch(/\/Leads\/1$/);
    expect(refused.cause?.remedy).toMatch(/\w/);
  });

  test("a long answer is cut", async () => {
    const tried = await told(ROUTES[0], {
      path: "settings/fields",
      query: [{ name: "module", value: "Leads", type: "str" }],
    });
    expect(tried.payload?.text.length).toBe(20_000);
    expect(tried.payload?.cutFrom).toBeGreaterThan(20_000);
  });

  test("a dry run shows a write with its scopes, and asks nobody", async () => {
    const config: Partial<RequestConfig> = {
      method: "POST",
      path: "Leads",
      headers: [
        { name: "X-Trace", value: "one", type: "str" },
        { name: "X-Module", value: "MODULE", type: "env" },
      ],
    };
    const shown = await told(ROUTES[1], config, {
      message: JSON.stringify({ payload: { Last_Name: "Brown" } }),
    });
    expect(shown).toMatchObject({
      state: "shown",
      method: "POST",
      url: "https://www.zohoapis.com/crm/v8/Leads",
      connection: "acme",
      credits: 1,
      scopes: [{ scope: "ZohoCRM.modules.Leads.CREATE", isGranted: true }],
    });
    const headers = shown["headers"] as Record<string, string>;
    expect(Object.entries(headers).find(([name]) => name.toLowerCase() === "x-trace")?.[1]).toBe("one");
    expect(JSON.stringify(headers)).not.toContain("Leads");
    expect(JSON.stringify(headers).toLowerCase()).not.toContain("authorization");
    expect(JSON.parse(shown.body?.text ?? "")).toEqual({ data: [{ Last_Name: "Brown" }] });
    expect(await told(ROUTES[1], { path: "Deals" })).toMatchObject({ state: "shown", looksUp: "Deals" });
    expect(await told(ROUTES[1], { method: "DELETE", path: "settings/variables/1" })).toMatchObject({
      scopes: [{ scope: "ZohoCRM.settings.variables.DELETE" }],
    });
    expect(await world.emulator.requests()).toEqual([]);
  });

  test("what a connection may not do is said by a dry run as well", async () => {
    const config = { method: "POST", path: "Leads", connection: "reader" } as const;
    const failed = await told(ROUTES[1], config, {
      message: JSON.stringify({ payload: { Last_Name: "Brown" } }),
    });
    expect(failed).toMatchObject({ state: "failed", cause: { code: "read_only" } });
    expect(await world.emulator.requests()).toEqual([]);
  });

  test.each([
    ["a write", { method: "POST" }, { payload: { Last_Name: "x" } }],
    ["a deletion", { method: "DELETE", path: "Leads/1" }, {}],
    ["a HEAD", { method: "HEAD" }, {}],
    ["a method of the message", { method: "" }, { zoho: { method: "DELETE" } }],
    [
      "a method in a header",
      { headers: [{ name: "X-HTTP-Method-Override", value: "DELETE", type: "str" }] },
      {},
    ],
  ] as const)("%s is never tried, only shown", async (_what, config, message) => {
    const tried = await told(ROUTES[0], { path: "Leads", ...config } as Partial<RequestConfig>, {
      message: JSON.stringify(message),
    });
    expect(tried).toMatchObject({ state: "failed", cause: { code: "invalid_input" } });
    expect(tried.cause?.reason).toContain("Dry run");
    expect(await world.emulator.requests()).toEqual([]);
  });

  test.each([
    ["a parent folder", "../../oauth/v2/token"],
    ["an encoded way out", "Leads%2f..%2f..%2f..%2foauth"],
    ["another address", "https://evil.example/crm/v8/Leads"],
    ["backslashes", "..\\..\\oauth"],
    ["a line break", "Leads\r\nx-evil: 1"],
  ])("a path with %s leads nowhere", async (_what, path) => {
    for (const route of ROUTES) {
      const failed = await told(route, { path });
      expect(failed).toMatchObject({ state: "failed", cause: { class: "rejected" } });
    }
    expect(await world.emulator.requests()).toEqual([]);
  });

  test.each([
    ["no message", { message: undefined }],
    ["an object as message", { message: {} }],
    ["a list in JSON as message", { message: "[]" }],
    ["half a message", { message: "{" }],
    ["no path", { config: { path: undefined } }],
    ["no call", { config: undefined }],
    ["a list as call", { config: [] }],
    ["a node that is a path", { node: "../../settings" }],
    ["a node that is an object", { node: { toString: "call" } }],
    ["a client that is a path", { client: "../../../etc/passwd" }],
    ["a realm that is none", { realm: "http://evil.example" }],
    ["a client type that is none", { clientType: "toString" }],
    ["a product that is none", { config: { product: "__proto__" } }],
    ["a method that is none", { config: { method: "TRACE" } }],
    ["a path that is an object", { config: { path: { toString: "Leads" } } }],
    ["a huge path", { config: { path: "x".repeat(300_000) } }],
    ["a number that is text", { config: { timeout: "1" } }],
    ["rows that are no list", { config: { query: { name: "a" } } }],
    ["a row without a type", { config: { query: [{ name: "a", value: "b" }] } }],
    ["a row of a type that is none", { config: { headers: [{ name: "a", value: "b", type: "re" }] } }],
    [
      "too many rows",
      { config: { query: Array.from({ length: 201 }, () => ({ name: "a", value: "", type: "str" })) } },
    ],
    ["a kind of value that is none", { config: { bodyType: "constructor" } }],
    ["automation that is none", { config: { triggers: ["everything"] } }],
  ])("%s is refused", async (_what, wrong) => {
    const config =
      "config" in wrong && wrong.config !== undefined && !Array.isArray(wrong.config)
        ? { config: { ...REQUEST_DEFAULTS, path: "Leads", ...wrong.config } }
        : wrong;
    for (const path of ROUTES)
      await expectRefused([400], async () => {
        const response = await asked(path, { ...question({ path: "Leads" }), ...config });
        expect(await response.clone().json()).toMatchObject({ cause: { code: "invalid_input" } });
        return response;
      });
  });

  test("nothing secret was in any answer or in the log", () => {
    for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThan(30);
    expect(answered.length).toBeGreaterThan(0);
    expect(findCanaries(answered.join("\n") + world.nodeRed.log(), secrets)).toEqual([]);
  });
});

test("who may not deploy is told nothing of the environment", async () => {
  // bcrypt of "secret" for all.
  const password = "$2b$08$JTyB4LrytzosSjZhCkVq/.zb4lO/LW2BFQXsni/WVP5WQHifFXt/i";
  const users = [
    { username: "writer", password, permissions: "*" },
    { username: "caller", password, permissions: ["flows.read", "zoho-request.write"] },
  ];
  const adminAuth = { type: "credentials", users };
  const flows = [TAB_WITH_MODULE, client("client", { connections: [declared("acme")] }), CALL];
  const world = await startWorld({ flows, settings: { adminAuth } });
  const shown = async (path: string): Promise<Answer> =>
    (await (await post(world, ROUTES[1], question({ path }))).json()) as Answer;
  try {
    await world.nodeRed.login("writer", "secret", "*");
    // As soon as the declared connection has been consented to.
    await vi.waitFor(async () => {
      expect((await shown("{{env.MODULE}}/actions/count")).url).toMatch(/\/Leads\/actions\/count$/);
    }, 20_000);
    await world.nodeRed.login("caller", "secret", "flows.read zoho-request.write");
    expect(await shown("Leads/actions/count")).toMatchObject({ state: "shown" });
    for (const path of ["{{env.MODULE}}/1", "{{flow.x}}", "{{global.x}}"]) {
      const failed = await shown(path);
      expect(failed).toMatchObject({ state: "failed", cause: { code: "invalid_input" } });
      expect(JSON.stringify(failed)).not.toContain("Leads");
    }
  } finally {
    await world.close();
  }
});
