import { describe, expect, it } from "vitest";
import { processDeviceCodeAnswer, processDevicePollAnswer } from "../../../src/oauth/device-answer";
import { deviceCodeRequest, devicePollRequest } from "../../../src/oauth/device-request";
import type { TokenQuestion } from "../../../src/oauth/token-answer";
import { everythingIn, expectCode, expectNoSecret } from "../support/expect-zoho-error";
import { form, html, reply } from "../support/scripted-transport";
import { CANARY } from "../support/secrets";

const MINUTE = 60_000;
const DEVICE_CODE = `1004.${"d0".repeat(16)}.${"d1".repeat(16)}`;
const client = { dataCenter: "eu", clientId: "1000.CLIENT", clientSecret: CANARY.clientSecret } as const;
const question: TokenQuestion = { grant: "code", dataCenter: "eu", connection: "acme", now: 0 };

describe("a device", () => {
  it("asks for a code with its client ID alone, offline and with consent", () => {
    const request = deviceCodeRequest(client, ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ"]);
    expect(request.method).toBe("POST");
    expect(request.url.href).toBe("https://accounts.zoho.eu/oauth/v3/device/code");
    expect(Object.fromEntries(form(request))).toEqual({
      client_id: "1000.CLIENT",
      grant_type: "device_request",
      scope: "ZohoCRM.modules.ALL,ZohoCRM.org.READ",
      access_type: "offline",
      prompt: "consent",
    });
  });

  it("asks whether its person has accepted, with all secrets in the body", () => {
    const request = devicePollRequest(client, DEVICE_CODE);
    expect(request.url.href).toBe("https://accounts.zoho.eu/oauth/v3/device/token");
    expect(Object.fromEntries(form(request))).toEqual({
      client_id: "1000.CLIENT",
      client_secret: CANARY.clientSecret,
      grant_type: "device_token",
      code: DEVICE_CODE,
    });
    expectNoSecret(JSON.stringify(request.headers) + request.url.href, [CANARY.clientSecret, DEVICE_CODE]);
    const bare = devicePollRequest({ ...client, clientSecret: undefined }, DEVICE_CODE);
    expect(form(bare).has("client_secret")).toBe(false);
  });
});

describe("the code that Zoho gives", () => {
  const body = { user_code: "BCDF-GHJK", device_code: DEVICE_CODE };
  const read = (extra: Readonly<Record<string, unknown>> = {}) =>
    processDeviceCodeAnswer(reply(200, { ...body, ...extra }), question);

  it.each([
    ["milliseconds", { expires_in: 300_000, interval: 5_000 }, 5 * MINUTE, 5_000],
    ["seconds", { expires_in: 300, interval: 5 }, 5 * MINUTE, 5_000],
    ["either, as text", { expires_in: "300000", interval: "30" }, 5 * MINUTE, 30_000],
    ["an hour in seconds", { expires_in: 3_600, interval: 999 }, 60 * MINUTE, 300_000],
    ["one more can only be milliseconds", { expires_in: 3_601, interval: 1_000 }, 10_000, 1_000],
    ["nothing", {}, 5 * MINUTE, 30_000],
    ["nonsense", { expires_in: "soon", interval: -1 }, 5 * MINUTE, 30_000],
    ["null", { expires_in: null, interval: Infinity }, 5 * MINUTE, 30_000],
    ["years", { expires_in: 1e12, interval: 1e12 }, 60 * MINUTE, 300_000],
  ])("may tell its times in %s", (_what, times, lifeMs, intervalMs) => {
    expect(read(times)).toMatchObject({ userCode: "BCDF-GHJK", deviceCode: DEVICE_CODE, lifeMs, intervalMs });
  });

  it.each([
    ["https://accounts.zoho.eu/oauth/v3/device", "/oauth/v3/device"],
    ["https://accounts.zoho.eu/device", "/device"],
    ["https://evil.example/oauth/v9/steal", "/oauth/v3/device"],
    ["http://accounts.zoho.eu/device", "/oauth/v3/device"],
    ["https://accounts.zoho.eu/a/../../b?c#d", "/b"],
    ["https://accounts.zoho.eu/%2e%2e/x y", "/oauth/v3/device"],
    ["javascript:alert(1)", "/oauth/v3/device"],
    [42, "/oauth/v3/device"],
    [undefined, "/oauth/v3/device"],
  ])("is typed at the path of %j, never at its host", (url, path) => {
    expect(read({ verification_url: url }).pagePath).toBe(path);
    expect(read({ verification_uri: url }).pagePath).toBe(path);
  });

  it("says whether its page takes it in the address", () => {
    expect(read().pageTakesCode).toBe(false);
    expect(read({ verification_uri_complete: "https://accounts.zoho.eu/x?user_code=y" }).pageTakesCode).toBe(
      true,
    );
  });

  it.each([
    ["no code", reply(200, { device_code: DEVICE_CODE }), "not_zoho"],
    ["a code that nobody can type", reply(200, { ...body, user_code: "a\nb" }), "not_zoho"],
    ["a page", html(200), "not_zoho"],
    ["an outage", reply(503, ""), "server_error"],
    ["invalid_client", reply(200, { error: "invalid_client" }), "invalid_client"],
    ["an unknown scope", reply(400, { error: "invalid_scope" }), "unknown_scope"],
    ["a throttle", reply(400, { error: "Access Denied", status: "failure" }), "token_throttled"],
  ] as const)("is none where the answer is %s", async (_what, response, code) => {
    await expectCode(() => processDeviceCodeAnswer(response, question), code);
  });
});

describe("what Zoho answers to a device that asks", () => {
  const judge = (body: unknown, status = 200) => processDevicePollAnswer(reply(status, body), question);

  it.each([200, 400])("is read by its body, not by its status (%d)", (status) => {
    expect(judge({ error: "authorization_pending" }, status)).toEqual({ state: "pending" });
    expect(judge({ error: "slow_down" }, status)).toEqual({ state: "slow down" });
    expect(judge({ error: "other_dc", user_location: "eu" }, status)).toEqual({
      state: "other data center",
      dataCenter: "eu",
    });
  });

  it.each(["moon", "", "https://evil.example", ["eu"], undefined, "__proto__"])(
    "names no data center by %j",
    (location) => {
      expect(judge({ error: "other_dc", user_location: location })).toEqual({
        state: "other data center",
        dataCenter: undefined,
      });
    },
  );

  it("is a token answer once the person has accepted", () => {
    const tokens = { access_token: CANARY.accessToken, refresh_token: CANARY.refreshToken, expires_in: 3600 };
    expect(judge(tokens)).toMatchObject({
      state: "granted",
      answer: { accessToken: CANARY.accessToken, refreshToken: CANARY.refreshToken, expiresInMs: 3_600_000 },
    });
  });

  it.each([
    [{ error: "access_denied" }, "access_denied"],
    [{ error: "expired" }, "device_code_expired"],
    [{ error: "expired_token" }, "device_code_expired"],
    [{ error: "invalid_code" }, "grant_code_invalid"],
    [{ error: "invalid_client_secret" }, "invalid_client_secret"],
    [{ error: "Access Denied", status: "failure" }, "token_throttled"],
    [{ error: "authorization_pending", status: "failure" }, "token_throttled"],
    [{ error: "moonshine" }, "token_refused"],
    ["<html>", "not_zoho"],
  ] as const)("ends in a failure by %j", async (body, code) => {
    const error = await expectCode(() => judge(body), code);
    expect(error.cause.connection).toBe("acme");
    expectNoSecret(everythingIn(error), Object.values(CANARY));
  });
});
