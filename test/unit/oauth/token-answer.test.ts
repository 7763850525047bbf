import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ErrorCode } from "../../../src/errors/codes";
import { ZohoError } from "../../../src/errors/zoho-error";
import { processTokenAnswer, type TokenAnswer, type TokenQuestion } from "../../../src/oauth/token-answer";
import type { TransportResponse } from "../../../src/transport/transport";
import { expectCode } from "../support/expect-zoho-error";
import { html, reply } from "../support/scripted-transport";
import { CANARY } from "../support/secrets";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const refresh: TokenQuestion = { grant: "refresh", dataCenter: "eu", connection: "acme", now: NOW };
const exchange: TokenQuestion = {
  ...refresh,
  grant: "code",
  redirectUri: "https://example.org/zoho/callback",
};

function answered(body: unknown, status = 200): TokenAnswer {
  return processTokenAnswer(reply(status, body), refresh);
}

function refused(response: TransportResponse, code: ErrorCode, question = refresh): Promise<ZohoError> {
  return expectCode(() => processTokenAnswer(response, question), code);
}

describe("an answer with a token", () => {
  const token = {
    access_token: CANARY.accessToken,
    expires_in: 3600,
    api_domain: "https://www.zohoapis.eu",
    token_type: "Bearer",
  };

  it.each([200, 201, 400, 500])("is a success with status %d", (status) => {
    expect(answered(token, status)).toEqual({
      accessToken: CANARY.accessToken,
      expiresInMs: 3_600_000,
      apiDomain: "https://www.zohoapis.eu",
    });
  });

  it("may bring a refresh token", () => {
    expect(answered({ ...token, refresh_token: CANARY.refreshToken }).refreshToken).toBe(CANARY.refreshToken);
    expect(answered({ ...token, refresh_token: "" }).refreshToken).toBeUndefined();
    expect(answered({ ...token, refresh_token: null }).refreshToken).toBeUndefined();
    expect(answered({ ...token, refresh_token: ["x"] }).refreshToken).toBeUndefined();
  });

  it.each([
    ["ZohoCRM.modules.ALL ZohoCRM.org.READ"],
    ["ZohoCRM.modules.ALL,ZohoCRM.org.READ"],
    ["ZohoCRM.modules.ALL,  ZohoCRM.org.READ "],
    ["ZohoCRM.modules.ALL\nZohoCRM.org.READ,ZohoCRM.modules.ALL"],
  ])("has its scopes, however they are separated: %j", (scope) => {
    expect(answered({ ...token, scope }).scopes).toEqual(["ZohoCRM.modules.ALL", "ZohoCRM.org.READ"]);
  });

  it.each([undefined, "", null, 7, ["ZohoCRM.modules.ALL"]])(
    "has unknown scopes where Zoho says %j",
    (scope) => {
      expect(answered({ ...token, scope })).not.toHaveProperty("scopes");
    },
  );

  it.each([
    ["seconds", { expires_in: 3600 }, 3_600_000],
    ["seconds as text", { expires_in: "3600" }, 3_600_000],
    ["the old form", { expires_in_sec: 3600, expires_in: 3_600_000 }, 3_600_000],
    ["milliseconds", { expires_in: 3_600_000 }, 3_600_000],
    ["the seconds of the old form alone", { expires_in_sec: 1800 }, 1_800_000],
    ["nothing", {}, 3_600_000],
    ["null", { expires_in: null }, 3_600_000],
    ["zero", { expires_in: 0 }, 3_600_000],
    ["less than a second", { expires_in: 0.001 }, 3_600_000],
    ["a negative number", { expires_in: -3600 }, 3_600_000],
    ["no number", { expires_in: "soon" }, 3_600_000],
    ["empty text", { expires_in: "" }, 3_600_000],
    ["true", { expires_in: true }, 3_600_000],
    ["a list", { expires_in: [60] }, 3_600_000],
    ["an object", { expires_in: {} }, 3_600_000],
    ["a senseless old form beside a present one", { expires_in_sec: "x", expires_in: 1200 }, 3_600_000],
    ["more than any token lives", { expires_in: 1e18 }, 86_400_000],
    ["a day", { expires_in: 86_400 }, 86_400_000],
    ["ten minutes", { expires_in: 600 }, 600_000],
  ])("lives as long as it says: %s", (_what, times, expected) => {
    expect(answered({ access_token: "t", ...times }).expiresInMs).toBe(expected);
  });

  it("keeps a foreign api_domain as a hint and nothing else", () => {
    expect(answered({ ...token, api_domain: "https://evil.example" }).apiDomain).toBe("https://evil.example");
    expect(answered({ ...token, api_domain: { host: "x" } }).apiDomain).toBeUndefined();
  });

  it("may begin with a byte order mark", () => {
    const response = reply(200, Buffer.from(`\ufeff${JSON.stringify(token)}`));
    expect(processTokenAnswer(response, refresh).accessToken).toBe(CANARY.accessToken);
  });

  it.each([
    "",
    " ",
    "a b",
    "abc\r\nX-Evil: 1",
    "abc\n",
    "tok\u0000en",
    "tökén",
    "x".repeat(10_000),
    null,
    1,
    true,
    {},
    ["t"],
  ])("is none where the token is %j", async (access_token) => {
    await refused(reply(200, { access_token, expires_in: 3600 }), "not_zoho");
  });

  it("does not take a refresh token that could not be sent again", async () => {
    expect(answered({ ...token, refresh_token: "abc\r\ndef" }).refreshToken).toBeUndefined();
  });
});

