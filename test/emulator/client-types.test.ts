import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { isEmulatorClientId, type RunningEmulator } from "../../src/emulator/index";
import { isEmulatorToken } from "../../src/emulator/token-form";
import {
  authorizeUrl,
  call,
  callbackOf,
  exchange,
  fragmentOf,
  postToken,
  registered,
} from "./support/consenting";
import { ask, control, emulator } from "./support/running";

const AS_ROBIN = { settings: { autoConsent: "Robin Vale" } } as const;
const VERIFIER = "v".repeat(43);
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");

function mobileUrl(
  zoho: RunningEmulator,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const { clientId, redirectUris } = zoho.ready.clients.mobile;
  return authorizeUrl(zoho, {
    client_id: clientId,
    redirect_uri: redirectUris[0],
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    ...changes,
  });
}

function browserUrl(
  zoho: RunningEmulator,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const { clientId, redirectUris } = zoho.ready.clients.browser;
  return authorizeUrl(zoho, {
    response_type: "token",
    client_id: clientId,
    redirect_uri: redirectUris[0],
    ...changes,
  });
}

test("there is a ready-made client of each type, and all are known as the emulator's", async () => {
  const zoho = await emulator();
  expect(Object.keys(zoho.ready.clients)).toEqual(["server", "self", "mobile", "browser", "device"]);
  for (const { clientId } of Object.values(zoho.ready.clients)) {
    expect(isEmulatorClientId(clientId)).toBe(true);
    expect(clientId).toMatch(/^1000\.[A-Z0-9]{30}$/);
  }
});

test("a mobile app comes back to its own scheme, and proves itself by PKCE without a secret", async () => {
  const zoho = await emulator(AS_ROBIN);
  const answer = await ask(mobileUrl(zoho));
  expect(answer.headers.get("location")).toMatch(/^zohoemulator:\/\/callback\?/);
  const { clientId, redirectUris } = zoho.ready.clients.mobile;
  const code = callbackOf(answer).get("code") ?? "";
  expect(code).toMatch(/^1004\./);
  const own = { client_id: clientId, redirect_uri: redirectUris[0] ?? "", client_secret: "" };
  expect((await exchange(zoho, code, own)).body).toEqual({ error: "invalid_code" });
  expect((await exchange(zoho, code, { ...own, client_secret: "wrong" })).body).toEqual({
    error: "invalid_client_secret",
  });
  const { body } = await exchange(zoho, code, { ...own, code_verifier: VERIFIER });
  const refreshToken = String(body["refresh_token"]);
  expect(isEmulatorToken(refreshToken)).toBe(true);
  const again = { grant_type: "refresh_token", refresh_token: refreshToken, ...own };
  expect((await postToken(zoho, again)).body).toHaveProperty("access_token");
});

test.each([
  ["no challenge", { code_challenge: undefined }],
  ["a challenge that is too short", { code_challenge: "x".repeat(42) }],
  ["a plain verifier that is too long", { code_challenge: "x".repeat(129), code_challenge_method: "plain" }],
  ["letters that no verifier has", { code_challenge: "ü".repeat(43), code_challenge_method: undefined }],
])("a mobile app with %s gets an error page", async (_what, changes) => {
  const zoho = await emulator(AS_ROBIN);
  const answer = await ask(mobileUrl(zoho, changes));
  expect(answer.text).toContain("<h1>An error occurred</h1>");
  expect(answer.headers.get("location")).toBeNull();
});

test("plain is the method of a challenge that names none", async () => {
  const zoho = await emulator(AS_ROBIN);
  const answer = await ask(mobileUrl(zoho, { code_challenge: VERIFIER, code_challenge_method: undefined }));
  const { clientId, clientSecret, redirectUris } = zoho.ready.clients.mobile;
  const exchanged = await exchange(zoho, callbackOf(answer).get("code") ?? "", {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: redirectUris[0] ?? "",
    code_verifier: VERIFIER,
  });
  expect(exchanged.body).toHaveProperty("access_token");
});

test("a browser app gets its token in the fragment, and never a refresh token", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Noa Berg" } });
  const answer = await ask(browserUrl(zoho));
  expect(answer.headers.get("location")).toMatch(/^http:\/\/127\.0\.0\.1:1880\/zoho\/callback#[^?]+$/);
  const fragment = fragmentOf(answer);
  expect([...fragment.keys()].sort()).toEqual([
    "access_token",
    "api_domain",
    "expires_in",
    "location",
    "state",
  ]);
  expect(Object.fromEntries(fragment)).toMatchObject({
    expires_in: "3600",
    location: "eu",
    api_domain: "https://www.zohoapis.eu",
    state: "from here",
  });
  const token = fragment.get("access_token") ?? "";
  const org = await call(zoho, token, "GET", "crm/v8/org", undefined, "www.zohoapis.eu");
  expect(org.status).toBe(200);
  expect((await control(zoho, "GET", "state")).body["counts"]).toMatchObject({ refreshTokens: 0, codes: 0 });
});

