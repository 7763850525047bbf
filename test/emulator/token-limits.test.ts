import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { authorizeUrl, call, callbackOf, connect, exchange, refresh, registered } from "./support/consenting";
import { ask, control, emulator } from "./support/running";

async function statusOf(zoho: RunningEmulator, accessToken: unknown): Promise<number> {
  return (await call(zoho, String(accessToken), "GET", "crm/v8/org")).status;
}

const NO_RATE_LIMIT = { accessPer10min: 1_000, grantsPer10min: 1_000, refreshPer10min: 1_000 } as const;

test("a refresh gives another access token and never a refresh token", async () => {
  const zoho = await emulator();
  const { accessToken, refreshToken } = await connect(zoho);
  const { body } = await refresh(zoho, refreshToken);
  expect(body["access_token"]).not.toBe(accessToken);
  expect(body).not.toHaveProperty("refresh_token");
  expect(await statusOf(zoho, accessToken)).toBe(200);
  expect(await statusOf(zoho, body["access_token"])).toBe(200);
});

test("the eleventh live access token silently kills the first", async () => {
  const zoho = await emulator({ settings: NO_RATE_LIMIT });
  const { accessToken, refreshToken } = await connect(zoho);
  for (let n = 0; n < 9; n += 1) await refresh(zoho, refreshToken);
  expect(await statusOf(zoho, accessToken)).toBe(200);
  const eleventh = await refresh(zoho, refreshToken);
  expect(await statusOf(zoho, accessToken)).toBe(401);
  expect(await statusOf(zoho, eleventh.body["access_token"])).toBe(200);
});

test("the eleventh refresh in ten minutes is throttled, and the tokens so far go on working", async () => {
  const zoho = await emulator({ settings: { maxActiveAccess: 30 } });
  const { accessToken, refreshToken } = await connect(zoho);
  for (let n = 0; n < 10; n += 1)
    expect((await refresh(zoho, refreshToken)).body).toHaveProperty("access_token");
  const refused = await refresh(zoho, refreshToken);
  expect(refused.status).toBe(400);
  expect(refused.body).toEqual({
    error_description: "You have made too many requests continuously. Please try again after some time.",
    error: "Access Denied",
    status: "failure",
  });
  expect(await statusOf(zoho, accessToken)).toBe(200);
});

test("asking again while throttled starts the ten minutes anew, unless the setting says not", async () => {
  const zoho = await emulator({ settings: { accessPer10min: 1 } });
  const { refreshToken } = await connect(zoho);
  await refresh(zoho, refreshToken);
  expect((await refresh(zoho, refreshToken)).status).toBe(400);
  await control(zoho, "POST", "clock", { advanceSeconds: 599 });
  expect((await refresh(zoho, refreshToken)).status).toBe(400);
  await control(zoho, "POST", "clock", { advanceSeconds: 599 });
  await control(zoho, "PATCH", "settings", { throttleExtendOnRetry: false });
  expect((await refresh(zoho, refreshToken)).status).toBe(400);
  await control(zoho, "POST", "clock", { advanceSeconds: 1 });
  expect((await refresh(zoho, refreshToken)).body).toHaveProperty("access_token");
});

test("a throttled refresh token stays refused for as long as the setting says", async () => {
  const zoho = await emulator({
    settings: { accessPer10min: 1, throttleFor: 900, throttleExtendOnRetry: false },
  });
  const { refreshToken } = await connect(zoho);
  await refresh(zoho, refreshToken);
  await refresh(zoho, refreshToken);
  await control(zoho, "POST", "clock", { advanceSeconds: 899 });
  expect((await refresh(zoho, refreshToken)).status).toBe(400);
  await control(zoho, "POST", "clock", { advanceSeconds: 1 });
  expect((await refresh(zoho, refreshToken)).body).toHaveProperty("access_token");
});

test("the throttle answer can come in Chinese and with status 200", async () => {
  const zoho = await emulator({ settings: { accessPer10min: 1, throttleLocale: "zh", throttleStatus: 200 } });
  const { refreshToken } = await connect(zoho);
  await refresh(zoho, refreshToken);
  const refused = await refresh(zoho, refreshToken);
  expect(refused.status).toBe(200);
  expect(refused.body).toMatchObject({ error: "拒绝访问", status: "failure" });
});

test("the limit is each refresh token's own", async () => {
  const zoho = await emulator({ settings: { accessPer10min: 1 } });
  const one = await connect(zoho);
  const other = await connect(zoho, { org: "Sandbox" });
  await refresh(zoho, one.refreshToken);
  expect((await refresh(zoho, one.refreshToken)).status).toBe(400);
  expect((await refresh(zoho, other.refreshToken)).body).toHaveProperty("access_token");
});

