import { request as httpRequest } from "node:http";
import { expect, test } from "vitest";
import { authorizeUrl, call, connect, refresh } from "./support/consenting";
import { press, tokenOf } from "./support/console";
import { ask, control, emulator } from "./support/running";

test("the page shows people, clients, tokens, limits, faults, settings, requests and the clock", async () => {
  const zoho = await emulator();
  const { accessToken, refreshToken } = await connect(zoho);
  await call(zoho, accessToken, "GET", "crm/v8/Leads?fields=Last_Name");
  await control(zoho, "POST", "faults", { fault: "slow", delayMs: 10, match: { path: "/crm" }, times: null });
  await control(zoho, "PATCH", "settings", { codeTtl: 60 });
  const { text, headers } = await ask(`${zoho.url}/`);
  const shown = text.replace(/<meter[^>]*><\/meter>/g, "").replace(/<[^>]+>/g, " ");
  for (const words of [
    "2026-03-10 12:00:00 UTC",
    "no CRM account: no_org",
    zoho.ready.clients.server.clientSecret,
    "Refresh tokens: 1",
    "1 of 20",
    "1 of 52,000",
    "slow, 10 ms",
    "until cleared",
    "codeTtl",
    "/crm/v8/Leads?fields=Last_Name",
    `…${accessToken.slice(-6)}`,
  ]) {
    expect(shown).toContain(words);
  }
  expect(text).not.toContain(accessToken);
  expect(text).not.toContain(refreshToken);
  expect(headers.get("content-security-policy")).toContain("form-action 'self'");
  expect(text).not.toMatch(/<script/i);
});

test("secrets of requests stay masked, and requests can be forgotten", async () => {
  const zoho = await emulator();
  await ask(authorizeUrl(zoho));
  expect((await ask(`${zoho.url}/`)).text).toContain("state=***");
  const { page, said } = await press(zoho, { press: "forgetRequests", section: "requests" });
  expect(said).toBe("The requests are forgotten.");
  expect(page).toContain("None yet.");
});

test("a pressed button leads back to the page, which says once what was done", async () => {
  const zoho = await emulator();
  const { answer, said } = await press(zoho, { press: "advance", amount: "1", unit: "3600" });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe("/?note=1#said");
  expect(said).toBe("The clock went on by 1 h: 2026-03-10 13:00:00 UTC.");
  expect((await ask(`${zoho.url}/`)).text).not.toContain('id="said"');
});

test("one refresh token is throttled, evicted or revoked, and no other", async () => {
  const zoho = await emulator();
  const robin = await connect(zoho);
  const alex = await connect(zoho, { person: "Alex Stone" });
  const { text } = await ask(`${zoho.url}/`);
  const token = tokenOf(text, "Throttle");
  expect(alex.refreshToken).not.toContain(token);
  const throttled = await press(zoho, { press: "throttleGrants", token });
  expect(throttled.said).toBe("Throttled: 1 refresh token.");
  expect(throttled.page).toContain("throttled for 10 min");
  expect((await refresh(zoho, alex.refreshToken)).body["error"]).toBe("Access Denied");
  expect((await refresh(zoho, robin.refreshToken)).body).toHaveProperty("access_token");
  const evicted = await press(zoho, { press: "evictGrants", token });
  expect(evicted.said).toBe("Evicted: 1 refresh token, 1 access token.");
  expect((await refresh(zoho, alex.refreshToken)).body).toEqual({ error: "invalid_code" });
  const revoked = await press(zoho, { press: "revokeGrants", token: tokenOf(evicted.page, "Revoke") });
  expect(revoked.said).toBe("Revoked: 1 refresh token, 2 access tokens.");
  expect((await refresh(zoho, robin.refreshToken)).body).toEqual({ error: "invalid_code" });
});

test("one access token expires, then all of them", async () => {
  const zoho = await emulator();
  const { accessToken, refreshToken } = await connect(zoho);
  const second = String((await refresh(zoho, refreshToken)).body["access_token"]);
  const token = tokenOf((await ask(`${zoho.url}/`)).text, "Expire");
  expect((await press(zoho, { press: "expireAccessTokens", token })).said).toBe("Expired: 1 access token.");
  const status = async (one: string): Promise<number> => (await call(zoho, one, "GET", "crm/v8/org")).status;
  expect([await status(accessToken), await status(second)]).toEqual([200, 401]);
  await press(zoho, { press: "evictAccessTokens" });
  expect(await status(accessToken)).toBe(401);
  const gone = await press(zoho, { press: "expireAccessTokens", token });
  expect(gone.said).toContain("Not done: no code or token that lives has the ID");
});

