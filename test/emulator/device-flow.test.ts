import { expect, test } from "vitest";
import { isEmulatorToken } from "../../src/emulator/token-form";
import { call, post, postToken, registered } from "./support/consenting";
import { askCode, askedCode, poll } from "./support/devices";
import { control, emulator } from "./support/running";

test("a device is told what to show, and times in milliseconds", async () => {
  const zoho = await emulator();
  const { body } = await askCode(zoho);
  expect(body).toEqual({
    user_code: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/) as string,
    device_code: expect.stringMatching(/^1004\.e0e0e0e0e0e0e0e0[0-9a-f]{16}\.[0-9a-f]{32}$/) as string,
    verification_url: "https://accounts.zoho.com/oauth/v3/device",
    verification_uri_complete: `https://accounts.zoho.com/oauth/v3/device?user_code=${String(body["user_code"])}`,
    interval: 30_000,
    expires_in: 300_000,
  });
  expect(isEmulatorToken(String(body["device_code"]))).toBe(true);
});

test("times can come in seconds, and the address can be this emulator's", async () => {
  const zoho = await emulator({
    settings: { deviceUnits: "s", deviceInterval: 5, deviceCodeTtl: 60, accountsServer: "emulator" },
  });
  expect((await askCode(zoho, {}, "us")).body).toMatchObject({
    verification_url: `${zoho.url}/accounts.zoho.com/oauth/v3/device`,
    interval: 5,
    expires_in: 60,
  });
});

test("a device waits, is told to slow down, and gets its tokens once somebody has consented", async () => {
  const zoho = await emulator();
  const { device_code: code } = await askedCode(zoho);
  expect((await poll(zoho, code)).body).toEqual({ error: "authorization_pending" });
  await control(zoho, "POST", "clock", { advanceSeconds: 29 });
  expect((await poll(zoho, code)).body).toEqual({ error: "slow_down" });
  await control(zoho, "POST", "clock", { advanceSeconds: 30 });
  expect((await poll(zoho, code)).body).toEqual({ error: "authorization_pending" });
  await control(zoho, "PATCH", "settings", { autoConsent: "Robin Vale", autoConsentOrg: "Sandbox" });
  const { status, body } = await poll(zoho, code);
  expect(status).toBe(200);
  expect(body).toMatchObject({ api_domain: "https://sandbox.zohoapis.com", expires_in: 3600 });
  const { clientId, clientSecret } = zoho.ready.clients.device;
  const refreshed = await postToken(zoho, {
    grant_type: "refresh_token",
    refresh_token: String(body["refresh_token"]),
    client_id: clientId,
    client_secret: clientSecret,
  });
  const token = String(refreshed.body["access_token"]);
  expect((await call(zoho, token, "GET", "crm/v8/org", undefined, "sandbox.zohoapis.com")).status).toBe(200);
  expect((await poll(zoho, code)).body).toEqual({ error: "invalid_code" });
});

test("whose person lives elsewhere is sent there, and the same code works there", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Noa Berg" } });
  const { device_code: code } = await askedCode(zoho);
  expect((await poll(zoho, code, "eu")).body).toEqual({ error: "invalid_code" });
  expect((await poll(zoho, code)).body).toEqual({ error: "other_dc", user_location: "eu" });
  const { body } = await poll(zoho, code, "eu");
  expect(body).toMatchObject({ api_domain: "https://www.zohoapis.eu" });
  expect(body["refresh_token"]).toBeTypeOf("string");
});

test("the other data center wants its own secret", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Noa Berg" } });
  const own = await registered(zoho, { type: "device", secrets: "perDataCenter" });
  const { device_code: code } = await askedCode(zoho, { client_id: own.clientId });
  const as = (secret = ""): Record<string, string> => ({ client_id: own.clientId, client_secret: secret });
  await poll(zoho, code, "us", as(own.secrets.us));
  expect((await poll(zoho, code, "eu", as(own.secrets.us))).body).toEqual({ error: "invalid_client" });
  expect((await poll(zoho, code, "eu", as(own.secrets.eu))).body).toHaveProperty("access_token");
});