test("the twenty-first refresh token kills the oldest and its access tokens", async () => {
  const zoho = await emulator({ settings: NO_RATE_LIMIT });
  const first = await connect(zoho);
  const second = await connect(zoho, { org: "Sandbox" });
  for (let n = 0; n < 18; n += 1) await connect(zoho);
  expect(await statusOf(zoho, first.accessToken)).toBe(200);
  await connect(zoho);
  expect(await statusOf(zoho, first.accessToken)).toBe(401);
  expect((await refresh(zoho, first.refreshToken)).body).toEqual({ error: "invalid_code" });
  expect((await refresh(zoho, second.refreshToken)).body).toHaveProperty("access_token");
});

test("refresh tokens of one person do not push out another's", async () => {
  const zoho = await emulator({ settings: { ...NO_RATE_LIMIT, maxRefresh: 1 } });
  const robin = await connect(zoho);
  await connect(zoho, { person: "Alex Stone" });
  expect((await refresh(zoho, robin.refreshToken)).body).toHaveProperty("access_token");
});

test("an access token lives for an hour", async () => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  await control(zoho, "POST", "clock", { advanceSeconds: 3599 });
  expect(await statusOf(zoho, accessToken)).toBe(200);
  await control(zoho, "POST", "clock", { advanceSeconds: 1 });
  expect(await statusOf(zoho, accessToken)).toBe(401);
});

test("with rotation on, a refresh gives a new refresh token and the old one is dead", async () => {
  const zoho = await emulator({ settings: { rotateRefresh: true } });
  const { refreshToken } = await connect(zoho);
  const { body } = await refresh(zoho, refreshToken);
  expect((await refresh(zoho, refreshToken)).body).toEqual({ error: "invalid_code" });
  expect((await refresh(zoho, String(body["refresh_token"]))).body).toHaveProperty("access_token");
});

test("a refresh token works in its own data center only", async () => {
  const zoho = await emulator();
  const { refreshToken } = await connect(zoho, { person: "Noa Berg" });
  expect((await refresh(zoho, refreshToken, "us")).body).toEqual({ error: "invalid_code" });
  expect((await refresh(zoho, refreshToken, "eu")).body).toHaveProperty("access_token");
});

/** How many of two grants are given: another client's of the same person, and the same client's of another person. */
async function givenToOthers(zoho: RunningEmulator): Promise<readonly boolean[]> {
  const redirectUri = "https://app.example/cb";
  const { clientId } = await registered(zoho, { redirectUri });
  await ask(authorizeUrl(zoho));
  const sameClient = (): Promise<boolean> =>
    ask(authorizeUrl(zoho)).then((answer) => callbackOf(answer).has("code"));
  const otherClient = await ask(authorizeUrl(zoho, { client_id: clientId, redirect_uri: redirectUri }));
  await control(zoho, "PATCH", "settings", { autoConsent: "Remy Roy" });
  return [callbackOf(otherClient).has("code"), await sameClient()];
}

test.each([
  ["both", [false, false]],
  ["client", [true, false]],
  ["person", [false, true]],
] as const)(
  "with grantLimitKey %s a full count refuses another client, another person: %j",
  async (key, given) => {
    const zoho = await emulator({
      settings: { autoConsent: "Robin Vale", grantsPer10min: 1, grantLimitKey: key },
    });
    expect(await givenToOthers(zoho)).toEqual(given);
  },
);

test("who is beyond the limit is refused before they are told of a missing account", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Kim Hale", grantsPer10min: 1 } });
  await ask(authorizeUrl(zoho, { scope: "ZohoBooks.contacts.READ" }));
  expect(callbackOf(await ask(authorizeUrl(zoho))).get("error")).toBe("access_denied");
});

test("the eleventh refresh token of a person for a client in ten minutes is throttled, and its code stays good", async () => {
  const zoho = await emulator({ settings: { grantsPer10min: 1_000 } });
  for (let n = 0; n < 10; n += 1) expect((await connect(zoho)).refreshToken).not.toBe("");
  const code = callbackOf(await ask(authorizeUrl(zoho, { prompt: "consent" }))).get("code") ?? "";
  const refused = await exchange(zoho, code);
  expect([refused.status, refused.body["error"]]).toEqual([400, "Access Denied"]);
  expect((await connect(zoho, { person: "Alex Stone" })).refreshToken).not.toBe("");
  await control(zoho, "PATCH", "settings", { codeTtl: 1_000, autoConsent: "Robin Vale" });
  const later = callbackOf(await ask(authorizeUrl(zoho, { prompt: "consent" }))).get("code") ?? "";
  await control(zoho, "POST", "clock", { advanceSeconds: 600 });
  expect((await exchange(zoho, later)).body).toHaveProperty("refresh_token");
});

test("online tokens of one consent push each other out too", async () => {
  const zoho = await emulator({ settings: { ...NO_RATE_LIMIT, maxActiveAccess: 1 } });
  const online = { access_type: "online" };
  const first = await connect(zoho, { ask: online });
  const second = await connect(zoho, { ask: online });
  expect(await statusOf(zoho, first.accessToken)).toBe(401);
  expect(await statusOf(zoho, second.accessToken)).toBe(200);
});
