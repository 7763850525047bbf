import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClientProgram, startClient } from "./support/client-program";
import { consent, registeredClient } from "./support/consenting-browser";
import { type EmulatedZoho, startEmulatedZoho } from "./support/emulated-zoho";

const TOKEN = "POST accounts.zoho.com/oauth/v2/token 200";
const REVOKE = "POST accounts.zoho.com/oauth/v2/token/revoke 200";

describe.each(["header", "body"])("simple-oauth2, secret in the %s", (authorizationMethod) => {
  let zoho: EmulatedZoho;
  let program: ClientProgram;

  async function code(): Promise<string> {
    const { redirectUri } = registeredClient(zoho);
    const scope = ["ZohoCRM.modules.READ", "ZohoCRM.org.READ"];
    const url = await program.value("authorizeUrl", { redirectUri, scope, state: "s1" });
    const callback = new URL(await consent(zoho, url as string));
    expect(callback.searchParams.get("state")).toBe("s1");
    return callback.searchParams.get("code") ?? "";
  }

  beforeAll(async () => {
    zoho = await startEmulatedZoho();
    program = await startClient("simple-oauth2", "simple-oauth2");
    const { clientId, clientSecret } = registeredClient(zoho);
    await program.value("configure", {
      tokenHost: zoho.url,
      prefix: "/accounts.zoho.com",
      clientId,
      clientSecret,
      authorizationMethod,
    });
  });
  afterAll(async () => {
    await program.close();
    await zoho.running.close();
  });

  test("a code becomes tokens that live an hour", async () => {
    const { redirectUri } = registeredClient(zoho);
    const input = { code: await code(), redirectUri };
    const seen = await zoho.seenDuring(async () => {
      expect(await program.value("exchange", input)).toMatchObject({
        access_token: expect.stringMatching(/^1000\./) as string,
        refresh_token: expect.stringMatching(/^1000\./) as string,
        token_type: "Bearer",
        expires_in: 3600,
      });
    });
    expect(seen).toEqual([TOKEN]);
    expect(await program.value("expired", { window: 60 })).toBe(false);
    expect(await program.value("expired", { window: 3660 })).toBe(true);
  });

  test("a refresh brings another access token", async () => {
    const seen = await zoho.seenDuring(async () => {
      expect(await program.value("refresh")).toMatchObject({
        access_token: expect.stringMatching(/^1000\./) as string,
        expires_in: 3600,
      });
    });
    expect(seen).toEqual([TOKEN]);
  });

  test("a used code gives no token", async () => {
    const { redirectUri } = registeredClient(zoho);
    const input = { code: await code(), redirectUri };
    await program.value("exchange", input);
    // Zoho answers 200, which this client takes for a token.
    expect(await program.value("exchange", input)).toEqual({ error: "invalid_code" });
  });

  test("both tokens can be revoked", async () => {
    const { redirectUri } = registeredClient(zoho);
    await program.value("exchange", { code: await code(), redirectUri });
    const seen = await zoho.seenDuring(() => program.value("revokeAll"));
    expect(seen).toEqual([REVOKE, REVOKE]);
    expect(await program.value("refresh")).toMatchObject({ error: "invalid_code" });
  });
});
