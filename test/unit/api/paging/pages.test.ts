import { describe, expect, it } from "vitest";
import type { ApiCall } from "../../../../src/api/api-call";
import type { Page } from "../../../../src/api/paging/list-walk";
import { pages } from "../../../../src/api/paging/pages";
import { expectCode } from "../../support/expect-zoho-error";
import { connected, FakeZoho, find, library } from "../../support/library";
import { type Answerer, html, reply } from "../../support/scripted-transport";

async function list(script: readonly Answerer[], extra: Partial<ApiCall> = {}) {
  const fake = new FakeZoho();
  const { zoho, vault, transport } = library({ transport: fake.transport });
  await connected(vault);
  const connection = await find(zoho);
  await zoho.tokens.get(connection.id);
  transport.answersInTurn(...script);
  const call: ApiCall = { connection, product: "crm", method: "GET", path: "Leads", ...extra };
  const queries = (): string[] => transport.apiCalls.map(({ url }) => url.search);
  return { iterator: pages(zoho.caller, call), queries, transport };
}

async function all(iterator: AsyncIterable<Page>): Promise<unknown[]> {
  const records: unknown[] = [];
  for await (const page of iterator) records.push(...page.records);
  return records;
}

const page =
  (records: readonly unknown[], info: unknown): Answerer =>
  () =>
    reply(200, { data: records, info });

