import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CLIENT_DEFAULTS } from "../../nodes/zoho-client/config";
import { client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { connectionsOf, openInBrowser, startWorld, type World } from "./support/world";

/** What the dialog sends for a client that was never deployed. */
function dialog(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...CLIENT_DEFAULTS, id: "undeployed", realm: "emulator", credentials: {}, ...more };
}

const FLOWS = [
  TAB,
  client("client"),
  probeIn("in", "call"),
  request("call", { product: "", method: "" }, [["out"]]),
  probeOut("out"),
];

describe.each(["4.1", "5"] as const)("the dialog's routes on Node-RED %s", (version) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ version, flows: FLOWS, settings: { httpAdminRoot: "/nodes/admin" } });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.emulator.settings({
      autoConsent: "Robin Vale",
      autoConsentOrg: null,
      autoConsentAnswer: "accept",
    });
  });

  const callback = (): string => `${world.nodeRed.adminUrl}zoho/callback`;

  async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return world.nodeRed.admin(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  }

  async function start(connection: string): Promise<{ ticket: string; url: string; cookie: string }> {
    const response = await post("zoho/connect", { client: dialog({ redirectUri: callback() }), connection });
    expect(response.status).toBe(200);
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
    return {
      ...((await response.json()) as { ticket: string; url: string }),
      cookie: cookie.split(";")[0] ?? "",
    };
  }

  async function status(ticket: string): Promise<Record<string, unknown>> {
    return (await (await world.nodeRed.admin(`zoho/connect/${ticket}`)).json()) as Record<string, unknown>;
  }

  test("Connect works before the first Deploy, and the connection at once in a flow", async () => {
    const { ticket, url, cookie } = await start("fresh");
    expect(await status(ticket)).toMatchObject({ state: "waiting" });
    const page = await openInBrowser(url, cookie);
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toContain("&#39;fresh&#39; is connected to Acme (Production)");
    expect(await status(ticket)).toMatchObject({
      state: "connected",
      connection: { name: "fresh", orgName: "Acme", state: "healthy" },
    });
    await world.nodeRed.inject("in", { zoho: { connection: "fresh", path: "org" } });
    const out = await world.nodeRed.waitFor("out");
    expect(out.at(-1)).toMatchObject({ statusCode: 200 });
    await world.nodeRed.restart();
    expect(await connectionsOf(world.nodeRed)).toMatchObject([{ name: "fresh", state: "healthy" }]);
  });

  test("another browser than the one that began can't end a consent", async () => {
    const { ticket, url } = await start("stolen");
    const page = await openInBrowser(url);
    expect(page.status).toBe(400);
    expect(page.text).toContain("another browser");
    expect(await status(ticket)).toMatchObject({ state: "waiting" });
  });

  test("the callback page keeps nothing of its address and can't be framed", async () => {
    const response = await fetch(
      `${callback()}?state=%3Cscript%3Ealert(1)%3C/script%3E&code=1000.a.b&error_description=%3Cb%3E`,
    );
    expect(response.status).toBe(400);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(await response.text()).not.toMatch(/alert|1000\.a|<b>/);
  });

  test("a connection that is declared for a data center is made there and nowhere else", async () => {
    const europe = dialog({
      redirectUri: callback(),
      connections: [{ ...declared("acme-eu"), dataCenter: "eu" }],
    });
    const response = await post("zoho/connect", { client: europe, connection: "acme-eu" });
    const { ticket, url } = (await response.json()) as { ticket: string; url: string };
    const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect(url).toContain("/accounts.zoho.eu/");
    await openInBrowser(url, cookie);
    expect(await status(ticket)).toMatchObject({ state: "failed", cause: { code: "wrong_data_center" } });
    const code = await world.emulator.grantCode({ scope: "ZohoCRM.org.READ" });
    await world.emulator.forgetRequests();
    await post("zoho/grant-code", {
      client: { ...europe, clientType: "self" },
      connection: "acme-eu",
      code,
    });
    const hosts = (await world.emulator.requests()).map(({ host }) => host);
    expect(hosts[0]).toBe("accounts.zoho.eu");
  });

  test("an error without state ends nothing", async () => {
    const { ticket } = await start("hinted");
    const response = await fetch(`${callback()}?error=no_org`);
    expect(response.status).toBe(400);
    expect(await status(ticket)).toMatchObject({ state: "waiting" });
  });

  test.each([
    ["a foreign origin", { origin: "https://evil.example" }],
    ["a cross-site fetch", { "sec-fetch-site": "cross-site" }],
    ["a fetch of another port or subdomain", { "sec-fetch-site": "same-site" }],
    ["a sandboxed page", { origin: "null" }],
    [
      "a page that claims to be behind a proxy",
      { origin: "https://evil.example", "x-forwarded-host": "evil.example", forwarded: "host=evil.example" },
    ],
    [
      "a foreign page that names the editor's own host",
      { origin: "https://evil.example", "sec-fetch-site": "cross-site", "x-forwarded-host": "evil.example" },
    ],
  ])("%s is turned away, reading and writing", async (_what, headers) => {
    const before = await connectionsOf(world.nodeRed);
    expect(
      (await post("zoho/connect", { client: dialog({ redirectUri: callback() }), connection: "x" }, headers))
        .status,
    ).toBe(403);
    expect((await world.nodeRed.admin("zoho/connections?realm=emulator", { headers })).status).toBe(403);
    const id = before[0]?.id ?? "none";
    expect((await world.nodeRed.admin(`zoho/connections/${id}`, { method: "DELETE", headers })).status).toBe(
      403,
    );
    expect(await connectionsOf(world.nodeRed)).toEqual(before);
  });

  test.each([
    ["the editor on plain http", (host: string) => ({ origin: `http://${host}` })],
    [
      "the editor behind a proxy that ends TLS and rewrites Host",
      () => ({ origin: "https://gateway.example", "sec-fetch-site": "same-origin" }),
    ],
  ])("%s is let through", async (_what, headersAt) => {
    const headers = headersAt(new URL(world.nodeRed.url).host);
    expect((await world.nodeRed.admin("zoho/connections?realm=emulator", { headers })).status).toBe(200);
    const redirectUri = `${headers.origin}/zoho/callback`;
    const body = { client: dialog({ redirectUri }), connection: "guarded" };
    expect((await post("zoho/connect", body, headers)).status).toBe(200);
  });

  test("side effects want JSON", async () => {
    const form = await world.nodeRed.admin("zoho/connect", {
      method: "POST",
      body: new URLSearchParams({ connection: "x" }),
    });
    expect(form.status).toBe(415);
    expect((await world.nodeRed.admin("zoho/connect", { method: "GET" })).status).toBe(404);
  });

  test("Connect is refused where the browser could not bring its cookie along to the redirect URI", async () => {
    const { host } = new URL(world.nodeRed.url);
    const started = (redirectUri: string, headers: Record<string, string>): Promise<Response> =>
      post("zoho/connect", { client: dialog({ redirectUri }), connection: "elsewhere" }, headers);
    const refused = await started("https://gateway.example/zoho/callback", { origin: `http://${host}` });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("Open the editor at https://gateway.example");
    const overHttp = await started("https://127.0.0.1/zoho/callback", { origin: `http://${host}` });
    expect(overHttp.headers.get("set-cookie")).not.toContain("Secure");
    const overHttps = await started("https://gateway.example/zoho/callback", {
      origin: "https://gateway.example",
      "sec-fetch-site": "same-origin",
    });
    expect(overHttps.headers.get("set-cookie")).toContain("; Secure");
  });

  test.each([
    ["no client", {}],
    ["an unknown data center", { client: dialog({ dataCenter: "mars" }), connection: "x" }],
    ["no scope", { client: dialog({ scopes: [] }), connection: "x" }],
    ["a scope that is none", { client: dialog({ scopes: ["nonsense"] }), connection: "x" }],
    [
      "another word for a move",
      { client: dialog({ redirectUri: "http://127.0.0.1/x" }), connection: "x", elsewhere: "force" },
    ],
    ["a bad name", { client: dialog({ redirectUri: "http://127.0.0.1/x" }), connection: "../../etc" }],
    [
      "plain http on a public host",
      { client: dialog({ redirectUri: "http://example.com/zoho/callback" }), connection: "x" },
    ],
    [
      "no secret in the real realm",
      { client: dialog({ realm: "zoho", redirectUri: "https://127.0.0.1/cb" }), connection: "x" },
    ],
    [
      "a real client ID in the emulator's realm",
      {
        client: dialog({ credentials: { clientId: "1000.REALCLIENT0000000000000000000" } }),
        connection: "x",
      },
    ],
  ])("%s is refused with a reason", async (_what, body) => {
    const response = await post("zoho/connect", body);
    expect(response.status).toBe(400);
    const { cause } = (await response.json()) as { cause: { reason: string; remedy: string } };
    expect(cause.reason).not.toBe("");
    expect(cause.remedy).not.toBe("");
  });

  test("Disconnect revokes the grant at Zoho and forgets the connection", async () => {
    const { url, cookie } = await start("short-lived");
    await openInBrowser(url, cookie);
    const [gone] = (await connectionsOf(world.nodeRed)).filter(({ name }) => name === "short-lived");
    await world.emulator.forgetRequests();
    const response = await world.nodeRed.admin(`zoho/connections/${gone?.id ?? ""}`, { method: "DELETE" });
    expect(await response.json()).toEqual({ revoked: 1, left: 0 });
    expect((await world.emulator.requests()).map(({ path }) => path.split("?")[0])).toEqual([
      "/oauth/v2/token/revoke",
    ]);
    expect((await connectionsOf(world.nodeRed)).map(({ name }) => name)).not.toContain("short-lived");
  });
});

