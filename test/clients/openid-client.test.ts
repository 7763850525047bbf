import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClientProgram, startClient } from "./support/client-program";
import { consent, registeredClient } from "./support/consenting-browser";
import { type EmulatedZoho, startEmulatedZoho } from "./support/emulated-zoho";

const SCOPE = "ZohoCRM.modules.READ,ZohoCRM.org.READ";
const TOKEN = "POST accounts.zoho.com/oauth/v2/token 200";

/** Zoho answers 200, so this client takes the error for an answer that lacks its token. */
const INVALID_CODE = {
  code: "OAUTH_INVALID_RESPONSE",
  cause: { cause: { body: { error: "invalid_code" } } },
};

type Tokens = Readonly<Record<"access_token" | "refresh_token", string>>;

describe.each(["post", "basic"])("openid-client, secret by %s", (method) => {
  let zoho: EmulatedZoho;
  let program: ClientProgram;
  let tokens: Tokens;

  async function callbackUrl(answer?: "accept" | "reject"): Promise<string> {
    const { redirectUri } = registeredClient(zoho);
    const url = await program.value("authorizeUrl", { redirectUri, scope: SCOPE });
    return consent(zoho, url as string, answer);
  }

  beforeAll(async () => {
    zoho = await startEmulatedZoho();
    program = await startClient("openid-client", "openid-client");
    await program.value("configure", { ...registeredClient(zoho), method });
  });
  afterAll(async () => {
    await program.close();
    await zoho.running.close();
  });

  test("a code with PKCE becomes tokens", async () => {
    const callback = await callbackUrl();
    const seen = await zoho.seenDuring(async () => {
      tokens = (await program.value("exchange", { callback })) as Tokens;
    });
    expect(tokens).toMatchObject({
      access_token: expect.stringMatching(/^1000\./) as string,
      refresh_token: expect.stringMatching(/^1000\./) as string,
      token_type: "bearer",
      expires_in: 3600,
      scope: SCOPE.replace(",", " "),
    });
    expect(seen).toEqual([TOKEN]);
  });

  test("the token opens the API, sent as Bearer", async () => {
    const url = `${zoho.url}/www.zohoapis.com/crm/v8/org`;
    expect(await program.value("call", { accessToken: tokens.access_token, url })).toMatchObject({
      status: 200,
      body: { org: [{ company_name: "Acme" }] },
    });
  });

  test("a refresh brings an access token and no refresh token", async () => {
    const refreshed = await program.value("refresh", { refreshToken: tokens.refresh_token });
    expect(refreshed).toMatchObject({ token_type: "bearer", expires_in: 3600 });
    expect(refreshed).not.toHaveProperty("refresh_token");
    expect((refreshed as Tokens).access_token).not.toBe(tokens.access_token);
  });

  test("a wrong verifier is refused", async () => {
    const callback = await callbackUrl();
    const { error } = await program.do("exchange", { callback, verifier: "x".repeat(43) });
    expect(error).toMatchObject(INVALID_CODE);
  });

  test("a rejected consent is an error of the callback", async () => {
    const callback = await callbackUrl("reject");
    const { error } = await program.do("exchange", { callback });
    expect(error).toMatchObject({ code: "OAUTH_AUTHORIZATION_RESPONSE_ERROR", error: "access_denied" });
  });

  test("a revoked token refreshes no more", async () => {
    await program.value("revoke", { token: tokens.refresh_token });
    const last = await zoho.lastRequest();
    expect(last).toMatchObject({ method: "POST", path: "/oauth/v2/token/revoke", status: 200 });
    const { error } = await program.do("refresh", { refreshToken: tokens.refresh_token });
    expect(error).toMatchObject(INVALID_CODE);
  });

  test("where token errors have status 400 this client reads them", async () => {
    await zoho.set({ errorStatus: 400 });
    const { error } = await program.do("refresh", { refreshToken: tokens.refresh_token });
    await zoho.set({ errorStatus: 200 });
    expect(error).toMatchObject({ code: "OAUTH_RESPONSE_BODY_ERROR", error: "invalid_code" });
  });
});
