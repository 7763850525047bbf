import { createHash, createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { DATA_CENTERS, type DataCenterCode } from "../../src/zoho/data-centers";
import {
  accountsUrl,
  authorizeUrl,
  basicAuth,
  callbackOf,
  connect,
  exchange,
  personOf,
  refresh,
} from "./support/consenting";
import { type Answer, ask, control, emulator, NOON } from "./support/running";

const OPENID = "openid email profile";

/** What a part of a JWT says. */
function decoded(part = ""): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
}

async function signedIn(
  zoho: RunningEmulator,
  nonce?: string,
): Promise<{ idToken: string; accessToken: string; body: Record<string, unknown> }> {
  await control(zoho, "PATCH", "settings", { autoConsent: "Robin Vale" });
  const callback = callbackOf(await ask(authorizeUrl(zoho, { scope: OPENID, nonce })));
  const { body } = await exchange(zoho, callback.get("code") ?? "");
  return { idToken: String(body["id_token"]), accessToken: String(body["access_token"]), body };
}

function get(
  zoho: RunningEmulator,
  path: string,
  accessToken: string,
  dataCenter: DataCenterCode = "us",
): Promise<Answer> {
  const headers = { Authorization: `Bearer ${accessToken}` };
  return ask(accountsUrl(zoho, path, dataCenter), { headers });
}

test("an id_token names the person, carries the nonce, and its signature is good", async () => {
  const zoho = await emulator();
  const { idToken, accessToken } = await signedIn(zoho, "a nonce");
  const [header, payload, signature] = idToken.split(".");
  const hash = createHash("sha256").update(accessToken).digest().subarray(0, 16);
  expect(decoded(payload)).toEqual({
    iss: "https://accounts.zoho.com",
    aud: zoho.ready.clients.server.clientId,
    sub: expect.stringMatching(/^\d{8}$/) as string,
    email: "robin.vale@acme.example",
    email_verified: true,
    name: "Robin Vale",
    first_name: "Robin",
    last_name: "Vale",
    iat: NOON / 1000,
    exp: NOON / 1000 + 3600,
    at_hash: hash.toString("base64url"),
    nonce: "a nonce",
  });
  const { keys } = (await ask(accountsUrl(zoho, "oauth/v2/keys"))).body as { keys: JsonWebKey[] };
  expect(decoded(header)).toMatchObject({ alg: "RS256", kid: keys[0]?.["kid"] });
  const key = createPublicKey({ key: keys[0] ?? {}, format: "jwk" });
  const signed = Buffer.from(`${header ?? ""}.${payload ?? ""}`);
  expect(verify("sha256", signed, key, Buffer.from(signature ?? "", "base64url"))).toBe(true);
  expect(Object.keys(keys[0] ?? {})).not.toContain("d");
});

test("the same script gives the same id_token", async () => {
  const [first, second] = [await emulator(), await emulator()];
  expect((await signedIn(first, "n")).idToken).toBe((await signedIn(second, "n")).idToken);
});

test("without openid there is no id_token, and a refresh brings none", async () => {
  const zoho = await emulator();
  expect((await connect(zoho)).body).not.toHaveProperty("id_token");
  const { body } = await signedIn(zoho);
  expect(decoded(String(body["id_token"]).split(".")[1])).not.toHaveProperty("nonce");
  expect((await refresh(zoho, String(body["refresh_token"]))).body).not.toHaveProperty("id_token");
});

test("userinfo says what the scopes allow; a wrong use of it is a page with status 400", async () => {
  const zoho = await emulator();
  const { accessToken } = await signedIn(zoho);
  const info = await get(zoho, "oauth/v2/userinfo", accessToken);
  expect(info.body).toMatchObject({ email: "robin.vale@acme.example", first_name: "Robin" });
  const crm = await connect(zoho);
  for (const wrong of [
    await get(zoho, "oauth/v2/userinfo", crm.accessToken),
    await get(zoho, "oauth/v2/userinfo", accessToken, "eu"),
    await get(zoho, "oauth/v2/userinfo", "dead"),
  ]) {
    expect(wrong.status).toBe(400);
    expect(wrong.headers.get("content-type")).toContain("text/html");
  }
});

test.each(["AaaServer.profile.READ", "aaaserver.profile.read", "AaaServer.profile.ALL"])(
  "with %s user/info names the person and their ZUID",
  async (scope) => {
    const zoho = await emulator();
    const { accessToken } = await connect(zoho, { ask: { scope } });
    expect((await get(zoho, "oauth/user/info", accessToken)).body).toEqual({
      First_Name: "Robin",
      Last_Name: "Vale",
      Display_Name: "Robin Vale",
      Email: "robin.vale@acme.example",
      ZUID: expect.any(Number) as number,
    });
  },
);

