import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { call, connect, CRM_SCOPES } from "./support/consenting";
import { type Answer, control, emulator } from "./support/running";

const ORG = "crm/v8/org";

function creditsLeft(answer: Answer): string | null {
  return answer.headers.get("x-api-credits-remaining");
}

function spent(zoho: RunningEmulator): Promise<readonly (number | undefined)[]> {
  return control(zoho, "GET", "requests").then(({ body }) =>
    (body["requests"] as { credits?: number; host: string }[])
      .filter(({ host }) => host === "www.zohoapis.com")
      .map(({ credits }) => credits),
  );
}

test("credits left are told from half of them on, and refused calls cost nothing", async () => {
  const zoho = await emulator({ settings: { crmCreditsPerDay: 4 } });
  const { accessToken } = await connect(zoho);
  const answers: Answer[] = [];
  for (let n = 0; n < 6; n += 1) answers.push(await call(zoho, accessToken, "GET", ORG));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429, 429]);
  expect(answers.map(creditsLeft)).toEqual([null, "2", "1", "0", "0", "0"]);
  expect(answers[4]?.body["code"]).toBe("TOO_MANY_REQUESTS");
  expect(answers[4]?.headers.get("retry-after")).toBeNull();
});

test("credits come back 24 hours after they were used, not at midnight", async () => {
  const zoho = await emulator({ settings: { crmCreditsPerDay: 2, accessTtl: 86_400 } });
  let { accessToken } = await connect(zoho);
  const status = async (): Promise<number> => (await call(zoho, accessToken, "GET", ORG)).status;
  expect(await status()).toBe(200);
  await control(zoho, "POST", "clock", { advanceSeconds: 12 * 3_600 });
  expect([await status(), await status()]).toEqual([200, 429]);
  await control(zoho, "POST", "clock", { advanceSeconds: 11 * 3_600 });
  expect(await status()).toBe(429);
  await control(zoho, "POST", "clock", { advanceSeconds: 3_660 });
  ({ accessToken } = await connect(zoho));
  expect([await status(), await status()]).toEqual([200, 429]);
});

test("an org's credits are its own", async () => {
  const zoho = await emulator({ settings: { crmCreditsPerDay: 1 } });
  const production = await connect(zoho);
  const sandbox = await connect(zoho, { org: "Sandbox" });
  expect((await call(zoho, production.accessToken, "GET", ORG)).status).toBe(200);
  expect((await call(zoho, production.accessToken, "GET", ORG)).status).toBe(429);
  const other = await call(zoho, sandbox.accessToken, "GET", ORG, undefined, "sandbox.zohoapis.com");
  expect(other.status).toBe(200);
});

test("calls cost what the pages say", async () => {
  const zoho = await emulator();
  const scope = `${CRM_SCOPES},ZohoSearch.securesearch.READ,ZohoCRM.coql.READ`;
  const { accessToken } = await connect(zoho, { ask: { scope } });
  const leads = (count: number): unknown => ({
    data: Array.from({ length: count }, (_, n) => ({ Last_Name: `Lead ${n}` })),
  });
  const coql = (limit: number): unknown => ({
    select_query: `select id from Leads where id is not null limit ${limit}`,
  });
  await control(zoho, "DELETE", "requests");
  await call(zoho, accessToken, "GET", "crm/v8/Leads?fields=City");
  await call(zoho, accessToken, "POST", "crm/v8/Leads", leads(10));
  await call(zoho, accessToken, "POST", "crm/v8/Leads", leads(11));
  await call(zoho, accessToken, "POST", "crm/v8/Leads/upsert", leads(100));
  await call(zoho, accessToken, "GET", "crm/v8/Leads/search?word=holt");
  await call(zoho, accessToken, "GET", "crm/v8/Leads/deleted");
  for (const limit of [200, 201, 1_001]) await call(zoho, accessToken, "POST", "crm/v8/coql", coql(limit));
  expect(await spent(zoho)).toEqual([1, 1, 2, 10, 3, 2, 1, 2, 3]);
});

test.each([
  ["free", 5],
  ["standard", 10],
  ["professional", 15],
  ["enterprise", 20],
  ["ultimate", 25],
] as const)("edition %s takes %i calls at once and refuses one more", async (crmEdition, limit) => {
  const zoho = await emulator({ settings: { crmEdition, apiLatency: 1_500 } });
  const { accessToken } = await connect(zoho);
  const answers = await Promise.all(
    Array.from({ length: limit + 3 }, () => call(zoho, accessToken, "GET", ORG)),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(limit);
  expect(statuses.filter((status) => status === 429)).toHaveLength(3);
  expect((await call(zoho, accessToken, "GET", ORG)).status).toBe(200);
});

test.each([
  ["ten at once in every edition", {}, 10],
  ["as many at once as the setting says", { crmSubConcurrency: 7 }, 7],
])("costly calls are counted a second time, %s", async (_what, settings, atOnce) => {
  const zoho = await emulator({ settings: { apiLatency: 1_500, ...settings } });
  const { accessToken } = await connect(zoho);
  const sorted = "crm/v8/Leads?fields=City&sort_by=Modified_Time";
  const answers = await Promise.all(Array.from({ length: 12 }, () => call(zoho, accessToken, "GET", sorted)));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(12 - atOnce);
});

test("a client that goes away gives its place back", async () => {
  const zoho = await emulator({ settings: { crmConcurrency: 1, apiLatency: 60_000 } });
  const { accessToken } = await connect(zoho);
  const leaving = new AbortController();
  const headers = { Authorization: `Zoho-oauthtoken ${accessToken}` };
  const left = fetch(`${zoho.url}/www.zohoapis.com/${ORG}`, { headers, signal: leaving.signal }).catch(
    () => "left",
  );
  await expect.poll(async () => (await control(zoho, "GET", "requests")).text).toContain(ORG);
  leaving.abort();
  expect(await left).toBe("left");
  await control(zoho, "PATCH", "settings", { apiLatency: 0 });
  await expect.poll(async () => (await call(zoho, accessToken, "GET", ORG)).status).toBe(200);
});
