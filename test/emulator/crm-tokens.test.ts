import { expect, test } from "vitest";
import { call, connect } from "./support/consenting";
import { ask, control, emulator } from "./support/running";

const INVALID_TOKEN = { code: "INVALID_TOKEN", details: {}, message: "invalid oauth token", status: "error" };

test.each(["Zoho-oauthtoken", "zoho-oauthtoken", "Bearer"])("the scheme %s is accepted", async (scheme) => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  const headers = { Authorization: `${scheme} ${accessToken}` };
  expect((await ask(`${zoho.url}/www.zohoapis.com/crm/v8/org`, { headers })).status).toBe(200);
});

test("the scheme Bearer is refused where the setting says so, the own one never", async () => {
  const zoho = await emulator({ settings: { bearerScheme: false } });
  const { accessToken } = await connect(zoho);
  const answer = async (scheme: string): Promise<unknown> => {
    const headers = { Authorization: `${scheme} ${accessToken}` };
    const { status, body } = await ask(`${zoho.url}/www.zohoapis.com/crm/v8/org`, { headers });
    return [status, body["code"]];
  };
  expect(await answer("Bearer")).toEqual([401, "AUTHENTICATION_FAILURE"]);
  expect(await answer("Zoho-oauthtoken")).toEqual([200, undefined]);
});

test.each([
  ["no header", {}],
  ["another scheme", { Authorization: "Basic abc" }],
  ["a scheme alone", { Authorization: "Bearer" }],
])("%s is AUTHENTICATION_FAILURE", async (_what, headers: Record<string, string>) => {
  const zoho = await emulator();
  const answer = await ask(`${zoho.url}/sandbox.zohoapis.com/crm/v8/settings/modules`, { headers });
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual({
    code: "AUTHENTICATION_FAILURE",
    details: {},
    message: "Authentication failed",
    status: "error",
  });
});

test.each([
  ["another environment", "sandbox.zohoapis.com"],
  ["another data center", "www.zohoapis.eu"],
])("a token of %s is INVALID_TOKEN, or what the setting says", async (_what, host) => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  const answer = await call(zoho, accessToken, "GET", "crm/v8/org", undefined, host);
  expect([answer.status, answer.body]).toEqual([401, INVALID_TOKEN]);
  await control(zoho, "PATCH", "settings", { wrongEnvCode: "AUTHENTICATION_FAILURE" });
  const other = await call(zoho, accessToken, "GET", "crm/v8/org", undefined, host);
  expect(other.body).toMatchObject({ code: "AUTHENTICATION_FAILURE" });
});

test.each(["evictAccessTokens", "expireAccessTokens", "revokeGrants"])(
  "after %s a token is INVALID_TOKEN",
  async (action) => {
    const zoho = await emulator();
    const { accessToken } = await connect(zoho);
    expect((await control(zoho, "POST", "actions", { action })).body).toMatchObject({ accessTokens: 1 });
    expect((await call(zoho, accessToken, "GET", "crm/v8/org")).body).toEqual(INVALID_TOKEN);
    await control(zoho, "PATCH", "settings", { expiredCode: "AUTHENTICATION_FAILURE" });
    expect((await call(zoho, accessToken, "GET", "crm/v8/org")).body["code"]).toBe("AUTHENTICATION_FAILURE");
  },
);

test("a dead token can answer with either code at random", async () => {
  const zoho = await emulator({ settings: { expiredCode: "random" } });
  const codes = new Set<unknown>();
  for (let n = 0; n < 12; n += 1) codes.add((await call(zoho, "dead", "GET", "crm/v8/org")).body["code"]);
  expect([...codes].sort()).toEqual(["AUTHENTICATION_FAILURE", "INVALID_TOKEN"]);
});

test.each([
  ["ZohoCRM.modules.ALL", "GET", "Leads?fields=id", 200],
  ["zohocrm.MODULES.all", "GET", "Leads?fields=id", 200],
  ["ZohoCRM.modules.READ", "GET", "Leads?fields=id", 200],
  ["ZohoCRM.modules.READ", "POST", "Leads", 401],
  ["ZohoCRM.modules.leads.READ", "GET", "Leads?fields=id", 200],
  ["ZohoCRM.modules.leads.READ", "GET", "Contacts?fields=id", 401],
  ["ZohoCRM.modules.leads.ALL", "DELETE", "Leads?ids=1", 400],
  ["ZohoCRM.modules.leads.CREATE", "POST", "Leads", 400],
  ["ZohoCRM.modules.leads.CREATE", "PUT", "Leads", 401],
  ["ZohoCRM.modules.leads.WRITE", "PUT", "Leads", 400],
  ["ZohoCRM.modules.leads.WRITE", "DELETE", "Leads?ids=1", 400],
  ["ZohoCRM.modules.leads.WRITE", "GET", "Leads?fields=id", 401],
  ["ZohoCRM.settings.ALL", "GET", "settings/modules", 200],
  ["ZohoCRM.settings.READ", "GET", "settings/fields?module=Leads", 200],
  ["ZohoCRM.settings.fields.READ", "GET", "settings/fields?module=Leads", 200],
  ["ZohoCRM.settings.fields.READ", "GET", "settings/modules", 401],
  ["ZohoCRM.org.READ", "GET", "org", 200],
  ["ZohoCRM.org.ALL", "GET", "org", 200],
  ["ZohoCRM.org.READ", "GET", "users?type=CurrentUser", 401],
  ["ZohoCRM.users.READ", "GET", "users?type=CurrentUser", 200],
  ["ZohoBigin.modules.ALL", "GET", "Leads?fields=id", 401],
])("with %s, %s %s is %i", async (scope, method, path, status) => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho, { ask: { scope } });
  const answer = await call(zoho, accessToken, method, `crm/v8/${path}`);
  expect(answer.status).toBe(status);
  if (status === 401) expect(answer.body["code"]).toBe("OAUTH_SCOPE_MISMATCH");
});

test("a scope mismatch has the status of the setting", async () => {
  const zoho = await emulator({ settings: { scopeMismatchStatus: 403 } });
  const { accessToken } = await connect(zoho, { ask: { scope: "ZohoCRM.org.READ" } });
  expect((await call(zoho, accessToken, "GET", "crm/v8/Leads?fields=id")).status).toBe(403);
});

test.each([
  ["token before path details", "dead", "GET", "crm/v8/Nonsense", 401, "INVALID_TOKEN"],
  ["method before module", undefined, "PATCH", "crm/v8/Nonsense", 400, "INVALID_REQUEST_METHOD"],
  ["module before parameters", undefined, "GET", "crm/v8/Nonsense", 400, "INVALID_MODULE"],
  ["a path of no form", undefined, "GET", "crm/v8/Leads/one/two", 404, "INVALID_URL_PATTERN"],
  ["a path of no form", undefined, "GET", "crm/v8/Leads/nonsense", 404, "INVALID_URL_PATTERN"],
])("%s", async (_what, token, method, path, status, code) => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  const answer = await call(zoho, token ?? accessToken, method, path);
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
});

test("what the gateway does not know is 404", async () => {
  const zoho = await emulator();
  expect((await ask(`${zoho.url}/www.zohoapis.com/nothing/v1/x`)).body).toEqual({
    message: "API endpoint not found",
  });
});
