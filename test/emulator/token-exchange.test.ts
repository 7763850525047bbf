import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { authorizeUrl, callbackOf, connect, exchange, postToken } from "./support/consenting";
import { ask, control, emulator } from "./support/running";

async function code(
  zoho: RunningEmulator,
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<string> {
  return callbackOf(await ask(authorizeUrl(zoho, changes))).get("code") ?? "";
}

const AS_ROBIN = { settings: { autoConsent: "Robin Vale" } } as const;

test("an exchange answers with both tokens, scopes, gateway and seconds", async () => {
  const zoho = await emulator(AS_ROBIN);
  const answer = await exchange(zoho, await code(zoho));
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/json;charset=UTF-8");
  const token = expect.stringMatching(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/) as string;
  expect(answer.body).toEqual({
    access_token: token,
    refresh_token: token,
    scope: "ZohoCRM.modules.ALL ZohoCRM.settings.ALL ZohoCRM.org.READ ZohoCRM.users.READ",
    api_domain: "https://www.zohoapis.com",
    token_type: "Bearer",
    expires_in: 3600,
  });
});

test.each([
  ["the wrong secret", { client_secret: "0".repeat(42) }, "invalid_client_secret"],
  ["an unknown client", { client_id: "1000.NOBODY" }, "invalid_client"],
  ["another redirect URI", { redirect_uri: "http://localhost:1880/zoho/callback" }, "invalid_redirect_uri"],
  ["an invented grant type", { grant_type: "password" }, "invalid_client"],
  ["an invented code", { code: "1000.00000000000000000000000000000000.0" }, "invalid_code"],
])("%s is refused with status 200", async (_what, changes, error) => {
  const zoho = await emulator(AS_ROBIN);
  const answer = await exchange(zoho, await code(zoho), changes);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ error });
});

test("errors have the status of the setting", async () => {
  const zoho = await emulator({ settings: { errorStatus: 400 } });
  expect((await exchange(zoho, "none")).status).toBe(400);
});

test("a code of one data center is unknown in another", async () => {
  const zoho = await emulator(AS_ROBIN);
  expect((await exchange(zoho, await code(zoho), {}, "eu")).body).toEqual({ error: "invalid_code" });
});

test("a client that is not enabled in a data center is invalid_client there", async () => {
  const zoho = await emulator(AS_ROBIN);
  const { clientId } = zoho.ready.clients.server;
  const own = await code(zoho);
  await control(zoho, "POST", "clients", { clientId, dataCenters: ["us"] });
  expect((await exchange(zoho, own, {}, "eu")).body).toEqual({ error: "invalid_client" });
  expect((await exchange(zoho, own)).body).toHaveProperty("access_token");
});

test("where each data center has its own secret, another's secret makes it an unknown client", async () => {
  const zoho = await emulator(AS_ROBIN);
  const redirectUri = "http://127.0.0.1:9999/back";
  const made = await control(zoho, "POST", "clients", { redirectUri, secrets: "perDataCenter" });
  const client = made.body as { clientId: string; secrets: { us: string; eu: string } };
  const own = await code(zoho, { client_id: client.clientId, redirect_uri: redirectUri });
  const request = { client_id: client.clientId, redirect_uri: redirectUri };
  expect((await exchange(zoho, own, { ...request, client_secret: client.secrets.eu })).body).toEqual({
    error: "invalid_client",
  });
  expect((await exchange(zoho, own, { ...request, client_secret: client.secrets.us })).body).toHaveProperty(
    "access_token",
  );
});

test("a code lives for two minutes", async () => {
  const zoho = await emulator(AS_ROBIN);
  const late = await code(zoho);
  await control(zoho, "POST", "clock", { advanceSeconds: 119 });
  const inTime = await code(zoho);
  await control(zoho, "POST", "clock", { advanceSeconds: 1 });
  expect((await exchange(zoho, late)).body).toEqual({ error: "invalid_code" });
  expect((await exchange(zoho, inTime)).body).toHaveProperty("access_token");
});

test("online access gives no refresh token", async () => {
  const zoho = await emulator(AS_ROBIN);
  const { body } = await exchange(zoho, await code(zoho, { access_type: undefined }));
  expect(body).toHaveProperty("access_token");
  expect(body).not.toHaveProperty("refresh_token");
});

