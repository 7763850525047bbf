import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { expect, test } from "vitest";
import { TOKEN_ACTIONS } from "../../src/emulator/control/token-actions";
import { FAULT_EFFECTS } from "../../src/emulator/faults/fault";
import { SETTINGS } from "../../src/emulator/index";
import { authorizeUrl, call, callbackOf, connect, exchange, refresh } from "./support/consenting";
import { ask, control, emulator } from "./support/running";

test("settings begin with the table's defaults and answer what they became", async () => {
  const zoho = await emulator();
  const before = (await control(zoho, "GET", "settings")).body;
  expect(before).toEqual(
    Object.fromEntries(Object.entries(SETTINGS).map(([name, setting]) => [name, setting.default])),
  );
  const after = await control(zoho, "PATCH", "settings", { codeTtl: 60, throttleLocale: "zh" });
  expect(after.body).toEqual({ ...before, codeTtl: 60, throttleLocale: "zh" });
});

test.each([
  ["an unknown name", { codeTTL: 1 }, 'unknown setting "codeTTL"'],
  ["a name of every object", { constructor: 1 }, 'unknown setting "constructor"'],
  ["a number out of range", { codeTtl: 0 }, 'setting "codeTtl" can\'t be 0'],
  ["a text for a number", { accessTtl: "1" }, 'setting "accessTtl" can\'t be "1"'],
  ["a value not offered", { errorStatus: 418 }, "200 | 400"],
  ["a person who is nobody", { autoConsent: "Nobody" }, "nobody is named"],
  ["no object", [], "JSON object"],
])("%s is refused by name, and nothing changes", async (_what, patch, words) => {
  const zoho = await emulator();
  const answer = await control(
    zoho,
    "PATCH",
    "settings",
    Array.isArray(patch) ? patch : { throttleLocale: "zh", ...patch },
  );
  expect(answer.status).toBe(400);
  expect(String(answer.body["message"])).toContain(words);
  expect((await control(zoho, "GET", "settings")).body["throttleLocale"]).toBe("en");
});

test("a setting that is wrong at the start is refused too", async () => {
  await expect(emulator({ settings: { codeTtl: -1 } })).rejects.toThrow('setting "codeTtl"');
});

test("the clock is advanced, set, frozen and let go", async () => {
  const zoho = await emulator();
  const at = async (): Promise<unknown> => (await control(zoho, "GET", "clock")).body["nowMs"];
  await control(zoho, "POST", "clock", { advanceSeconds: 90 });
  await control(zoho, "POST", "clock", { advanceMs: 500 });
  expect(await at()).toBe(Date.UTC(2026, 2, 10, 12, 1, 30, 500));
  const set = await control(zoho, "POST", "clock", { now: "2027-01-01T00:00:00Z" });
  expect(set.body).toEqual({ now: "2027-01-01T00:00:00.000Z", nowMs: Date.UTC(2027, 0, 1), frozen: true });
  expect((await control(zoho, "POST", "clock", { frozen: false })).body["frozen"]).toBe(false);
  expect(await at()).toBeGreaterThanOrEqual(Date.UTC(2027, 0, 1));
});

test.each([
  [{}],
  [{ now: "yesterday" }],
  [{ now: 9e15 }],
  [{ advanceSeconds: "1" }],
  [{ advanceSeconds: 1e300 }],
  [{ frozen: 1 }],
  [{ later: 1 }],
])("the clock refuses %j", async (body) => {
  const zoho = await emulator();
  expect((await control(zoho, "POST", "clock", body)).status).toBe(400);
});

test("state shows people, clients, counts and remaining lives, and no whole token", async () => {
  const zoho = await emulator();
  const { accessToken, refreshToken } = await connect(zoho);
  await control(zoho, "POST", "clock", { advanceSeconds: 600 });
  const { text, body } = await control(zoho, "GET", "state");
  expect(body["counts"]).toMatchObject({ refreshTokens: 1, accessTokens: 1 });
  expect(body["accessTokens"]).toMatchObject([
    { person: "Robin Vale", orgs: ["Acme (Production)"], secondsLeft: 3000 },
  ]);
  expect(text).not.toContain(accessToken);
  expect(text).not.toContain(refreshToken);
});

test("the request log names token calls by their grant type and keeps no secret", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Robin Vale" } });
  const code = callbackOf(await ask(authorizeUrl(zoho))).get("code") ?? "";
  await exchange(zoho, code);
  const secret = zoho.ready.clients.server.clientSecret;
  const query = `grant_type=refresh_token&client_secret=${secret}&refresh_token=${code}&code=${code}`;
  await ask(`${zoho.url}/accounts.zoho.com/oauth/v2/token?${query}`, { method: "POST" });
  const { body, text } = await control(zoho, "GET", "requests");
  const requests = body["requests"] as { seq: number; grant_type?: string; host: string }[];
  expect(requests.map((entry) => entry.grant_type)).toEqual([
    undefined,
    "authorization_code",
    "refresh_token",
  ]);
  expect(requests[1]).toMatchObject({
    host: "accounts.zoho.com",
    status: 200,
    person: "Robin Vale",
    org: "Acme (Production)",
  });
  expect(text).not.toContain(code);
  expect(text).not.toContain(secret);
  const later = await control(zoho, "GET", `requests?since=${requests[1]?.seq ?? 0}`);
  expect(later.body["requests"]).toHaveLength(1);
  await control(zoho, "DELETE", "requests");
  expect((await control(zoho, "GET", "requests")).body["requests"]).toEqual([]);
});