describe("the pages of a list", () => {
  it("follow page tokens to the end", async () => {
    const { iterator, queries } = await list([
      page([1, 2], { more_records: true, next_page_token: "t&1" }),
      page([3], { more_records: true, next_page_token: "t2" }),
      page([4], { more_records: false, next_page_token: null }),
    ]);
    expect(await all(iterator)).toEqual([1, 2, 3, 4]);
    expect(queries()).toEqual([
      "?sort_by=id&sort_order=desc&per_page=200",
      "?sort_by=id&sort_order=desc&per_page=200&page_token=t%261",
      "?sort_by=id&sort_order=desc&per_page=200&page_token=t2",
    ]);
  });

  it("are counted where Zoho gives no token", async () => {
    const { iterator, queries } = await list(
      [
        page([1], { more_records: true }),
        page([2], { more_records: true }),
        page([3], { more_records: false }),
      ],
      {
        query: new URLSearchParams({ fields: "Last_Name" }),
      },
    );
    expect(await all(iterator)).toEqual([1, 2, 3]);
    expect(queries()).toEqual([
      "?fields=Last_Name&sort_by=id&sort_order=desc&per_page=200",
      "?fields=Last_Name&sort_by=id&sort_order=desc&per_page=200&page=2",
      "?fields=Last_Name&sort_by=id&sort_order=desc&per_page=200&page=3",
    ]);
  });

  it("go on from the page that was asked for, of the size that was asked for, also in the path", async () => {
    const { iterator, queries } = await list(
      [
        page([1], { more_records: true }),
        page([2], { more_records: true, next_page_token: "t" }),
        page([], {}),
      ],
      {
        path: "Leads?per_page=50&page=4&x=a%26b",
        query: new URLSearchParams({ fields: "id" }),
      },
    );
    expect(await all(iterator)).toEqual([1, 2]);
    expect(queries()).toEqual([
      "?per_page=50&page=4&x=a%26b&fields=id",
      "?per_page=50&page=5&x=a%26b&fields=id",
      "?per_page=50&x=a%26b&fields=id&page_token=t",
    ]);
  });

  it.each([
    ["nothing (204)", [() => reply(204)], []],
    ["an empty list", [page([], { more_records: false })], []],
    ["a list without info", [() => reply(200, { data: [1] })], [1]],
    ["something that is no list", [() => reply(200, { count: 7 })], [{ count: 7 }]],
  ] as const)("end at once with %s", async (_what, script, expected) => {
    const { iterator, transport } = await list([...script]);
    expect(await all(iterator)).toEqual(expected);
    expect(transport.apiCalls).toHaveLength(1);
  });

  it("hold no record where the one asked for does not exist", async () => {
    const { iterator } = await list([() => reply(204)], { path: "Leads/554023000000527002" });
    expect(await all(iterator)).toEqual([]);
  });

  it("are asked for one at a time, and no more than are wanted", async () => {
    const { iterator, transport } = await list([page([1], { more_records: true, next_page_token: "t" })]);
    await iterator.next();
    expect(transport.apiCalls).toHaveLength(1);
    await iterator.return();
    expect(transport.apiCalls).toHaveLength(1);
  });

  it("end in an error in the middle, after what came before it", async () => {
    const { iterator } = await list([
      page([1], { more_records: true, next_page_token: "t" }),
      () => html(503),
    ]);
    expect((await iterator.next()).value).toMatchObject({ records: [1] });
    await expectCode(iterator.next(), "server_error");
    expect((await iterator.next()).done).toBe(true);
  });

  it("do not change the query that they were given", async () => {
    const query = new URLSearchParams({ fields: "id" });
    await all((await list([page([], {})], { query })).iterator);
    expect(query.toString()).toBe("fields=id");
  });

  it.each([
    ["the token it has given before", ["t", "t"]],
    ["tokens in a circle", ["a", "b", "c", "a", "b", "c", "a", "b", "c", "a", "b", "c"]],
  ])("end in an error where Zoho gives %s", async (_what, tokens) => {
    let id = 0;
    const { iterator, transport } = await list(
      tokens.map((next_page_token) => page([{ id: String(++id) }], { more_records: true, next_page_token })),
    );
    const error = await expectCode(all(iterator), "list_never_ends");
    expect(error.message).toContain("was there before");
    expect(transport.apiCalls.length).toBeLessThanOrEqual(tokens.length);
  });

  it.each([
    ["the same page again, whatever is asked for", [{ id: "1" }], "the same page came twice"],
    ["pages without a record", [], "4 pages had no record"],
  ])("end in an error where Zoho gives %s", async (_what, records, problem) => {
    let next = 0;
    const { iterator } = await list([
      () =>
        reply(200, { data: records, info: { more_records: true, next_page_token: `t${String(++next)}` } }),
    ]);
    const error = await expectCode(all(iterator), "list_never_ends");
    expect(error.message).toContain(problem);
  });

  it("do without an order that this list does not have", async () => {
    const refusal = {
      code: "INVALID_DATA",
      details: { param_name: "sort_by" },
      message: "x",
      status: "error",
    };
    const { iterator, queries } = await list([() => reply(400, refusal), page([1], {})]);
    expect(await all(iterator)).toEqual([1]);
    expect(queries()).toEqual(["?sort_by=id&sort_order=desc&per_page=200", "?per_page=200"]);
  });

  it("end before the end where a search gives no more, saying so", async () => {
    let id = 0;
    const records = () => Array.from({ length: 200 }, () => ({ id: String(++id) }));
    const { iterator, transport } = await list(
      [() => reply(200, { data: records(), info: { more_records: true } })],
      { path: "Leads/search", query: new URLSearchParams({ word: "x" }) },
    );
    const error = await expectCode(all(iterator), "list_limit");
    expect(error.cause).toMatchObject({ details: { limit: 2_000, records: 2_000 } });
    expect(error.cause.remedy).toMatch(/^Narrow the search/);
    expect(transport.apiCalls).toHaveLength(10);
  });

  it("keep no record back where Zoho does not keep the order that it was asked for", async () => {
    const { iterator } = await list([
      page([{ id: "5" }, { id: "9" }], { more_records: true, next_page_token: "t" }),
      page([{ id: "7" }, { id: "5" }], { more_records: false }),
    ]);
    expect(await all(iterator)).toEqual([{ id: "5" }, { id: "9" }, { id: "7" }]);
  });
});
