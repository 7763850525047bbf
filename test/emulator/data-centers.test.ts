import { expect, test } from "vitest";
import { DATA_CENTER_CODES, DATA_CENTERS } from "../../src/zoho/data-centers";
import {
  accountsUrl,
  authorizeUrl,
  call,
  callbackOf,
  exchange,
  refresh,
  registered,
  residentOf,
} from "./support/consenting";
import { ask, control, emulator } from "./support/running";

const WORLD = DATA_CENTER_CODES.filter((code) => code !== "cn");
const NO_LIMITS = { grantsPer10min: 1_000, refreshPer10min: 1_000 } as const;

test.each(WORLD)("who starts in %s is handed over to the data center where they live", async (start) => {
  const zoho = await emulator({ settings: NO_LIMITS });
  for (const home of WORLD) {
    const dc = DATA_CENTERS[home];
    await control(zoho, "PATCH", "settings", { autoConsent: residentOf(zoho, home) });
    const callback = callbackOf(await ask(authorizeUrl(zoho, { prompt: "consent" }, start)));
    expect(callback.get("location")).toBe(home);
    expect(callback.get("accounts-server")).toBe(`https://${dc.accountsHost}`);
    const code = callback.get("code") ?? "";
    if (start !== home) {
      expect((await exchange(zoho, code, {}, start)).body).toEqual({ error: "invalid_code" });
    }
    const { body } = await exchange(zoho, code, {}, home);
    expect(body["api_domain"]).toBe(`https://www.${dc.gateway}`);
    expect((await refresh(zoho, String(body["refresh_token"]), home)).body).toHaveProperty("access_token");
    const token = String(body["access_token"]);
    const org = await call(zoho, token, "GET", "crm/v8/org", undefined, `www.${dc.gateway}`);
    expect(org.status).toBe(200);
  }
});

test.each(WORLD)("China is apart: nobody goes from %s to it, or back", async (code) => {
  const zoho = await emulator({ settings: { autoConsent: "Lin Wei" } });
  const into = await ask(authorizeUrl(zoho, {}, code));
  expect(into.text).toContain("<h1>Invalid Client</h1>");
  await control(zoho, "PATCH", "settings", { autoConsent: residentOf(zoho, code) });
  expect((await ask(authorizeUrl(zoho, {}, "cn"))).text).toContain("<h1>Invalid Client</h1>");
});

test("in China somebody from there connects", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Lin Wei" } });
  const callback = callbackOf(await ask(authorizeUrl(zoho, {}, "cn")));
  expect(callback.get("location")).toBe("cn");
  const { body } = await exchange(zoho, callback.get("code") ?? "", {}, "cn");
  expect(body["api_domain"]).toBe("https://www.zohoapis.com.cn");
});

test("a person whose data center the client does not know gets the Invalid Client page", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Noa Berg" } });
  const redirectUri = "https://app.example/cb";
  const { clientId } = await registered(zoho, { redirectUri, dataCenters: ["us"] });
  const url = authorizeUrl(zoho, { client_id: clientId, redirect_uri: redirectUri });
  expect((await ask(url)).text).toContain("<h1>Invalid Client</h1>");
});

test.each(["uk", "ae", "sg"] as const)("%s does not exist where the setting says so", async (code) => {
  const zoho = await emulator({ settings: { newerDataCenters: false } });
  const { accountsHost, gateway, consoleHost, productDomain } = DATA_CENTERS[code];
  for (const host of [accountsHost, `www.${gateway}`, consoleHost, `desk.${productDomain}`]) {
    const answer = await ask(`${zoho.url}/${host}/oauth/serverinfo`);
    expect([answer.status, answer.body["error"]]).toEqual([404, "unknown_host"]);
    expect(answer.body["hosts"]).not.toContain(host);
  }
  const info = await ask(accountsUrl(zoho, "oauth/serverinfo"));
  expect(info.body["locations"]).not.toHaveProperty(code);
  const who = residentOf(zoho, code);
  expect((await ask(authorizeUrl(zoho))).text).not.toContain(who);
  await control(zoho, "PATCH", "settings", { autoConsent: who });
  expect((await ask(authorizeUrl(zoho))).text).toContain("<h1>Invalid Client</h1>");
  const order = { person: who, scope: "ZohoCRM.org.READ" };
  expect((await control(zoho, "POST", "self-client-code", order)).status).toBe(400);
  await control(zoho, "PATCH", "settings", { newerDataCenters: true });
  expect(callbackOf(await ask(authorizeUrl(zoho))).get("location")).toBe(code);
});

test("accounts.zoho.ca is nobody, until the setting makes it Canada's accounts server", async () => {
  const zoho = await emulator();
  const alias = `${zoho.url}/accounts.zoho.ca/oauth/serverinfo`;
  expect((await ask(alias)).status).toBe(404);
  await control(zoho, "PATCH", "settings", { canadaAccountsHost: "zoho.ca", autoConsent: "Remy Roy" });
  expect((await ask(alias)).body).toMatchObject({ result: "success" });
  const url = authorizeUrl(zoho, {}, "ca").replace("accounts.zohocloud.ca", "accounts.zoho.ca");
  const callback = callbackOf(await ask(url));
  expect(callback.get("accounts-server")).toBe("https://accounts.zohocloud.ca");
  const { body } = await exchange(zoho, callback.get("code") ?? "", {}, "ca");
  expect(body["api_domain"]).toBe("https://www.zohoapis.ca");
});

test("serverinfo has the order of Zoho's answer, and China names only itself", async () => {
  const zoho = await emulator();
  const { body } = await ask(accountsUrl(zoho, "oauth/serverinfo"));
  expect(Object.keys(body["locations"] as object)).toEqual("eu ae au in jp uk us ca sa sg".split(" "));
  const china = await ask(accountsUrl(zoho, "oauth/serverinfo", "cn"));
  expect(china.body).toEqual({ result: "success", locations: { cn: "https://accounts.zoho.com.cn" } });
});

test("location can be the API domain, as one page words it", async () => {
  const zoho = await emulator({ settings: { autoConsent: "Noa Berg", locationForm: "apiDomain" } });
  const callback = callbackOf(await ask(authorizeUrl(zoho)));
  expect(callback.get("location")).toBe("https://www.zohoapis.eu");
});

test.each([
  ["Robin Vale", "us", "https://api.zoho.com"],
  ["Noa Berg", "eu", "https://api.zoho.eu"],
  ["Remy Roy", "ca", "https://api.zohocloud.ca"],
] as const)("api_domain of %s can be that of the generic pages", async (person, home, domain) => {
  const zoho = await emulator({ settings: { autoConsent: person, apiDomain: "generic" } });
  const code = callbackOf(await ask(authorizeUrl(zoho))).get("code") ?? "";
  expect((await exchange(zoho, code, {}, home)).body["api_domain"]).toBe(domain);
});