test("the next API calls are throttled, faults are added and cleared", async () => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  await press(zoho, { press: "throttleApi", calls: "1", section: "limits" });
  const statuses = [];
  for (let n = 0; n < 2; n += 1) statuses.push((await call(zoho, accessToken, "GET", "crm/v8/org")).status);
  expect(statuses).toEqual([429, 200]);
  const fields = { press: "addFault", section: "faults", fault: "status", place: "api", times: "" };
  await press(zoho, { ...fields, status: "503", body: "busy", path: "/crm/v8/org" });
  expect(await call(zoho, accessToken, "GET", "crm/v8/org")).toMatchObject({ status: 503, text: "busy" });
  expect((await press(zoho, { press: "clearFaults", section: "faults" })).page).toContain("No fault waits");
});

test.each([
  ["accessTtl", "60", 60],
  ["throttleLocale", '"zh"', "zh"],
  ["legacyExpiry", "true", true],
  ["autoConsent", "Robin Vale", "Robin Vale"],
  ["crmConcurrency", " 3 ", 3],
])("the setting %s becomes %s and goes back to its default", async (name, value, stored) => {
  const zoho = await emulator();
  const changed = await press(zoho, { press: "changeSetting", section: "settings", name, value });
  expect((await control(zoho, "GET", "settings")).body[name]).toBe(stored);
  expect(changed.page).toContain(`Back to default<span class="unseen"> ${name}`);
  const back = await press(zoho, { press: "settingToDefault", section: "settings", name });
  expect(back.said).toContain("again");
  expect(back.page).toContain("All settings have their defaults.");
});

test.each([
  [{ press: "explode" }, "there is no such button"],
  [{ press: "constructor" }, "there is no such button"],
  [{ press: "advance", amount: "soon", unit: "60" }, "advanceMs"],
  [{ press: "changeSetting", name: "accessTtl", value: "<b>" }, "can&#39;t be &quot;&lt;b&gt;&quot;"],
  [{ press: "changeSetting", name: "nothing", value: "1" }, "unknown setting"],
  [{ press: "addFault", fault: "flood", times: "1" }, "&quot;fault&quot; is one of"],
  [{ press: "throttleApi", calls: "" }, "&quot;times&quot; is a number"],
])("%j is refused in words, on the page", async (fields, words) => {
  const zoho = await emulator();
  const { answer, said } = await press(zoho, fields as Record<string, string>);
  expect(answer.status).toBe(303);
  expect(said).toContain("Not done: ");
  expect(said).toContain(words);
});

test("reset begins anew and says so", async () => {
  const zoho = await emulator();
  const { refreshToken } = await connect(zoho);
  const { said, page } = await press(zoho, { press: "reset", section: "reset" });
  expect(said).toBe("Everything is as in the beginning.");
  expect(page).toContain("Refresh tokens: 0");
  expect((await refresh(zoho, refreshToken)).body).toEqual({ error: "invalid_code" });
});

test.each([
  ["a page of another site", { Origin: "https://evil.example" }],
  ["a page on another port", { Origin: "http://127.0.0.1:1" }],
  ["a sandboxed page", { Origin: "null" }],
  ["a browser that says so", { "Sec-Fetch-Site": "cross-site" }],
  ["a name rebound to loopback", { Host: "evil.example" }],
])("%s presses no button", async (_what, headers: Record<string, string>) => {
  const zoho = await emulator();
  await connect(zoho);
  const body = "press=reset&section=reset";
  const status = await new Promise((resolve, reject) => {
    const type = { "Content-Type": "application/x-www-form-urlencoded" };
    const options = { method: "POST", headers: { ...type, ...headers } };
    const sent = httpRequest(`${zoho.url}/`, options, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on("error", reject);
    sent.end(body);
  });
  expect(status).toBe(403);
  expect((await control(zoho, "GET", "state")).body["counts"]).toMatchObject({ refreshTokens: 1 });
});

test("a name rebound to loopback does not even see the page", async () => {
  const zoho = await emulator();
  const status = await new Promise((resolve, reject) => {
    httpRequest(`${zoho.url}/`, { headers: { Host: "evil.example" } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(403);
});

test("a link from another site may show the page", async () => {
  const zoho = await emulator();
  expect((await ask(`${zoho.url}/`, { headers: { "Sec-Fetch-Site": "cross-site" } })).status).toBe(200);
});