test("offline a second time without prompt gives no refresh token, with prompt it does", async () => {
  const zoho = await emulator(AS_ROBIN);
  expect((await exchange(zoho, await code(zoho))).body).toHaveProperty("refresh_token");
  expect((await exchange(zoho, await code(zoho))).body).not.toHaveProperty("refresh_token");
  expect((await exchange(zoho, await code(zoho, { prompt: "consent" }))).body).toHaveProperty(
    "refresh_token",
  );
});

test("where the setting wants it, an exchange also sends response_type", async () => {
  const zoho = await emulator({ settings: { ...AS_ROBIN.settings, responseTypeOnExchange: "required" } });
  const own = await code(zoho);
  expect((await exchange(zoho, own)).body).toEqual({ error: "invalid_response_type" });
  expect((await exchange(zoho, own, { response_type: "code" })).body).toHaveProperty("access_token");
});

test.each(["S256", "plain"])("a code asked for with a %s challenge needs its verifier", async (method) => {
  const zoho = await emulator(AS_ROBIN);
  const verifier = "v".repeat(43);
  const challenge = method === "plain" ? verifier : createHash("sha256").update(verifier).digest("base64url");
  const guarded = { code_challenge: challenge, code_challenge_method: method };
  expect((await exchange(zoho, await code(zoho, guarded))).body).toEqual({ error: "invalid_code" });
  const own = await code(zoho, guarded);
  expect((await exchange(zoho, own, { code_verifier: "w".repeat(43) })).body).toEqual({
    error: "invalid_code",
  });
  expect((await exchange(zoho, own, { code_verifier: verifier })).body).toHaveProperty("access_token");
});

