/** The scenarios that the emulator was specified by, one test each, named as they are there. */
import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import {
  authorizeUrl,
  call,
  callbackOf,
  connect,
  exchange,
  post,
  refresh,
  registered,
} from "./support/consenting";
import { type Answer, ask, control, emulator } from "./support/running";

const NO_RATES = { accessPer10min: 1_000, grantsPer10min: 1_000, refreshPer10min: 1_000 } as const;
const THROTTLED = {
  error_description: "You have made too many requests continuously. Please try again after some time.",
  error: "Access Denied",
  status: "failure",
};

async function codeOf(zoho: RunningEmulator, person: string, changes = {}): Promise<string> {
  await control(zoho, "PATCH", "settings", { autoConsent: person });
  return callbackOf(await ask(authorizeUrl(zoho, changes))).get("code") ?? "";
}

async function orgStatus(zoho: RunningEmulator, accessToken: string): Promise<number> {
  return (await call(zoho, accessToken, "GET", "crm/v8/org")).status;
}

test("wrong DC exchange: invalid_client", async () => {
  const zoho = await emulator();
  const { clientId } = zoho.ready.clients.server;
  await registered(zoho, { clientId, dataCenters: ["us"] });
  const code = await codeOf(zoho, "Robin Vale");
  const { status, body } = await exchange(zoho, code, {}, "eu");
  expect([status, body]).toEqual([200, { error: "invalid_client" }]);
});

test("reused code: invalid_code", async () => {
  const zoho = await emulator();
  const code = await codeOf(zoho, "Robin Vale");
  const first = await exchange(zoho, code);
  expect((await exchange(zoho, code)).body).toEqual({ error: "invalid_code" });
  expect(await orgStatus(zoho, String(first.body["access_token"]))).toBe(200);
});

test("offline without prompt second time: no refresh_token", async () => {
  const zoho = await emulator();
  expect((await exchange(zoho, await codeOf(zoho, "Robin Vale"))).body).toHaveProperty("refresh_token");
  const second = (await exchange(zoho, await codeOf(zoho, "Robin Vale"))).body;
  expect(second).toHaveProperty("access_token");
  expect(second).not.toHaveProperty("refresh_token");
});

test("11th access token evicts first", async () => {
  const zoho = await emulator({ settings: NO_RATES });
  const { accessToken, refreshToken } = await connect(zoho);
  for (let n = 0; n < 9; n += 1) await refresh(zoho, refreshToken);
  expect(await orgStatus(zoho, accessToken)).toBe(200);
  await refresh(zoho, refreshToken);
  expect(await orgStatus(zoho, accessToken)).toBe(401);
});

test("11th request in window: throttle", async () => {
  const zoho = await emulator();
  const { refreshToken } = await connect(zoho);
  for (let n = 0; n < 10; n += 1) await refresh(zoho, refreshToken);
  const { status, body, headers } = await refresh(zoho, refreshToken);
  expect([status, body]).toEqual([400, THROTTLED]);
  expect(headers.get("retry-after")).toBeNull();
});

test("21st refresh token evicts first and its access tokens", async () => {
  const zoho = await emulator({ settings: NO_RATES });
  const first = await connect(zoho);
  for (let n = 0; n < 19; n += 1) await connect(zoho);
  expect(await orgStatus(zoho, first.accessToken)).toBe(200);
  await connect(zoho);
  expect((await refresh(zoho, first.refreshToken)).body).toEqual({ error: "invalid_code" });
  expect(await orgStatus(zoho, first.accessToken)).toBe(401);
});

test("revoked refresh token: invalid_code and 401s", async () => {
  const zoho = await emulator();
  const { accessToken, refreshToken } = await connect(zoho);
  await post(zoho, "oauth/v2/token/revoke", { token: refreshToken });
  expect((await refresh(zoho, refreshToken)).body).toEqual({ error: "invalid_code" });
  expect(await orgStatus(zoho, accessToken)).toBe(401);
});