describe("an answer without a token", () => {
  it.each([
    ["invalid_code", "grant_revoked", "expired_token"],
    ["invalid_client", "invalid_client", "rejected"],
    ["invalid_client_secret", "invalid_client_secret", "rejected"],
    ["invalid_redirect_uri", "invalid_redirect_uri", "rejected"],
    ["invalid_scope", "unknown_scope", "invalid_scope"],
    ["invalid_scopes", "unknown_scope", "invalid_scope"],
    ["missing_org_info", "wrong_org", "no_org"],
    ["access_denied", "access_denied", "rejected"],
    ["general_error", "token_refused", "rejected"],
    ["unauthorized", "token_refused", "rejected"],
    ["__proto__", "token_refused", "rejected"],
    ["constructor", "token_refused", "rejected"],
  ] as const)("of %s is %s, whatever the status", async (zohoCode, code, errorClass) => {
    for (const status of [200, 400, 401]) {
      const error = await refused(reply(status, { error: zohoCode }), code);
      expect(error.class).toBe(errorClass);
      expect(error.cause).toMatchObject({ zohoCode, status, connection: "acme" });
    }
  });

  it("of invalid_code to a grant code says that the code is dead, not the connection", async () => {
    await refused(reply(200, { error: "invalid_code" }), "grant_code_invalid", exchange);
  });

  it("names the redirect URI that was sent", async () => {
    const error = await refused(
      reply(200, { error: "invalid_redirect_uri" }),
      "invalid_redirect_uri",
      exchange,
    );
    expect(error.message).toContain("https://example.org/zoho/callback");
  });

  it("names data center and console for a wrong client", async () => {
    const error = await refused(reply(200, { error: "invalid_client" }), "invalid_client");
    expect(error.message).toContain("Europe");
    expect(error.message).toContain("https://api-console.zoho.eu");
  });

  it.each([
    [
      "English",
      400,
      {
        error_description: "You have made too many requests continuously.",
        error: "Access Denied",
        status: "failure",
      },
    ],
    ["Chinese", 400, { error_description: "…", error: "拒绝访问", status: "failure" }],
    ["a status of success", 200, { error: "Access Denied", status: "failure" }],
    ["no status field", 400, { error: "Access Denied" }],
    ["429 and JSON", 429, { error: "too_many" }],
    ["429 and nothing", 429, ""],
    ["429 and HTML", 429, "<html>"],
    ["the word failure alone", 200, { status: "failure" }],
  ])("of a throttle is known in %s", async (_how, status, body) => {
    const error = await refused(reply(status, body), "token_throttled");
    expect(error.class).toBe("rate_limited");
    expect(error.cause.retryAt).toBe("2026-03-01T12:10:00.000Z");
    expect(error.cause.retryAfterMs).toBe(600_000);
    expect(error.cause.remedy).toContain("Wait until 2026-03-01 12:10:00 UTC.");
  });

  it.each([500, 502, 503, 504])("of status %d may be better later", async (status) => {
    await refused(html(status), "server_error");
    await refused(reply(status, ""), "server_error");
    expect((await refused(reply(status, { error: "internal_error" }), "server_error")).class).toBe(
      "unreachable",
    );
  });

  it.each([
    ["HTML", html(200)],
    ["HTML with 400", html(400)],
    ["a redirect", reply(302, "", { location: "https://evil.example" })],
    ["nothing", reply(200, "")],
    ["truncated JSON", reply(200, '{"access_token":"1000.aa')],
    ["text", reply(400, "400 Bad Request")],
    ["an array", reply(200, [{ access_token: "t" }])],
    ["null", reply(200, "null")],
    ["a string", reply(200, '"access_token"')],
    ["a number", reply(200, "1")],
    ["an empty object", reply(200, {})],
    ["an error that is no text", reply(200, { error: { code: 1 } })],
    ["an empty error", reply(200, { error: "" })],
    ["a token in the prototype", reply(200, '{"__proto__":{"access_token":"t"},"expires_in":3600}')],
    ["a token in the constructor", reply(200, '{"constructor":{"prototype":{"access_token":"t"}}}')],
    ["bytes", reply(200, Buffer.from([0xff, 0xfe, 0x00, 0x80]))],
  ])("of %s is not Zoho's", async (_what, response) => {
    expect((await refused(response, "not_zoho")).class).toBe("unreachable");
  });

  it("leaves Object.prototype alone", () => {
    expect(() => answered('{"__proto__":{"polluted":true}}')).toThrow(ZohoError);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("any answer at all", () => {
  it("is a token that can be sent, with a life of a second to a day, or a ZohoError", () => {
    const odd = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string()),
      fc.object(),
    );
    const body = fc.record(
      {
        access_token: fc.oneof(fc.constant(CANARY.accessToken), odd),
        refresh_token: odd,
        expires_in: odd,
        expires_in_sec: odd,
        scope: odd,
        api_domain: odd,
        error: odd,
        status: odd,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(body, fc.json(), odd), fc.integer({ min: 100, max: 599 }), (value, status) => {
        try {
          const answer = processTokenAnswer(reply(status, value), refresh);
          expect(answer.accessToken).toMatch(/^[\x21-\x7e]+$/);
          if (answer.refreshToken !== undefined) expect(answer.refreshToken).toMatch(/^[\x21-\x7e]+$/);
          expect(answer.expiresInMs).toBeGreaterThanOrEqual(1_000);
          expect(answer.expiresInMs).toBeLessThanOrEqual(86_400_000);
        } catch (error) {
          expect(error).toBeInstanceOf(ZohoError);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});