test("parameters are taken from the query, from a multipart form and from HTTP Basic", async () => {
  const zoho = await emulator(AS_ROBIN);
  const { clientId, clientSecret, redirectUris } = zoho.ready.clients.server;
  const endpoint = `${zoho.url}/accounts.zoho.com/oauth/v2/token`;
  const own = (value: string): Record<string, string> => ({
    grant_type: "authorization_code",
    redirect_uri: redirectUris[0] ?? "",
    code: value,
  });
  const secrets = { client_id: clientId, client_secret: clientSecret };
  const query = new URLSearchParams({ ...own(await code(zoho)), ...secrets }).toString();
  expect((await ask(`${endpoint}?${query}`, { method: "POST" })).body).toHaveProperty("access_token");
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...own(await code(zoho)), ...secrets })) form.set(name, value);
  expect((await ask(endpoint, { method: "POST", body: form })).body).toHaveProperty("access_token");
  const headers = { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` };
  const basic = await ask(endpoint, {
    method: "POST",
    headers,
    body: new URLSearchParams(own(await code(zoho))),
  });
  expect(basic.body).toHaveProperty("access_token");
});

test("HTTP Basic is taken as RFC 6749 2.3.1 encodes it, and raw", async () => {
  const zoho = await emulator(AS_ROBIN);
  const { clientId, clientSecret, redirectUris } = zoho.ready.clients.server;
  for (const id of [clientId, clientId.replace(".", "%2E")]) {
    const answer = await ask(`${zoho.url}/accounts.zoho.com/oauth/v2/token`, {
      method: "POST",
      headers: { Authorization: `Basic ${Buffer.from(`${id}:${clientSecret}`).toString("base64")}` },
      body: new URLSearchParams({
        grant_type: "authorization_code",
        redirect_uri: redirectUris[0] ?? "",
        code: await code(zoho),
      }),
    });
    expect(answer.body).toHaveProperty("access_token");
  }
  const headers = { Authorization: `Basic ${Buffer.from(`%zz:${clientSecret}`).toString("base64")}` };
  const body = new URLSearchParams({ grant_type: "authorization_code" });
  expect(
    (await ask(`${zoho.url}/accounts.zoho.com/oauth/v2/token`, { method: "POST", headers, body })).body,
  ).toEqual({ error: "invalid_client" });
});

test("GET, and a request without a grant type, are plain text", async () => {
  const zoho = await emulator();
  const endpoint = `${zoho.url}/accounts.zoho.com/oauth/v2/token`;
  for (const answer of [await ask(`${endpoint}?grant_type=refresh_token`), await postToken(zoho, {})]) {
    expect(answer.status).toBe(400);
    expect(answer.text).toBe("400 Bad Request");
    expect(answer.headers.get("content-type")).toContain("text/plain");
  }
});

test("answers in the old form, without scope, with comma and always on www", async () => {
  const zoho = await emulator({
    settings: { legacyExpiry: true, scopeSeparator: "comma", envApiDomain: false },
  });
  const { body } = await connect(zoho, { org: "Sandbox" });
  expect(body).toMatchObject({
    expires_in_sec: 3600,
    expires_in: 3_600_000,
    api_domain: "https://www.zohoapis.com",
  });
  expect(body["scope"]).toContain("ZohoCRM.modules.ALL,ZohoCRM");
  await control(zoho, "PATCH", "settings", { includeScope: false });
  expect((await connect(zoho)).body).not.toHaveProperty("scope");
});

test("a Self Client's code needs no redirect URI, and no other client may use it", async () => {
  const zoho = await emulator();
  const made = await control(zoho, "POST", "self-client-code", { scope: "ZohoCRM.org.READ", org: "Sandbox" });
  const own = String(made.body["code"]);
  expect((await exchange(zoho, own)).body).toEqual({ error: "invalid_code" });
  const { clientId, clientSecret } = zoho.ready.clients.self;
  const call = {
    grant_type: "authorization_code",
    code: own,
    client_id: clientId,
    client_secret: clientSecret,
  };
  const { body } = await postToken(zoho, call);
  expect(body["api_domain"]).toBe("https://sandbox.zohoapis.com");
  expect(body["refresh_token"]).toBeTypeOf("string");
});

test("a Self Client's code lives as long as it was asked for, else three minutes", async () => {
  const zoho = await emulator();
  const { clientId, clientSecret } = zoho.ready.clients.self;
  const use = (own: unknown): Promise<unknown> =>
    postToken(zoho, {
      grant_type: "authorization_code",
      code: String(own),
      client_id: clientId,
      client_secret: clientSecret,
    }).then(({ body }) => body["error"] ?? "works");
  const make = async (more: object): Promise<unknown> =>
    (await control(zoho, "POST", "self-client-code", { scope: "ZohoCRM.org.READ", ...more })).body["code"];
  const [short, usual, long] = [
    await make({ expiresInSeconds: 10 }),
    await make({}),
    await make({ expiresInSeconds: 600 }),
  ];
  await control(zoho, "POST", "clock", { advanceSeconds: 180 });
  expect([await use(short), await use(usual), await use(long)]).toEqual([
    "invalid_code",
    "invalid_code",
    "works",
  ]);
});

test("the three minutes are a setting", async () => {
  const zoho = await emulator({ settings: { selfClientCodeTtl: 60 } });
  await control(zoho, "POST", "self-client-code", { scope: "ZohoCRM.org.READ" });
  expect((await control(zoho, "GET", "state")).body["codes"]).toMatchObject([{ secondsLeft: 60 }]);
});

test.each([
  ["no scope", {}, "scope"],
  ["an unknown scope", { scope: "x" }, "Enter a valid scope"],
  ["an unknown person", { scope: "ZohoCRM.org.READ", person: "Nobody" }, "Nobody is named Nobody"],
  ["an org that is not theirs", { scope: "ZohoCRM.org.READ", org: "Maple Works" }, "has no org"],
  ["a person without CRM", { scope: "ZohoCRM.org.READ", person: "Kim Hale" }, "no account in CRM"],
  ["a life of no length", { scope: "ZohoCRM.org.READ", expiresInSeconds: 0 }, "time limit"],
])("a Self Client's code is refused for %s", async (_what, order, words) => {
  const zoho = await emulator();
  const answer = await control(zoho, "POST", "self-client-code", order);
  expect(answer.status).toBe(400);
  expect(String(answer.body["message"])).toContain(words);
});

test("control can make a code for another client, which then needs no redirect URI", async () => {
  const zoho = await emulator();
  const { clientId } = zoho.ready.clients.server;
  const made = await control(zoho, "POST", "self-client-code", { scope: "ZohoCRM.org.READ", clientId });
  const call = { grant_type: "authorization_code", code: String(made.body["code"]) };
  expect((await postToken(zoho, call)).body).toHaveProperty("refresh_token");
  const nobody = await control(zoho, "POST", "self-client-code", {
    scope: "ZohoCRM.org.READ",
    clientId: "1000.NOBODY",
  });
  expect(nobody.status).toBe(400);
});
