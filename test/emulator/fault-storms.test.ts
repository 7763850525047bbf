import { expect, test } from "vitest";
import { caller, type Caller, rowsOf } from "./support/calling";
import { control, emulator } from "./support/running";

const LEADS = "Leads?fields=id&per_page=1";

async function statuses({ get }: Caller, count: number): Promise<readonly number[]> {
  const seen: number[] = [];
  for (let n = 0; n < count; n += 1) seen.push((await get(LEADS)).status);
  return seen;
}

test("a storm lasts for seconds of the virtual clock, however many calls come", async () => {
  const client = await caller();
  await control(client.zoho, "POST", "faults", { fault: "throttle", forSeconds: 30 });
  expect(await statuses(client, 5)).toEqual([429, 429, 429, 429, 429]);
  await control(client.zoho, "POST", "clock", { advanceSeconds: 29 });
  expect(await statuses(client, 1)).toEqual([429]);
  await control(client.zoho, "POST", "clock", { advanceSeconds: 1 });
  expect(await statuses(client, 2)).toEqual([200, 200]);
  expect((await control(client.zoho, "GET", "faults")).body["faults"]).toEqual([]);
});

test("a fault with a probability meets some calls, the same ones with the same seed", async () => {
  async function play(seed: number): Promise<readonly number[]> {
    const client = await caller({}, await emulator({ seed }));
    await control(client.zoho, "POST", "faults", { fault: "html", probability: 0.3 });
    return statuses(client, 60);
  }
  const first = await play(1);
  const met = first.filter((status) => status === 502).length;
  expect(met).toBeGreaterThan(8);
  expect(met).toBeLessThan(30);
  expect(await play(1)).toEqual(first);
  expect(await play(2)).not.toEqual(first);
});

test("a fault may begin after some calls, and end after some more", async () => {
  const client = await caller();
  await control(client.zoho, "POST", "faults", { fault: "throttle", after: 2, times: 3 });
  expect(await statuses(client, 7)).toEqual([200, 200, 429, 429, 429, 200, 200]);
});

test.each([
  [7, "7"],
  ["soon", "soon"],
  [{ inSeconds: 90 }, "Tue, 10 Mar 2026 12:01:30 GMT"],
  [null, null],
])("Retry-After %j is sent as %j", async (retryAfter, sent) => {
  const client = await caller();
  await control(client.zoho, "POST", "faults", { fault: "throttle", retryAfter });
  const answer = await client.get(LEADS);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, sent]);
});

test("an answer is cut in the middle: the headers come, the body ends early", async () => {
  const { zoho, token } = await caller();
  await control(zoho, "POST", "faults", { fault: "cut" });
  const response = await fetch(`${zoho.url}/www.zohoapis.com/crm/v8/${LEADS}`, {
    headers: { Authorization: `Zoho-oauthtoken ${token}` },
  });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

test("an answer drips: it is whole, and takes its time", async () => {
  const client = await caller();
  await control(client.zoho, "POST", "faults", { fault: "drip", delayMs: 10 });
  const start = performance.now();
  expect(rowsOf(await client.get(LEADS))).toHaveLength(1);
  expect(performance.now() - start).toBeGreaterThanOrEqual(90);
});

test("of a write of several every second record is refused, and the others are written", async () => {
  const { zoho, send, rows } = await caller();
  await control(zoho, "POST", "faults", { match: { method: "POST" }, fault: "partial" });
  const data = ["a", "b", "c", "d", "e"].map((Last_Name) => ({ Last_Name, Company: "Storm" }));
  const answer = await send("POST", "Leads", { data });
  expect(answer.status).toBe(207);
  expect(rowsOf(answer).map(({ status, code }) => [status, code])).toEqual([
    ["success", "SUCCESS"],
    ["error", "INVALID_DATA"],
    ["success", "SUCCESS"],
    ["error", "INVALID_DATA"],
    ["success", "SUCCESS"],
  ]);
  const newest = await rows("Leads?fields=Last_Name,Company&per_page=4");
  expect(newest.filter((row) => row["Company"] === "Storm").map((row) => row["Last_Name"])).toEqual([
    "e",
    "c",
    "a",
  ]);
});

test("a write of one and a read meet nothing partial", async () => {
  const client = await caller();
  await control(client.zoho, "POST", "faults", { fault: "partial", times: null });
  expect((await client.send("POST", "Leads", { data: [{ Last_Name: "x" }] })).status).toBe(201);
  expect(await statuses(client, 1)).toEqual([200]);
});

test("page tokens die by the action: those given before, none given after", async () => {
  const { zoho, get } = await caller();
  const first = (await get("Leads?fields=id")).body["info"] as { next_page_token: string };
  const next = `Leads?fields=id&page_token=${encodeURIComponent(first.next_page_token)}`;
  expect((await get(next)).status).toBe(200);
  await control(zoho, "POST", "actions", { action: "expirePageTokens" });
  const dead = await get(next);
  expect([dead.status, dead.body["code"]]).toEqual([400, "EXPIRED_VALUE"]);
  const other = (await get("Leads?fields=id")).body["info"] as { next_page_token: string };
  expect((await get(`Leads?fields=id&page_token=${encodeURIComponent(other.next_page_token)}`)).status).toBe(
    200,
  );
});

test("page tokens die by a fault that waits for one to be used", async () => {
  const { zoho, get } = await caller();
  await control(zoho, "POST", "faults", {
    match: { query: "*page_token=*" },
    after: 1,
    fault: "expirePageTokens",
  });
  const token = async (query: string): Promise<string> => {
    const { next_page_token } = (await get(query)).body["info"] as { next_page_token: string };
    return `Leads?fields=id&page_token=${encodeURIComponent(next_page_token)}`;
  };
  const third = await token(await token("Leads?fields=id"));
  expect((await get(third)).body["code"]).toBe("EXPIRED_VALUE");
  expect((await get(await token("Leads?fields=id"))).status).toBe(200);
});

test.each([
  [{ fault: "reset", probability: 0 }, '"probability"'],
  [{ fault: "reset", forSeconds: 0 }, '"forSeconds"'],
  [{ fault: "reset", after: -1 }, '"after"'],
  [{ fault: "throttle", retryAfter: "a\nb" }, '"retryAfter"'],
  [{ fault: "throttle", retryAfter: { inSeconds: "x" } }, '"inSeconds"'],
])("%j is refused", async (fault, words) => {
  const zoho = await emulator();
  const answer = await control(zoho, "POST", "faults", fault);
  expect([answer.status, String(answer.body["message"])]).toEqual([400, expect.stringContaining(words)]);
});
