import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { call, personOf, post, postToken, registered } from "./support/consenting";
import { type Answer, control, emulator } from "./support/running";

function mint(zoho: RunningEmulator, fields: Readonly<Record<string, string>>): Promise<Answer> {
  const { clientId, clientSecret } = zoho.ready.clients.self;
  return postToken(zoho, {
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    scope: "ZohoCRM.org.READ",
    ...fields,
  });
}

function acme(zoho: RunningEmulator, environment: string): string {
  const orgs = personOf(zoho, "Robin Vale").orgs;
  return orgs.find((org) => org.environment === environment && org.product === "crm")?.id ?? "";
}

test("a Self Client gets a token for the org that soid names, and no refresh token", async () => {
  const zoho = await emulator();
  const { body } = await mint(zoho, { soid: `ZohoCRM.${acme(zoho, "Production")}` });
  expect(body).toMatchObject({
    scope: "ZohoCRM.org.READ",
    api_domain: "https://www.zohoapis.com",
    expires_in: 3600,
  });
  expect(body).not.toHaveProperty("refresh_token");
  const org = await call(zoho, String(body["access_token"]), "GET", "crm/v8/org");
  expect(org.body["org"]).toMatchObject([{ zgid: acme(zoho, "Production") }]);
});

test.each(["Sandbox", "Developer"])("a %s org has an ID of its own", async (environment) => {
  const zoho = await emulator();
  const { body } = await mint(zoho, { soid: `ZohoCRM.${acme(zoho, environment)}` });
  const host = `${environment.toLowerCase()}.zohoapis.com`;
  expect(body["api_domain"]).toBe(`https://${host}`);
  const org = await call(zoho, String(body["access_token"]), "GET", "crm/v8/org", undefined, host);
  expect(org.status).toBe(200);
});

test("soid may name an org of each service, without regard to case", async () => {
  const zoho = await emulator();
  const bigin = personOf(zoho, "Robin Vale").orgs.find((org) => org.product === "bigin")?.id ?? "";
  const { body } = await mint(zoho, {
    scope: "ZohoCRM.org.READ,ZohoBigin.org.READ",
    soid: `zohocrm.${acme(zoho, "Production")},ZohoBigin.${bigin}`,
  });
  const token = String(body["access_token"]);
  expect((await call(zoho, token, "GET", "bigin/v2/org")).status).toBe(200);
  expect((await call(zoho, token, "GET", "crm/v8/org")).status).toBe(200);
});

test.each([
  ["no soid", {}],
  ["an org that does not exist", { soid: "ZohoCRM.123456000000020003" }],
  ["no service", { soid: "123456000000020003" }],
])("%s is missing_org_info", async (_what, fields) => {
  const zoho = await emulator();
  expect((await mint(zoho, fields)).body).toEqual({ error: "missing_org_info" });
});

test("an org of another service or data center is missing_org_info", async () => {
  const zoho = await emulator();
  const nordlicht = personOf(zoho, "Noa Berg").orgs[0]?.id ?? "";
  for (const soid of [`ZohoBigin.${acme(zoho, "Production")}`, `ZohoCRM.${nordlicht}`]) {
    expect((await mint(zoho, { soid })).body).toEqual({ error: "missing_org_info" });
  }
});

test("Desk needs an org, which soid names as ZohoDesk", async () => {
  const zoho = await emulator();
  const desk = personOf(zoho, "Robin Vale").orgs.find((org) => org.product === "desk")?.id ?? "";
  const scope = "Desk.basic.READ";
  expect((await mint(zoho, { scope })).body).toEqual({ error: "missing_org_info" });
  expect((await mint(zoho, { scope, soid: `ZohoDesk.${desk}` })).body).toHaveProperty("access_token");
});

test("a service that needs no org needs no soid", async () => {
  const zoho = await emulator();
  expect((await mint(zoho, { scope: "ZohoCliq.Channels.READ" })).body).toHaveProperty("access_token");
});

test.each(["", "ZohoNothing.x.READ"])("the scope %j is invalid_scope", async (scope) => {
  const zoho = await emulator();
  expect((await mint(zoho, { scope })).body).toEqual({ error: "invalid_scope" });
});

test("the wrong secret is refused before anything else is looked at", async () => {
  const zoho = await emulator();
  expect((await mint(zoho, { client_secret: "wrong", scope: "" })).body).toEqual({
    error: "invalid_client_secret",
  });
});

test("a Self Client lives in the data center of its console", async () => {
  const zoho = await emulator();
  const own = await registered(zoho, { type: "self", dataCenters: ["eu"] });
  const fields = {
    grant_type: "client_credentials",
    client_id: own.clientId,
    client_secret: own.secrets.eu ?? "",
    scope: "ZohoCRM.org.READ",
    soid: `ZohoCRM.${personOf(zoho, "Noa Berg").orgs[0]?.id ?? ""}`,
  };
  expect((await postToken(zoho, fields, "us")).body).toEqual({ error: "invalid_client" });
  expect((await postToken(zoho, fields, "eu")).body).toMatchObject({ api_domain: "https://www.zohoapis.eu" });
});

test.each([
  ["token", true, false],
  ["auth", false, true],
  ["both", true, true],
])(
  "with clientCredentialsAt %s they work at the token address: %s, at the authorize address: %s",
  async (at, atToken, atAuthorize) => {
    const zoho = await emulator();
    await control(zoho, "PATCH", "settings", { clientCredentialsAt: at });
    const { clientId, clientSecret } = zoho.ready.clients.self;
    const fields = {
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      scope: "ZohoCRM.org.READ",
      soid: `ZohoCRM.${acme(zoho, "Production")}`,
    };
    const answers = [await post(zoho, "oauth/v2/token", fields), await post(zoho, "oauth/v2/auth", fields)];
    expect(answers.map(({ body }) => "access_token" in body)).toEqual([atToken, atAuthorize]);
  },
);

test("a refresh at the authorize address is no request that it knows", async () => {
  const zoho = await emulator({ settings: { clientCredentialsAt: "both" } });
  expect((await post(zoho, "oauth/v2/auth", { grant_type: "refresh_token" })).text).toContain(
    "400 not found",
  );
});

test("authtokens have ended: their exchange is access_denied", async () => {
  const zoho = await emulator();
  expect((await post(zoho, "oauth/v2/token/self/authtooauth", {})).body).toEqual({ error: "access_denied" });
});
