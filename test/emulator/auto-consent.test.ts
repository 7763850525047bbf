import { expect, test } from "vitest";
import { authorizeUrl, callbackOf, connect, exchange } from "./support/consenting";
import { ask, control, emulator } from "./support/running";

test("the authorize address redirects at once, as if that person had clicked", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Noa Berg" } });
  const answer = await ask(authorizeUrl(zoho));
  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toMatch(/^http:\/\/127\.0\.0\.1:1880\/zoho\/callback\?.*&$/);
  expect(callbackOf(answer).get("location")).toBe("eu");
});

test.each([
  ["by name", "Birch Retail", "Production", "Birch Retail"],
  ["by name and environment", "Cedar Foods (Sandbox)", "Sandbox", "Cedar Foods"],
  ["by environment", "Developer", "Developer", "Birch Retail"],
  ["by nothing: the first Production org", undefined, "Production", "Birch Retail"],
])("chooses the org %s", async (_how, org, environment, name) => {
  const zoho = await emulator();
  await connect(zoho, { person: "Alex Stone", ...(org === undefined ? {} : { org }) });
  const { body } = await control(zoho, "GET", "state");
  expect(body["refreshTokens"]).toMatchObject([{ person: "Alex Stone", orgs: [`${name} (${environment})`] }]);
});

test("chooses the org by its ID", async () => {
  const zoho = await emulator();
  const id = zoho.ready.people.find((person) => person.name === "Robin Vale")?.orgs[2]?.id ?? "";
  await connect(zoho, { org: id });
  const { body } = await control(zoho, "GET", "state");
  expect(body["refreshTokens"]).toMatchObject([{ orgIds: [id], orgs: ["Acme (Developer)"] }]);
});

test("an org that the person does not have is said, not guessed", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Remy Roy", autoConsentOrg: "Acme" } });
  const answer = await ask(authorizeUrl(zoho));
  expect(answer.status).toBe(400);
  expect(answer.text).toContain("Remy Roy has no org &quot;Acme&quot;");
});

test("a person without the app goes back with no_org, or closes the page and nothing arrives", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Kim Hale" } });
  expect(callbackOf(await ask(authorizeUrl(zoho))).get("error")).toBe("no_org");
  await control(zoho, "PATCH", "settings", { noOrgBackToApp: "closed" });
  const closed = await ask(authorizeUrl(zoho));
  expect(closed.status).toBe(200);
  expect(closed.headers.get("location")).toBeNull();
});

test("who lacks Bigin but has CRM gets no_org as soon as both are asked", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Alex Stone" } });
  const both = authorizeUrl(zoho, { scope: "ZohoCRM.org.READ,ZohoBigin.org.READ" });
  expect(callbackOf(await ask(both)).get("error")).toBe("no_org");
});

test("rejects where told to, and drops state where told to", async () => {
  const zoho = await emulator({
    settings: { autoConsent: "Robin Vale", autoConsentAnswer: "reject", stateOnError: false },
  });
  const callback = callbackOf(await ask(authorizeUrl(zoho)));
  expect([...callback.keys()]).toEqual(["error"]);
  expect(callback.get("error")).toBe("access_denied");
});

test("the callback can come without location, in fixed order and without the last &", async () => {
  const zoho = await emulator({
    settings: { autoConsent: "Robin Vale", sendLocation: false, paramOrder: "fixed", trailingAmp: false },
  });
  const location = (await ask(authorizeUrl(zoho))).headers.get("location") ?? "";
  expect(location).toMatch(/\?code=1000\.[0-9a-f]{32}\.[0-9a-f]{32}&state=from%20here$/);
});

test("the order of the parameters changes from one callback to the next", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Robin Vale" } });
  const orders = new Set<string>();
  for (let attempt = 0; attempt < 8; attempt += 1) {
    orders.add([...callbackOf(await ask(authorizeUrl(zoho))).keys()].join());
  }
  expect(orders.size).toBeGreaterThan(1);
});

test("accounts-server and api_domain can name this emulator, for clients that follow them", async () => {
  const zoho = await emulator({
    settings: { autoConsent: "Noa Berg", accountsServer: "emulator", apiDomain: "emulator" },
  });
  const callback = callbackOf(await ask(authorizeUrl(zoho)));
  expect(callback.get("accounts-server")).toBe(`${zoho.url}/accounts.zoho.eu`);
  const { body } = await exchange(zoho, callback.get("code") ?? "", {}, "eu");
  expect(body["api_domain"]).toBe(`${zoho.url}/www.zohoapis.eu`);
});

test("accounts-server can be a stranger's, as somebody may forge it", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Noa Berg", accountsServer: "forged" } });
  const callback = callbackOf(await ask(authorizeUrl(zoho)));
  expect(callback.get("accounts-server")).toBe("https://accounts.zoho.eu.example");
});

test("the eleventh grant in ten minutes is access_denied, until the window has passed", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Robin Vale" } });
  for (let n = 0; n < 10; n += 1) expect(callbackOf(await ask(authorizeUrl(zoho))).has("code")).toBe(true);
  expect(callbackOf(await ask(authorizeUrl(zoho))).get("error")).toBe("access_denied");
  await control(zoho, "POST", "clock", { advanceSeconds: 601 });
  expect(callbackOf(await ask(authorizeUrl(zoho))).has("code")).toBe(true);
});
