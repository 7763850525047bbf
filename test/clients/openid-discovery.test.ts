import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClientProgram, startClient } from "./support/client-program";
import { consent, registeredClient } from "./support/consenting-browser";
import { type EmulatedZoho, startEmulatedZoho } from "./support/emulated-zoho";

const ISSUER = "https://accounts.zoho.com";
const NONCE = "n-0S6_WzA2Mj";

interface Tokens {
  readonly access_token: string;
  readonly claims: { readonly sub: string };
}

let zoho: EmulatedZoho;
let program: ClientProgram;
let tokens: Tokens;

beforeAll(async () => {
  zoho = await startEmulatedZoho();
  program = await startClient("openid-client", "openid-client");
});
afterAll(async () => {
  await program.close();
  await zoho.running.close();
});

describe("openid-client with Zoho's discovery document", () => {
  test("finds Zoho's addresses", async () => {
    const found = await program.value("discover", { ...registeredClient(zoho), method: "post" });
    expect(found).toMatchObject({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/oauth/v2/auth`,
      token_endpoint: `${ISSUER}/oauth/v2/token`,
      revocation_endpoint: `${ISSUER}/oauth/v2/token/revoke`,
      introspection_endpoint: `${ISSUER}/oauth/v2/introspect`,
      jwks_uri: `${ISSUER}/oauth/v2/keys`,
    });
  });

  test("gets an id_token whose signature, audience and nonce it has checked", async () => {
    const { redirectUri, clientId } = registeredClient(zoho);
    const input = { redirectUri, scope: "openid email profile", nonce: NONCE };
    const url = await program.value("authorizeUrl", input);
    const callback = await consent(zoho, url as string);
    tokens = (await program.value("exchange", { callback })) as Tokens;
    expect(tokens).toMatchObject({
      id_token: expect.any(String) as string,
      claims: { iss: ISSUER, aud: clientId, nonce: NONCE, email: "robin.vale@acme.example" },
    });
  });

  test("learns who the user is", async () => {
    const input = { accessToken: tokens.access_token, subject: tokens.claims.sub };
    expect(await program.value("userInfo", input)).toMatchObject({ email: "robin.vale@acme.example" });
  });

  test("asks whether a token is live", async () => {
    await program.value("discover", { ...registeredClient(zoho), method: "basic" });
    const input = { token: tokens.access_token };
    expect(await program.value("introspect", input)).toMatchObject({ active: true });
    await zoho.act("expireAccessTokens");
    expect(await program.value("introspect", input)).toEqual({ active: false });
  });
});

test("openid-client gets a token for an org with a Self Client's credentials alone", async () => {
  const { clientId, clientSecret } = zoho.running.ready.clients.self;
  const [org] = zoho.running.ready.people[0]?.orgs ?? [];
  const { accounts } = registeredClient(zoho);
  await program.value("configure", { accounts, clientId, clientSecret, method: "post" });
  const parameters = { scope: "ZohoCRM.org.READ", soid: `ZohoCRM.${org?.id ?? ""}` };
  const granted = (await program.value("clientCredentials", { parameters })) as Tokens;
  expect(granted).toMatchObject({ token_type: "bearer", expires_in: 3600 });
  expect(granted).not.toHaveProperty("refresh_token");
  const url = `${zoho.url}/www.zohoapis.com/crm/v8/org`;
  expect(await program.value("call", { accessToken: granted.access_token, url })).toMatchObject({
    status: 200,
    body: { org: [{ zgid: org?.id }] },
  });
});