test("sandbox token on production host: 401", async () => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho, { org: "Acme (Sandbox)" });
  const answer = await call(zoho, accessToken, "GET", "crm/v8/org");
  expect([answer.status, answer.body["code"]]).toEqual([401, "INVALID_TOKEN"]);
});

test("user without Bigin account: page, then no_org or silence", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Alex Stone" } });
  const url = authorizeUrl(zoho, { scope: "ZohoBigin.modules.ALL" });
  const callback = callbackOf(await ask(url));
  expect(callback.get("error")).toBe("no_org");
  expect(callback.get("state")).toBe("from here");
  await control(zoho, "PATCH", "settings", { noOrgBackToApp: "closed" });
  const page = await ask(url);
  expect(page.headers.get("location")).toBeNull();
  expect(page.text).toContain("<li>Bigin</li>");
  expect(page.text).toContain(">Back to app</button>");
  expect(page.text).not.toContain(">Accept</button>");
});

test("CA user on multi-DC client", async () => {
  const zoho = await emulator();
  const client = await registered(zoho, {
    redirectUri: "http://127.0.0.1:1880/zoho/callback",
    secrets: "perDataCenter",
  });
  await control(zoho, "PATCH", "settings", { autoConsent: "Remy Roy" });
  const callback = callbackOf(await ask(authorizeUrl(zoho, { client_id: client.clientId })));
  expect(callback.get("location")).toBe("ca");
  expect(callback.get("accounts-server")).toBe("https://accounts.zohocloud.ca");
  const code = callback.get("code") ?? "";
  const as = (secret = ""): Promise<Answer> =>
    exchange(zoho, code, { client_id: client.clientId, client_secret: secret }, "ca");
  expect((await as(client.secrets.us)).body).toEqual({ error: "invalid_client" });
  expect((await as(client.secrets.ca)).body).toMatchObject({ api_domain: "https://www.zohoapis.ca" });
});

test("CN client on .com: Invalid Client page", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Lin Wei" } });
  const redirectUri = "http://127.0.0.1:1880/zoho/callback";
  const { clientId } = await registered(zoho, { redirectUri, dataCenters: ["cn"] });
  const page = await ask(authorizeUrl(zoho, { client_id: clientId }));
  expect([page.status, page.headers.get("location")]).toEqual([200, null]);
  expect(page.text).toContain("<h1>Invalid Client</h1>");
  const home = await ask(authorizeUrl(zoho, { client_id: clientId }, "cn"));
  expect(callbackOf(home).get("location")).toBe("cn");
});

test("localised throttle", async () => {
  const zoho = await emulator({ settings: { accessPer10min: 1, throttleLocale: "zh" } });
  const { refreshToken } = await connect(zoho);
  await refresh(zoho, refreshToken);
  const { status, body } = await refresh(zoho, refreshToken);
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: "拒绝访问", status: "failure" });
  expect(Object.keys(body).sort()).toEqual(Object.keys(THROTTLED).sort());
});

test("HTML answer from token endpoint", async () => {
  const zoho = await emulator();
  const { refreshToken } = await connect(zoho);
  await control(zoho, "POST", "faults", { match: { path: "/oauth/v2/token" }, fault: "html", status: 200 });
  const answer = await refresh(zoho, refreshToken);
  expect(answer.headers.get("content-type")).toContain("text/html");
  expect(answer.text).toContain("<html>");
  expect((await refresh(zoho, refreshToken)).body).toHaveProperty("access_token");
});

test("forged accounts-server", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Noa Berg", accountsServer: "forged" } });
  const callback = callbackOf(await ask(authorizeUrl(zoho)));
  expect(callback.get("accounts-server")).toBe("https://accounts.zoho.eu.example");
  const code = callback.get("code") ?? "";
  expect((await exchange(zoho, code, {}, "eu")).body).toHaveProperty("access_token");
});