test("user/info without its scope is INVALID_OAUTHSCOPE with status 200; a dead token INVALID_OAUTHTOKEN", async () => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  const poor = await get(zoho, "oauth/user/info", accessToken);
  expect([poor.status, poor.body["cause"]]).toEqual([200, "INVALID_OAUTHSCOPE"]);
  const dead = await get(zoho, "oauth/user/info", "dead");
  expect([dead.status, dead.body["cause"]]).toEqual([401, "INVALID_OAUTHTOKEN"]);
});

test.each(Object.values(DATA_CENTERS))("$name has a discovery document of its own origin", async (dc) => {
  const zoho = await emulator();
  const answer = await ask(accountsUrl(zoho, ".well-known/openid-configuration", dc.code));
  const issuer = `https://${dc.accountsHost}`;
  expect(answer.body).toMatchObject({
    issuer,
    token_endpoint: `${issuer}/oauth/v2/token`,
    device_authorization_endpoint: `${issuer}/oauth/v3/device/code`,
    introspection_endpoint_auth_methods_supported: ["client_secret_basic"],
    scopes_supported: ["email", "profile", "openid", "phone"],
  });
  expect(answer.body["grant_types_supported"]).not.toContain("client_credentials");
  const oauth = await ask(accountsUrl(zoho, ".well-known/oauth-authorization-server", dc.code));
  expect(oauth.status).toBe(404);
});

test("for clients that can't be routed the document and the tokens name this emulator", async () => {
  const zoho = await emulator({ settings: { accountsServer: "emulator" } });
  const issuer = `${zoho.url}/accounts.zoho.com`;
  const { body } = await ask(accountsUrl(zoho, ".well-known/openid-configuration"));
  expect(body).toMatchObject({ issuer, jwks_uri: `${issuer}/oauth/v2/keys` });
  const { idToken } = await signedIn(zoho);
  expect(decoded(idToken.split(".")[1])).toMatchObject({ iss: issuer });
});

test("every address of the discovery document is there", async () => {
  const zoho = await emulator();
  const { body } = await ask(accountsUrl(zoho, ".well-known/openid-configuration"));
  const addresses = Object.values(body).filter(
    (value): value is string => typeof value === "string" && value.includes("/oauth/"),
  );
  expect(addresses).toHaveLength(8);
  for (const address of addresses) {
    const here = address.replace("https://", `${zoho.url}/`);
    const statuses = [(await ask(here)).status, (await ask(here, { method: "POST" })).status];
    expect(statuses.every((status) => status === 404)).toBe(false);
  }
});

test("introspection tells a client about its own tokens, and only by HTTP Basic", async () => {
  const zoho = await emulator();
  const { accessToken, refreshToken } = await connect(zoho);
  const { clientId, clientSecret } = zoho.ready.clients.server;
  const inspect = (token: string, headers = basicAuth(clientId, clientSecret)): Promise<Answer> =>
    ask(accountsUrl(zoho, "oauth/v2/introspect"), {
      method: "POST",
      headers,
      body: new URLSearchParams({ token, client_id: clientId, client_secret: clientSecret }),
    });
  const zuid = String((await inspect(accessToken)).body["sub"]);
  expect((await inspect(accessToken)).body).toEqual({
    active: true,
    scope: "ZohoCRM.modules.ALL ZohoCRM.settings.ALL ZohoCRM.org.READ ZohoCRM.users.READ",
    client_id: clientId,
    token_type: "Bearer",
    iat: NOON / 1000,
    exp: NOON / 1000 + 3600,
    sub: zuid,
    iss: "https://accounts.zoho.com",
  });
  expect((await inspect(refreshToken)).body).toMatchObject({ active: true, token_type: "refresh_token" });
  expect((await inspect("invented")).body).toEqual({ active: false });
  expect((await inspect(accessToken, {})).body).toEqual({ error: "invalid_client" });
  expect((await inspect(accessToken, basicAuth(clientId, "wrong"))).body).toEqual({
    error: "invalid_client_secret",
  });
  const { clientId: other, clientSecret: otherSecret } = zoho.ready.clients.self;
  expect((await inspect(accessToken, basicAuth(other, otherSecret))).body).toEqual({ active: false });
  await control(zoho, "POST", "clock", { advanceSeconds: 3600 });
  expect((await inspect(accessToken)).body).toEqual({ active: false });
});

test("the person of an id_token is the one who consented", async () => {
  const zoho = await emulator();
  const { email } = personOf(zoho, "Remy Roy");
  const { body } = await connect(zoho, { person: "Remy Roy", ask: { scope: OPENID } });
  const claims = decoded(String(body["id_token"]).split(".")[1]);
  expect(claims).toMatchObject({ email, iss: "https://accounts.zohocloud.ca" });
});
