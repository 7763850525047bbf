import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { press } from "./support/clicking";
import { authorizeUrl, call, callbackOf, exchange, personOf, refresh } from "./support/consenting";
import { ask, control, emulator } from "./support/running";

function instanceUrl(
  zoho: RunningEmulator,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const url = authorizeUrl(zoho, { scope: "ZohoCRM.org.READ,AaaServer.profile.READ", ...changes });
  return url.replace("/oauth/v2/auth?", "/oauth/v2/org/auth?");
}

async function granted(zoho: RunningEmulator): Promise<{ accessToken: string; refreshToken: string }> {
  await control(zoho, "PATCH", "settings", { autoConsent: "Robin Vale" });
  const code = callbackOf(await ask(instanceUrl(zoho))).get("code") ?? "";
  const { body } = await exchange(zoho, code);
  return { accessToken: String(body["access_token"]), refreshToken: String(body["refresh_token"]) };
}

test("an administrator of several orgs picks one and consents for all of it", async () => {
  const zoho = await emulator();
  const picker = await press(zoho, await ask(instanceUrl(zoho)), "Robin Vale");
  const consent = await press(zoho, picker, "Submit", { choose: "Acme (Sandbox)" });
  expect(consent.text).toContain("for the whole organization");
  const code = callbackOf(await press(zoho, consent, "Accept")).get("code") ?? "";
  expect((await exchange(zoho, code)).body).toMatchObject({ api_domain: "https://sandbox.zohoapis.com" });
});

test("soid names the org, so that nobody picks", async () => {
  const zoho = await emulator();
  const developer = personOf(zoho, "Robin Vale").orgs.find((org) => org.environment === "Developer")?.id;
  const soid = `ZohoCRM.${developer ?? ""}`;
  const consent = await press(zoho, await ask(instanceUrl(zoho, { soid })), "Robin Vale");
  expect(consent.text).toContain("Acme (Developer)");
});

test("who is no administrator can't consent for the org", async () => {
  const zoho = await emulator();
  const page = await press(zoho, await ask(instanceUrl(zoho)), "Jo Lind");
  expect(page.text).toContain("Jo Lind is the administrator of no such organization");
});

test.each([
  ["two apps", { scope: "ZohoCRM.org.READ,ZohoBooks.contacts.READ" }, "Invalid OAuth Scope"],
  ["a common service alone", { scope: "AaaServer.profile.READ" }, "Invalid OAuth Scope"],
  ["an org that does not exist", { soid: "ZohoCRM.1" }, "An error occurred"],
  ["an unknown client", { client_id: "1000.NOBODY" }, "Invalid Client"],
])("%s is an error page", async (_what, changes, title) => {
  const zoho = await emulator();
  expect((await ask(instanceUrl(zoho, changes))).text).toContain(`<h1>${title}</h1>`);
});

test("clients that are not server-based are unknown there", async () => {
  const zoho = await emulator();
  const { clientId, redirectUris } = zoho.ready.clients.mobile;
  const changes = {
    client_id: clientId,
    redirect_uri: redirectUris[0],
    code_challenge: "x".repeat(43),
  };
  expect((await ask(instanceUrl(zoho, changes))).text).toContain("<h1>Invalid Client</h1>");
});

test("the grant outlives its administrator's own, and ends with the org's", async () => {
  const zoho = await emulator();
  const { accessToken, refreshToken } = await granted(zoho);
  await control(zoho, "POST", "actions", { action: "revokeGrants", person: "Robin Vale" });
  expect((await refresh(zoho, refreshToken)).body).toHaveProperty("access_token");
  expect((await call(zoho, accessToken, "GET", "crm/v8/org")).status).toBe(200);
  await control(zoho, "POST", "actions", { action: "revokeGrants", org: "Acme (Production)" });
  expect((await refresh(zoho, refreshToken)).body).toEqual({ error: "invalid_code" });
});

test("POST is a 400 page", async () => {
  const zoho = await emulator();
  expect((await ask(instanceUrl(zoho), { method: "POST" })).status).toBe(400);
});