test("a rejected device is told so each time it asks", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Robin Vale", autoConsentAnswer: "reject" } });
  const { device_code: code } = await askedCode(zoho);
  for (let n = 0; n < 2; n += 1) expect((await poll(zoho, code)).body).toEqual({ error: "access_denied" });
});

test("who lacks an account refuses by going back, or says nothing", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Kim Hale", noOrgBackToApp: "closed" } });
  const { device_code: code } = await askedCode(zoho);
  expect((await poll(zoho, code)).body).toEqual({ error: "authorization_pending" });
  await control(zoho, "PATCH", "settings", { noOrgBackToApp: "clicked" });
  expect((await poll(zoho, code)).body).toEqual({ error: "access_denied" });
});

test("a code that has run out is told apart from one that never was", async () => {
  const zoho = await emulator({ settings: { deviceCodeTtl: 60 } });
  const { device_code: code } = await askedCode(zoho);
  await control(zoho, "POST", "clock", { advanceSeconds: 60 });
  expect((await poll(zoho, code)).body).toEqual({ error: "expired" });
  expect((await poll(zoho, `${code.slice(0, -1)}x`)).body).toEqual({ error: "invalid_code" });
});

test("another client's code is invalid_code", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Robin Vale" } });
  const { clientId } = await registered(zoho, { type: "device" });
  const { device_code: code } = await askedCode(zoho, { client_id: clientId });
  expect((await poll(zoho, code)).body).toEqual({ error: "invalid_code" });
});

test.each([
  ["the wrong secret", { client_secret: "wrong" }, "invalid_client_secret"],
  ["an unknown client", { client_id: "1000.NOBODY" }, "invalid_client"],
  ["another grant type", { grant_type: "device_request" }, "invalid_client"],
])("polling with %s is refused, with the status of the setting", async (_what, changes, error) => {
  const zoho = await emulator({ settings: { deviceStatus: 400 } });
  const { device_code: code } = await askedCode(zoho);
  const answer = await poll(zoho, code, "us", changes);
  expect([answer.status, answer.body]).toEqual([400, { error }]);
});

test.each([
  ["an unknown client", { client_id: "1000.NOBODY" }, "invalid_client"],
  ["another grant type", { grant_type: "device_token" }, "invalid_client"],
  ["an unknown scope", { scope: "ZohoNothing.x.READ" }, "invalid_scope"],
  ["no scope", { scope: "" }, "invalid_scope"],
])("a code is refused for %s", async (_what, changes, error) => {
  const zoho = await emulator();
  expect((await askCode(zoho, changes)).body).toEqual({ error });
});

test("clients of other types get no device code", async () => {
  const zoho = await emulator();
  for (const type of ["server", "self", "mobile", "browser"] as const) {
    const { clientId } = zoho.ready.clients[type];
    expect((await askCode(zoho, { client_id: clientId })).body).toEqual({ error: "invalid_client" });
  }
});

test("without a grant type the device addresses answer in plain text", async () => {
  const zoho = await emulator();
  for (const path of ["oauth/v3/device/code", "oauth/v3/device/token"]) {
    const answer = await post(zoho, path, {});
    expect([answer.status, answer.text]).toEqual([400, "400 Bad Request"]);
  }
});

test("the token endpoint takes device codes as RFC 8628 words them", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Robin Vale" } });
  const { device_code: code } = await askedCode(zoho);
  const { clientId, clientSecret } = zoho.ready.clients.device;
  const answer = await postToken(zoho, {
    grant_type: "urn:ietf:params:oauth:grant-type:device_code",
    device_code: code,
    client_id: clientId,
    client_secret: clientSecret,
  });
  expect(answer.body).toHaveProperty("refresh_token");
});

test("online access gives a device no refresh token", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Robin Vale" } });
  const { device_code: code } = await askedCode(zoho, { access_type: "online" });
  const { body } = await poll(zoho, code);
  expect(body).toHaveProperty("access_token");
  expect(body).not.toHaveProperty("refresh_token");
});
