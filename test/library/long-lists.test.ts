import { describe, expect, test } from "vitest";
import { type ApiCall, openWalk, pages } from "../../src/index";
import type { ContinueFrom } from "../../src/api/paging/continue-from";
import type { EmulatorOptions } from "../../src/emulator/index";
import { control, emulator } from "../emulator/support/running";
import { expectCode } from "../unit/support/expect-zoho-error";
import { connect, CRM_SCOPES, libraryWorld, type LibraryWorld, pass } from "./support/library-world";

/** More than page tokens reach, and no multiple of anything. */
const MANY = 100_431;
const DAY_S = 86_400;
const COQL = "ZohoCRM.coql.READ";

interface List {
  readonly world: LibraryWorld;
  readonly call: ApiCall;
}

async function listOf(
  module: string,
  count: number,
  { scopes = [COQL], query = {}, ...options }: ListParts = {},
): Promise<List> {
  const world = libraryWorld(await emulator({ records: { [module]: count }, ...options }));
  await control(world.emulator, "PATCH", "settings", { crmCreditsPerDay: 1_000_000 });
  const connection = await connect(world, "us", {}, { scopes: [...CRM_SCOPES, ...scopes] });
  world.sent.length = 0;
  const all = new URLSearchParams({ fields: "Last_Name,Email,Modified_Time", ...query });
  return { world, call: { connection, product: "crm", method: "GET", path: module, query: all } };
}

type ListParts = EmulatorOptions & {
  readonly scopes?: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
};

interface Walked {
  readonly ids: string[];
  readonly pages: number;
  readonly largest: number;
}

/** Reads to the end; the library holds one page, the test only IDs. */
async function walked(
  { world, call }: List,
  between: (page: number) => Promise<unknown> | undefined = () => undefined,
): Promise<Walked> {
  const ids: string[] = [];
  let count = 0;
  let largest = 0;
  for await (const page of pages(world.zoho.caller, call)) {
    for (const record of page.records) ids.push((record as { id: string }).id);
    largest = Math.max(largest, page.records.length);
    count++;
    await between(count);
  }
  return { ids, pages: count, largest };
}

function sentTo({ world }: List, path: string): number {
  return world.sent.filter(({ url }) => url.pathname.endsWith(path)).length;
}

function expectEach(ids: readonly string[], count: number): void {
  expect(ids).toHaveLength(count);
  expect(new Set(ids).size).toBe(count);
}

/** From here on Zoho gives no page of this list by its token, once. */
function endTokens({ world, call }: List): Promise<unknown> {
  return refuseOnce(world, call.path, {
    code: "PAGINATION_LIMIT_EXCEEDED",
    details: { limit: 100_000, param_name: "page_token" },
    message: "pagination limit exceeded",
  });
}

function refuseOnce(world: LibraryWorld, path: string, problem: object): Promise<unknown> {
  return control(world.emulator, "POST", "faults", {
    match: { path: `/crm/v8/${path}` },
    fault: "status",
    status: 400,
    times: 1,
    body: JSON.stringify({ ...problem, status: "error" }),
  });
}

async function write({ world, call }: List, method: string, path: string, body?: unknown): Promise<void> {
  await world.zoho.caller.call({
    connection: call.connection,
    product: "crm",
    method,
    path,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    }),
  });
}

describe("a list longer than Zoho's page tokens reach", { timeout: 60_000 }, () => {
  test("is read to its end by queries, whose rows are as the list's records", async () => {
    const list = await listOf("Contacts", MANY);
    const { ids, largest } = await walked(list);
    expectEach(ids, MANY);
    expect([...ids].sort().reverse()).toEqual(ids);
    expect(largest).toBe(200);
    expect(sentTo(list, "/coql")).toBe(1);
    expect(sentTo(list, "/Contacts")).toBe(501);
  });

  test("looks the same on both sides of the limit, also where a query would show a lookup otherwise", async () => {
    const list = await listOf("Contacts", 850, { query: { fields: "Last_Name,Owner", sort_order: "asc" } });
    const all: unknown[] = [];
    for await (const page of pages(list.world.zoho.caller, list.call)) {
      all.push(...page.records);
      if (all.length === 600) await endTokens(list);
    }
    expect(all).toHaveLength(850);
    const owner = { id: expect.any(String) as string, name: expect.any(String) as string };
    for (const record of [all[0], all.at(-1)]) expect(record).toMatchObject({ Owner: owner });
    expect(sentTo(list, "/coql")).toBe(1);
  });

  test("of Leads gives those that the list gives, found by their IDs", async () => {
    const list = await listOf("Leads", 1_050);
    const { ids } = await walked(list, (page) => (page === 3 ? endTokens(list) : undefined));
    expectEach(ids, 1_050);
    expect(sentTo(list, "/coql")).toBe(1);
    // Three pages and the refused one, then 450 records in calls of a hundred.
    expect(sentTo(list, "/Leads")).toBe(4 + 5);
  });

  test("without the scope for queries ends in an error that names it, after all that Zoho gives", async () => {
    const list = await listOf("Leads", 850, { scopes: [] });
    let count = 0;
    const error = await expectCode(async () => {
      for await (const page of pages(list.world.zoho.caller, list.call)) {
        count += page.records.length;
        if (count === 600) await endTokens(list);
      }
    }, "list_limit");
    expect(count).toBe(600);
    expect(error.cause).toMatchObject({ class: "rejected", details: { limit: 100_000, records: 600 } });
    expect(error.cause.remedy).toContain(COQL);
  });

  test("in the order of its changes goes on from the time of the last record", async () => {
    const query = { sort_by: "Modified_Time", sort_order: "asc" };
    const list = await listOf("Leads", 1_850, { scopes: [], query });
    const { ids } = await walked(list, (page) => (page === 3 || page === 6 ? endTokens(list) : undefined));
    expectEach(ids, 1_850);
    const since = list.world.sent.flatMap(({ headers }) => headers?.["if-modified-since"] ?? []);
    expect(new Set(since).size).toBe(2);
  });

  test.each([
    ["has a parameter that no query knows", { converted: "both" }, "Leave out converted"],
    ["has another order", { sort_by: "Created_Time" }, "Leave out sort_by"],
    [
      "is in the order of changes without their times",
      { sort_by: "Modified_Time", fields: "id" },
      "Modified_Time among",
    ],
  ])("that %s ends in an error that says how to reach the rest", async (_what, query, remedy) => {
    const list = await listOf("Leads", 850, { query });
    const error = await expectCode(
      walked(list, (page) => (page === 3 ? endTokens(list) : undefined)),
      "list_limit",
    );
    expect(error.cause.remedy).toContain(remedy);
  });
});

