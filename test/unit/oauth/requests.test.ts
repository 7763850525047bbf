import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { authorizeUrl } from "../../../src/oauth/authorize-url";
import { createPkce } from "../../../src/oauth/pkce";
import {
  processRevokeAnswer,
  processRevokeByClientAnswer,
  revokeByClientRequest,
  revokeRequest,
} from "../../../src/oauth/revoke";
import { grantCodeRequest, refreshRequest } from "../../../src/oauth/token-request";
import { expectCode } from "../support/expect-zoho-error";
import { form, html, reply } from "../support/scripted-transport";
import { CANARY } from "../support/secrets";

const client = { dataCenter: "eu", clientId: "1000.CLIENT", clientSecret: CANARY.clientSecret } as const;

describe("requests to the accounts server", () => {
  it("carry secrets in the body alone", () => {
    const requests = [
      refreshRequest(client, CANARY.refreshToken),
      grantCodeRequest(client, {
        code: CANARY.grantCode,
        redirectUri: "https://example.org/cb",
        codeVerifier: "v",
      }),
      revokeRequest("eu", CANARY.refreshToken),
    ];
    for (const { url, headers, method } of requests) {
      expect(method).toBe("POST");
      expect(url.origin).toBe("https://accounts.zoho.eu");
      expect(url.search).toBe("");
      const open = JSON.stringify(headers) + url.href;
      for (const secret of Object.values(CANARY)) expect(open).not.toContain(secret);
    }
  });

  it("exchange a code with its redirect URI and verifier, and a Self Client's with neither", () => {
    const web = form(
      grantCodeRequest(client, { code: "c&d=e", redirectUri: "https://example.org/cb", codeVerifier: "v" }),
    );
    expect(Object.fromEntries(web)).toEqual({
      client_id: "1000.CLIENT",
      client_secret: CANARY.clientSecret,
      grant_type: "authorization_code",
      code: "c&d=e",
      redirect_uri: "https://example.org/cb",
      code_verifier: "v",
    });
    expect([...form(grantCodeRequest(client, { code: "c" })).keys()]).toEqual([
      "client_id",
      "client_secret",
      "grant_type",
      "code",
    ]);
  });

  it("leave out the secret of a client that has none", () => {
    expect(form(refreshRequest({ ...client, clientSecret: undefined }, "r")).has("client_secret")).toBe(
      false,
    );
  });

  it("open a consent page that asks for a refresh token, with state and S256", () => {
    const url = authorizeUrl({
      dataCenter: "jp",
      clientId: "id",
      redirectUri: "http://127.0.0.1:1880/zoho/callback?x=1&y=2",
      scopes: ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ"],
      state: "a&b",
      codeChallenge: "c",
    });
    expect(url.origin + url.pathname).toBe("https://accounts.zoho.jp/oauth/v2/auth");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: "code",
      client_id: "id",
      redirect_uri: "http://127.0.0.1:1880/zoho/callback?x=1&y=2",
      scope: "ZohoCRM.modules.ALL,ZohoCRM.org.READ",
      access_type: "offline",
      prompt: "consent",
      state: "a&b",
      code_challenge: "c",
      code_challenge_method: "S256",
    });
  });

  it("prove the browser by a pair that fits (RFC 7636)", () => {
    const { verifier, challenge } = createPkce();
    expect(verifier).toMatch(/^[\w-]{43}$/);
    expect(challenge).toBe(createHash("sha256").update(verifier).digest("base64url"));
    expect(createPkce().verifier).not.toBe(verifier);
  });
});

describe("a revocation at the newer address", () => {
  it("is the client's, who says so by HTTP Basic", () => {
    const request = revokeByClientRequest({ ...client, clientId: "1000.C:1" }, CANARY.refreshToken);
    expect(request.url.href).toBe("https://accounts.zoho.eu/oauth/v2/revoke/token");
    expect(Object.fromEntries(form(request))).toEqual({
      token: CANARY.refreshToken,
      token_type: "refresh_token",
    });
    const [scheme, credentials = ""] = request.headers?.["authorization"]?.split(" ") ?? [];
    expect(scheme).toBe("Basic");
    expect(Buffer.from(credentials, "base64").toString()).toBe(`1000.C%3A1:${CANARY.clientSecret}`);
    expect(request.url.href).not.toContain(CANARY.refreshToken);
  });

  it.each([
    ["Zoho's success", reply(200, { status: "success" }), "revoked"],
    ["a success without words", reply(200, ""), "revoked"],
    ["a success with others", reply(200, {}), "revoked"],
    ["400 for an unknown token", reply(400, { error: "invalid_token" }), "unknown"],
    ["400 without words", reply(400, ""), "unknown"],
    ["200 with an error", reply(200, { error: "invalid_token" }), "unknown"],
    ["404", html(404), "not here"],
  ] as const)("is judged by the answer: %s", (_what, response, revocation) => {
    expect(processRevokeByClientAnswer(response)).toBe(revocation);
  });

  it.each([
    ["a wrong client", reply(400, { error: "invalid_client" }), "invalid_client"],
    ["a wrong secret", reply(400, { error: "invalid_client_secret" }), "invalid_client"],
    ["401", reply(401, ""), "invalid_client"],
    ["a throttle", reply(400, { error: "Access Denied", status: "failure" }), "server_error"],
    ["an outage", reply(502, ""), "server_error"],
    ["a page of the network", html(200), "not_zoho"],
    ["a redirect", reply(302, ""), "not_zoho"],
  ] as const)("does not take a token for dead because of %s", async (_what, response, code) => {
    await expectCode(() => processRevokeByClientAnswer(response), code);
  });
});

describe("an answer to a revocation", () => {
  it.each([404, 405])("says by %d that the address is closed", (status) => {
    expect(processRevokeAnswer(html(status))).toBe("not here");
  });

  it("is a success only in Zoho's own words", () => {
    expect(processRevokeAnswer(reply(200, { status: "success" }))).toBe("revoked");
  });

  it.each([
    ["400 with an error", reply(400, { error: "invalid_token" })],
    ["400 without words", reply(400, "")],
    ["200 with an error", reply(200, { error: "invalid_token" })],
  ])("says that the token was dead before: %s", (_what, response) => {
    expect(processRevokeAnswer(response)).toBe("unknown");
  });

  it.each([
    ["a throttle", reply(400, { error: "Access Denied", status: "failure" }), "server_error"],
    ["a localised throttle", reply(200, { error: "拒绝访问", status: "failure" }), "server_error"],
    ["429", reply(429, ""), "server_error"],
    ["an outage", reply(503, ""), "server_error"],
    ["a sign-in page of the network", html(200), "not_zoho"],
    ["a redirect", reply(302, ""), "not_zoho"],
    ["a proxy", html(407), "not_zoho"],
    ["nothing", reply(200, ""), "not_zoho"],
  ] as const)("does not take a token for dead because of %s", async (_what, response, code) => {
    await expectCode(() => processRevokeAnswer(response), code);
  });
});