test("a browser app's rejection comes in the fragment too", async () => {
  const zoho = await emulator({ settings: { ...AS_ROBIN.settings, autoConsentAnswer: "reject" } });
  const answer = await ask(browserUrl(zoho));
  expect(fragmentOf(answer).get("error")).toBe("access_denied");
});

test("response_mode=fragment brings a code in the fragment; a token never comes in the query", async () => {
  const zoho = await emulator(AS_ROBIN);
  const answer = await ask(authorizeUrl(zoho, { response_mode: "fragment" }));
  expect(fragmentOf(answer).get("code")).toMatch(/^1000\./);
  expect(callbackOf(answer).has("code")).toBe(false);
  for (const wrong of [
    browserUrl(zoho, { response_mode: "query" }),
    authorizeUrl(zoho, { response_mode: "form_post" }),
  ]) {
    expect((await ask(wrong)).text).toContain("<h1>An error occurred</h1>");
  }
});

test.each([
  ["server", "token", "Invalid response type"],
  ["mobile", "token", "Invalid response type"],
  ["browser", "code", "Invalid response type"],
  ["device", "code", "Invalid Client"],
  ["self", "code", "Invalid Client"],
] as const)("a %s client with response_type=%s is %s", async (type, responseType, title) => {
  const zoho = await emulator(AS_ROBIN);
  const { clientId } = zoho.ready.clients[type];
  const changes = { client_id: clientId, response_type: responseType, code_challenge: CHALLENGE };
  expect((await ask(authorizeUrl(zoho, changes))).text).toContain(`<h1>${title}</h1>`);
});

test.each([
  ["server", "client_credentials"],
  ["mobile", "client_credentials"],
  ["browser", "authorization_code"],
  ["browser", "refresh_token"],
  ["device", "authorization_code"],
] as const)("a %s client can't use %s", async (type, grantType) => {
  const zoho = await emulator();
  const client = zoho.ready.clients[type];
  const answer = await postToken(zoho, {
    grant_type: grantType,
    client_id: client.clientId,
    client_secret: "clientSecret" in client ? client.clientSecret : "",
    scope: "ZohoCRM.org.READ",
  });
  expect(answer.body).toEqual({ error: "invalid_client" });
});

test("a blocked client gets no further consent", async () => {
  const zoho = await emulator(AS_ROBIN);
  const { clientId } = zoho.ready.clients.server;
  await registered(zoho, { clientId, blocked: true });
  const answer = await ask(authorizeUrl(zoho));
  expect(answer.text).toContain("<h1>oauth_app_blocked</h1>");
  expect(answer.headers.get("location")).toBeNull();
  await registered(zoho, { clientId, blocked: false });
  expect(callbackOf(await ask(authorizeUrl(zoho))).has("code")).toBe(true);
});

test.each(["server", "mobile", "browser", "device", "self"] as const)(
  "control makes a %s client",
  async (type) => {
    const zoho = await emulator();
    const made = await registered(zoho, { type });
    expect(made).toMatchObject({ type, blocked: false, redirectUris: [] });
    expect(isEmulatorClientId(made.clientId)).toBe(true);
    expect(made.dataCenters).toHaveLength(type === "self" ? 1 : 11);
    expect(new Set(Object.values(made.secrets)).size).toBe(type === "browser" ? 0 : 1);
  },
);

test.each([
  ["a type that does not exist", { type: "toaster" }, '"type" is one of'],
  ["a Self Client in two data centers", { type: "self", dataCenters: ["us", "eu"] }, "one data center"],
  ["a device with a redirect URI", { type: "device", redirectUri: "https://x.example/" }, "no redirect URI"],
  ["a web app with a scheme of its own", { redirectUri: "myapp://cb" }, "redirectUri"],
  ["a scheme that browsers act upon", { type: "mobile", redirectUri: "javascript://x/%0aalert(1)" }, "own"],
  ["blocked in words", { blocked: "yes" }, '"blocked" is true or false'],
])("control refuses %s", async (_what, order, words) => {
  const zoho = await emulator();
  const answer = await control(zoho, "POST", "clients", order);
  expect(answer.status).toBe(400);
  expect(String(answer.body["message"])).toContain(words);
});

test("a client keeps its type", async () => {
  const zoho = await emulator();
  const { clientId } = zoho.ready.clients.server;
  expect((await control(zoho, "POST", "clients", { clientId, type: "self" })).status).toBe(400);
});