describe("the dialog's routes under adminAuth", () => {
  let world: World;
  beforeAll(async () => {
    // bcrypt of "secret" for both.
    const password = "$2b$08$JTyB4LrytzosSjZhCkVq/.zb4lO/LW2BFQXsni/WVP5WQHifFXt/i";
    const users = [
      { username: "admin", password, permissions: "*" },
      { username: "reader", password, permissions: "read" },
    ];
    world = await startWorld({ flows: [], settings: { adminAuth: { type: "credentials", users } } });
  });
  afterAll(() => world.close());

  const connect = (): Promise<Response> =>
    world.nodeRed.admin("zoho/connect", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        client: dialog({ redirectUri: "http://127.0.0.1:1880/zoho/callback" }),
        connection: "x",
      }),
    });
  const list = (): Promise<Response> => world.nodeRed.admin("zoho/connections?realm=emulator");

  test("nobody: neither reading nor writing, but the callback answers", async () => {
    expect((await list()).status).toBe(401);
    expect((await connect()).status).toBe(401);
    expect((await world.nodeRed.admin("zoho/callback?state=x")).status).toBe(400);
  });

  test("a reader reads and can't connect; an administrator can", async () => {
    await world.nodeRed.login("reader", "secret", "read");
    expect((await list()).status).toBe(200);
    expect((await connect()).status).toBe(401);
    await world.nodeRed.login("admin", "secret");
    expect((await connect()).status).toBe(200);
  });
});
