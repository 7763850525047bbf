import { beforeAll, afterAll, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index";
import { caller, type Caller, rowsOf } from "./support/calling";
import { CRM_SCOPES } from "./support/consenting";
import { NOON } from "./support/running";

const LEADS = 1_000_000;
const FIRST_TIME = "2024-01-01T00:00:00+00:00";

let zoho: RunningEmulator;
let client: Caller;
beforeAll(async () => {
  zoho = await startEmulator({
    clock: { now: NOON, frozen: true },
    records: { Leads: LEADS },
    settings: { crmCreditsPerDay: 1_000_000_000 },
  });
  client = await caller({ ask: { scope: `${CRM_SCOPES},ZohoCRM.coql.READ` } }, zoho);
});
afterAll(() => zoho.close());

interface Row {
  readonly id: string;
  readonly Modified_Time: string;
}

async function coql(where: string, order: string, limit = 2_000): Promise<readonly Row[]> {
  const query = `select id, Modified_Time from Leads where ${where} order by ${order} limit 0, ${limit}`;
  const answer = await client.send("POST", "coql", { select_query: query });
  return answer.status === 204 ? [] : (rowsOf(answer) as unknown as readonly Row[]);
}

/** Milliseconds of the fastest of three: whatever else the machine does. */
async function quickest(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

test("pages by the last ID, from the middle of a million, meet each record once and in order", async () => {
  const [middle] = await coql("Modified_Time >= '2025-01-05T00:00:00+00:00'", "Modified_Time asc, id asc", 1);
  const ids: string[] = [];
  let last = middle?.id ?? "";
  for (let page = 0; page < 3; page += 1) {
    const rows = await coql(`id > '${last}'`, "id asc");
    ids.push(...rows.map(({ id }) => id));
    last = ids.at(-1) ?? "";
  }
  expect(ids).toHaveLength(6_000);
  expect(ids).toEqual([...new Set(ids)].toSorted());
  const back: string[] = [];
  for (let page = 0; page < 3; page += 1) {
    const rows = await coql(`id < '${back.at(-1) ?? `${last}z`}'`, "id desc");
    back.push(...rows.map(({ id }) => id));
  }
  expect(back.toReversed()).toEqual(ids);
});

test("windows of time meet each record once, also where times are joined by or with IDs", async () => {
  const byTime: string[] = [];
  let at: Row = { id: "0", Modified_Time: FIRST_TIME };
  for (let page = 0; page < 3; page += 1) {
    const after = `Modified_Time > '${at.Modified_Time}'`;
    const same = `Modified_Time = '${at.Modified_Time}' and id > '${at.id}'`;
    const rows = await coql(`${after} or (${same})`, "Modified_Time asc, id asc");
    byTime.push(...rows.map(({ id }) => id));
    at = rows.at(-1) ?? at;
  }
  const byId = await coql("id > '0'", "id asc");
  expect(byTime.slice(0, 2_000)).toEqual(byId.map(({ id }) => id));
  expect(new Set(byTime).size).toBe(6_000);
  const day = await coql(
    "Modified_Time between '2025-03-01T00:00:00+00:00' and '2025-03-01T12:00:00+00:00'",
    "Modified_Time desc",
  );
  const edges = [day.at(-1)?.Modified_Time ?? "", day[0]?.Modified_Time ?? ""].map((time) =>
    Date.parse(time),
  );
  expect(Number(edges[0])).toBeGreaterThanOrEqual(Date.UTC(2025, 2, 1));
  expect(Number(edges[1])).toBeLessThanOrEqual(Date.UTC(2025, 2, 1, 12));
  expect(day.length).toBeGreaterThan(600);
});

test("what was written since lies where its ID and its time put it", async () => {
  const [seeded] = await coql("id > '0'", "id asc", 1);
  await client.send("PUT", "Leads", { data: [{ id: seeded?.id, City: "Ulm" }] });
  const [first] = await coql("id > '0'", "id asc", 1);
  expect(first).toEqual({ id: seeded?.id, Modified_Time: "2026-03-10T05:00:00-07:00" });
  expect(await coql("Modified_Time > '2026-03-01T00:00:00+00:00'", "Modified_Time asc, id asc")).toEqual([
    first,
  ]);
  expect(
    await coql(`Modified_Time < '2024-01-07T00:00:00+00:00'`, "Modified_Time asc", 1),
  ).not.toContainEqual(expect.objectContaining({ id: seeded?.id }));
});

test("a page near the end of a million takes about as long as one at its beginning", async () => {
  const near = await quickest(() => coql("id > '0'", "id asc", 200));
  const newest = (await coql("id > '0'", "id desc", 200)).at(-1)?.id ?? "";
  const far = await quickest(() => coql(`id >= '${newest}'`, "id asc", 200));
  const sorted = await quickest(() => coql(`id >= '${newest}'`, "Modified_Time desc", 200));
  // Looking at every row would take some hundred times as long.
  expect(far).toBeLessThan(10 * near + 20);
  expect(sorted).toBeLessThan(10 * near + 20);
});

test("sorted lists with If-Modified-Since begin at the first change after it", async () => {
  const list = `${zoho.url}/www.zohoapis.com/crm/v8/Leads?fields=Modified_Time&sort_by=Modified_Time&sort_order=asc`;
  const response = await fetch(list, {
    headers: {
      Authorization: `Zoho-oauthtoken ${client.token}`,
      "If-Modified-Since": "2025-12-31T00:00:00+00:00",
    },
  });
  const { data } = (await response.json()) as { data: readonly Row[] };
  const times = data.map((row) => Date.parse(row.Modified_Time));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(Number(times[0])).toBeGreaterThan(Date.UTC(2025, 11, 31));
  expect(Number(times[0])).toBeLessThan(Date.UTC(2025, 11, 31, 0, 5));
});