describe("a page token that dies in the middle", { timeout: 60_000 }, () => {
  test("costs no record and gives none twice: queries go on", async () => {
    const list = await listOf("Leads", 1_450);
    const { ids } = await walked(list, (page) => (page === 3 ? pass(list.world, DAY_S) : undefined));
    expectEach(ids, 1_450);
    expect(sentTo(list, "/coql")).toBe(1);
  });

  test.each([
    ["the scope for queries is missing", { scopes: [] }],
    ["the order is another", { query: { sort_by: "Created_Time" } }],
    ["a query can't say the list", { query: { converted: "both" } }],
  ])("costs no record and gives none twice where %s: the list is read again", async (_why, parts) => {
    const list = await listOf("Leads", 1_450, parts);
    const { ids } = await walked(list, (page) =>
      page === 3 || page === 6 ? pass(list.world, DAY_S) : undefined,
    );
    expectEach(ids, 1_450);
  });

  test("because somebody else connected: the same", async () => {
    const list = await listOf("Leads", 650);
    const mismatch = {
      code: "TOKEN_BOUND_DATA_MISMATCH",
      details: { param_name: "page_token" },
      message: "the param data is different",
    };
    const { ids } = await walked(list, (page) =>
      page === 2 ? refuseOnce(list.world, "Leads", mismatch) : undefined,
    );
    expectEach(ids, 650);
  });

  test("while records are added, changed and deleted: those that were there and stay come once", async () => {
    for (const parts of [{ scopes: [COQL] }, { scopes: [] }]) {
      const list = await listOf("Leads", 1_000, { ...parts, query: { fields: "Last_Name" } });
      let early: string[] = [];
      const { ids } = await walked(list, async (page) => {
        if (page === 1) {
          for await (const { records } of pages(list.world.zoho.caller, list.call)) {
            early.push(...records.map((record) => (record as { id: string }).id));
          }
        }
        if (page !== 2) return;
        await write(list, "POST", "Leads", { data: [{ Last_Name: "New", Company: "New" }] });
        await write(list, "PUT", "Leads", {
          data: [
            { id: early[10], City: "x" },
            { id: early[900], City: "x" },
          ],
        });
        await write(list, "DELETE", `Leads/${early[50] ?? ""}`);
        await write(list, "DELETE", `Leads/${early[800] ?? ""}`);
        await pass(list.world, DAY_S);
      });
      early = early.filter((_id, index) => index !== 800);
      expect(new Set(ids).size).toBe(ids.length);
      expect(early.filter((id) => !ids.includes(id))).toEqual([]);
      expect(ids).not.toContain(undefined);
    }
  });
});

describe("a walk that failed", () => {
  test("asks for the same page again when it is asked again", async () => {
    const list = await listOf("Leads", 450);
    const walk = openWalk(list.world.zoho.caller, list.call);
    const first = await walk.next();
    await control(list.world.emulator, "POST", "faults", {
      match: { path: "/crm" },
      // Nothing that is tried again by itself.
      fault: "status",
      status: 403,
      body: JSON.stringify({
        code: "NO_PERMISSION",
        details: {},
        message: "permission denied",
        status: "error",
      }),
      times: 1,
    });
    await expectCode(walk.next(), "no_permission");
    const ids = [first, await walk.next(), await walk.next()].flatMap((page) => page?.records ?? []);
    expectEach(
      ids.map((record) => (record as { id: string }).id),
      450,
    );
    expect(await walk.next()).toBeUndefined();
  });

  test.each([
    ["with a token that lives", 0, [COQL]],
    ["with a token that died, by queries", DAY_S, [COQL]],
    ["with a token that died, by reading again", DAY_S, []],
  ])("goes on in another process, from plain data %s", async (_how, seconds, scopes) => {
    const list = await listOf("Leads", 850, { scopes });
    const walk = openWalk(list.world.zoho.caller, list.call);
    const before = [await walk.next(), await walk.next()].flatMap((page) => page?.records ?? []);
    const continueFrom = JSON.parse(JSON.stringify(walk.position)) as ContinueFrom;
    await pass(list.world, seconds);
    const after: unknown[] = [];
    for await (const page of pages(list.world.restart().caller, list.call, { continueFrom })) {
      after.push(...page.records);
    }
    expectEach(
      [...before, ...after].map((record) => (record as { id: string }).id),
      850,
    );
  });
});