test("reset goes back to the seed on the same port: same tokens, records and settings as at the start", async () => {
  const zoho = await emulator();
  const first = await connect(zoho);
  await call(zoho, first.accessToken, "POST", "crm/v8/Leads", { data: [{ Last_Name: "x" }] });
  await control(zoho, "POST", "clock", { advanceSeconds: 5 });
  await control(zoho, "POST", "faults", { fault: "reset" });
  const answer = await control(zoho, "POST", "reset");
  expect(answer.body).toEqual(zoho.ready);
  expect((await refresh(zoho, first.refreshToken)).body).toEqual({ error: "invalid_code" });
  const state = (await control(zoho, "GET", "state")).body;
  expect(state["counts"]).toMatchObject({ refreshTokens: 0, faults: 0 });
  expect(state["clock"]).toMatchObject({ now: "2026-03-10T12:00:00.000Z" });
  const second = await connect(zoho);
  expect(second).toEqual(first);
  const { info } = (await call(zoho, second.accessToken, "GET", "crm/v8/Leads?fields=id&page=3")).body as {
    info: unknown;
  };
  expect(info).toMatchObject({ count: 50 });
});

test("actions reach only the person or org that is named", async () => {
  const zoho = await emulator();
  const robin = await connect(zoho);
  const sandbox = await connect(zoho, { org: "Sandbox" });
  const alex = await connect(zoho, { person: "Alex Stone" });
  const evicted = await control(zoho, "POST", "actions", {
    action: "evictAccessTokens",
    org: "Acme (Sandbox)",
  });
  expect(evicted.body).toMatchObject({ action: "evictAccessTokens", accessTokens: 1, refreshTokens: 0 });
  expect((await refresh(zoho, sandbox.refreshToken)).body).toHaveProperty("access_token");
  const revoked = await control(zoho, "POST", "actions", { action: "revokeGrants", person: "Robin Vale" });
  expect(revoked.body).toMatchObject({ action: "revokeGrants", accessTokens: 2, refreshTokens: 2 });
  expect((await refresh(zoho, robin.refreshToken)).body).toEqual({ error: "invalid_code" });
  expect((await refresh(zoho, alex.refreshToken)).body).toHaveProperty("access_token");
  for (const wrong of [
    { action: "explode" },
    { action: "revokeGrants", person: "Nobody" },
    { action: "revokeGrants", org: "x" },
  ]) {
    expect((await control(zoho, "POST", "actions", wrong)).status).toBe(400);
  }
});

test.each([
  "http://127.0.0.1:3000/cb",
  "http://192.168.1.20:1880/zoho/callback",
  "http://nodered:1880/cb",
  "https://flows.example/cb",
])("%s can be registered and is then accepted", async (redirectUri) => {
  const zoho = await emulator({ settings: { autoConsent: "Robin Vale" } });
  const { clientId } = zoho.ready.clients.server;
  expect((await control(zoho, "POST", "clients", { clientId, redirectUri })).status).toBe(200);
  expect(zoho.ready.clients.server.redirectUris).toContain(redirectUri);
  const location = (await ask(authorizeUrl(zoho, { redirect_uri: redirectUri }))).headers.get("location");
  expect(location?.startsWith(`${redirectUri}?`)).toBe(true);
});

test.each([
  "http://flows.example/cb",
  "http://8.8.8.8/cb",
  "javascript:alert(1)",
  "nonsense",
  "https://a:b@c.example/",
  "https://x.example/\n",
])("%s can't be registered", async (redirectUri) => {
  const zoho = await emulator();
  const { clientId } = zoho.ready.clients.server;
  expect((await control(zoho, "POST", "clients", { clientId, redirectUri })).status).toBe(400);
});

test("a redirect URI is not registered for an unknown client or a Self Client", async () => {
  const zoho = await emulator();
  const redirectUri = "http://127.0.0.1/cb";
  for (const clientId of ["1000.NOBODY", zoho.ready.clients.self.clientId]) {
    expect((await control(zoho, "POST", "clients", { clientId, redirectUri })).status).toBe(400);
  }
});

test.each([
  ["a page of another site", { Origin: "https://evil.example" }],
  ["a page on another port", { Origin: "http://127.0.0.1:1" }],
  ["a sandboxed page", { Origin: "null" }],
  ["a browser that says so", { "Sec-Fetch-Site": "cross-site" }],
  ["a name rebound to loopback", { Host: "evil.example" }],
  ["a name that begins like loopback", { Host: "127.0.0.1.evil.example" }],
])("control refuses %s", async (_what, headers: Record<string, string>) => {
  const zoho = await emulator();
  const status = await new Promise((resolve, reject) => {
    const sent = httpRequest(`${zoho.url}/_emulator/reset`, { method: "POST", headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on("error", reject);
    sent.end();
  });
  expect(status).toBe(403);
});

test("control welcomes the emulator's own pages", async () => {
  const zoho = await emulator();
  const headers = { Origin: zoho.url, "Sec-Fetch-Site": "same-origin" };
  expect((await ask(`${zoho.url}/_emulator/state`, { headers })).status).toBe(200);
});

test("what control does not know is said in JSON", async () => {
  const zoho = await emulator();
  expect((await control(zoho, "GET", "nothing")).status).toBe(404);
  expect((await control(zoho, "GET", "constructor")).status).toBe(404);
  expect((await control(zoho, "DELETE", "state")).status).toBe(405);
  expect((await ask(`${zoho.url}/_emulator/faults`, { method: "POST", body: "{" })).status).toBe(400);
});

test("the docs tell every action and fault in the words of its table", () => {
  const docs = readFileSync("docs/emulator.md", "utf8").replace(/ +/g, " ");
  for (const [name, { does }] of Object.entries(TOKEN_ACTIONS)) {
    expect(docs).toContain(`| \`${name}\` | ${does} |`);
  }
  for (const [name, effect] of Object.entries(FAULT_EFFECTS)) {
    expect(docs).toContain(`| \`${name}\` | ${effect} |`);
  }
});
