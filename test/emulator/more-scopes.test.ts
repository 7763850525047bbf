import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { press } from "./support/clicking";
import { accountsUrl, call, callbackOf, connect, post, refresh } from "./support/consenting";
import { type Answer, ask, control, emulator } from "./support/running";

async function enhance(
  zoho: RunningEmulator,
  refreshToken: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { clientId, clientSecret } = zoho.ready.clients.server;
  return post(zoho, "oauth/v2/token/scopeenhance", {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: "update_scopes_token",
    refresh_token: refreshToken,
    ...changes,
  });
}

async function pageUrl(
  zoho: RunningEmulator,
  refreshToken: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { body } = await enhance(zoho, refreshToken);
  const { clientId, redirectUris } = zoho.ready.clients.server;
  const query = new URLSearchParams({
    response_type: "update_scopes",
    client_id: clientId,
    redirect_uri: redirectUris[0] ?? "",
    scope: "ZohoCRM.settings.READ",
    enhance_token: String(body["access_token"]),
    logout: "true",
    ...changes,
  });
  return `${accountsUrl(zoho, "oauth/v2/token/addextrascope")}?${query.toString()}`;
}

/** A grant for the org alone, and nobody clicks by itself afterwards. */
async function small(zoho: RunningEmulator): Promise<{ refreshToken: string; accessToken: string }> {
  const tokens = await connect(zoho, { ask: { scope: "ZohoCRM.org.READ" } });
  await control(zoho, "PATCH", "settings", { autoConsent: null });
  return tokens;
}

test("an enhance token lives for ten minutes", async () => {
  const zoho = await emulator();
  const { refreshToken } = await small(zoho);
  const { body } = await enhance(zoho, refreshToken);
  expect(body).toEqual({
    access_token: expect.any(String) as string,
    token_type: "Bearer",
    expires_in: 600,
  });
  const url = await pageUrl(zoho, refreshToken);
  await control(zoho, "POST", "clock", { advanceSeconds: 600 });
  expect((await ask(url)).text).toContain("<h1>An error occurred</h1>");
});

test("scopes are added to the same refresh token: its next access token has them", async () => {
  const zoho = await emulator();
  const { refreshToken, accessToken } = await small(zoho);
  const signIn = await ask(await pageUrl(zoho, refreshToken));
  const consent = await press(zoho, signIn, "Robin Vale");
  expect(consent.text).toContain("Allow more access?");
  expect(consent.text).toContain("ZohoCRM.settings.READ");
  expect(consent.text).not.toContain("ZohoCRM.org.READ");
  const callback = callbackOf(await press(zoho, consent, "Accept"));
  expect(Object.fromEntries(callback)).toEqual({ status: "success", scope_enhanced: "true" });
  expect((await call(zoho, accessToken, "GET", "crm/v8/settings/modules")).status).toBe(401);
  const { body } = await refresh(zoho, refreshToken);
  expect(body["scope"]).toBe("ZohoCRM.org.READ ZohoCRM.settings.READ");
  const wider = String(body["access_token"]);
  expect((await call(zoho, wider, "GET", "crm/v8/settings/modules")).status).toBe(200);
  expect((await control(zoho, "GET", "state")).body["counts"]).toMatchObject({ refreshTokens: 1 });
});

test("Reject is access_denied, and nothing is added", async () => {
  const zoho = await emulator();
  const { refreshToken } = await small(zoho);
  const consent = await press(zoho, await ask(await pageUrl(zoho, refreshToken)), "Robin Vale");
  expect(callbackOf(await press(zoho, consent, "Reject")).get("error")).toBe("access_denied");
  expect((await refresh(zoho, refreshToken)).body["scope"]).toBe("ZohoCRM.org.READ");
});

test("an enhance token adds scopes once", async () => {
  const zoho = await emulator();
  const { refreshToken } = await small(zoho);
  const url = await pageUrl(zoho, refreshToken);
  await control(zoho, "PATCH", "settings", { autoConsent: "Robin Vale" });
  expect(callbackOf(await ask(url)).get("status")).toBe("success");
  expect((await ask(url)).text).toContain("<h1>An error occurred</h1>");
});

test("without logout=true its person is signed in from before; another one can't add to it", async () => {
  const zoho = await emulator();
  const { refreshToken } = await small(zoho);
  const straight = await ask(await pageUrl(zoho, refreshToken, { logout: "false" }));
  expect(straight.text).toContain("Allow more access?");
  const other = await press(zoho, await ask(await pageUrl(zoho, refreshToken)), "Alex Stone");
  expect(other.text).toContain("The grant is Robin Vale&#39;s");
});

test("scopes of a further product ask for an org there", async () => {
  const zoho = await emulator();
  const { refreshToken } = await small(zoho);
  const url = await pageUrl(zoho, refreshToken, { scope: "ZohoBigin.org.READ" });
  const consent = await press(zoho, await ask(url), "Robin Vale");
  await press(zoho, consent, "Accept");
  const token = String((await refresh(zoho, refreshToken)).body["access_token"]);
  expect((await call(zoho, token, "GET", "bigin/v2/org")).status).toBe(200);
  expect((await call(zoho, token, "GET", "crm/v8/org")).status).toBe(200);
});

test("a revoked grant can't be added to", async () => {
  const zoho = await emulator();
  const { refreshToken } = await small(zoho);
  const url = await pageUrl(zoho, refreshToken);
  await control(zoho, "POST", "actions", { action: "revokeGrants" });
  expect((await ask(url)).text).toContain("<h1>An error occurred</h1>");
});

test.each([
  ["the wrong secret", { client_secret: "wrong" }, "invalid_client_secret"],
  ["another grant type", { grant_type: "refresh_token" }, "invalid_client"],
  ["an unknown refresh token", { refresh_token: "none" }, "invalid_code"],
])("an enhance token is refused for %s", async (_what, changes, error) => {
  const zoho = await emulator();
  const { refreshToken } = await small(zoho);
  expect((await enhance(zoho, refreshToken, changes)).body).toEqual({ error });
});

test.each([
  ["another response type", { response_type: "code" }, "An error occurred"],
  ["an unknown client", { client_id: "1000.NOBODY" }, "Invalid Client"],
  ["another redirect URI", { redirect_uri: "https://x.example/" }, "Invalid Redirect Uri"],
  ["an unknown scope", { scope: "x" }, "Invalid OAuth Scope"],
  ["an invented enhance token", { enhance_token: "x" }, "An error occurred"],
])("the page refuses %s", async (_what, changes, title) => {
  const zoho = await emulator();
  const { refreshToken } = await small(zoho);
  expect((await ask(await pageUrl(zoho, refreshToken, changes))).text).toContain(`<h1>${title}</h1>`);
});

test("enhance tokens are masked in the log", async () => {
  const zoho = await emulator();
  const { refreshToken } = await small(zoho);
  const url = await pageUrl(zoho, refreshToken);
  await ask(url);
  const token = new URL(url).searchParams.get("enhance_token") ?? "none";
  expect((await control(zoho, "GET", "requests")).text).not.toContain(token);
});
