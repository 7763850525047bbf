import { describe, expect, test } from "vitest";
import { ZOHO_SDKS } from "./support/client-packages";
import { withConnectedSdk } from "./support/connected-sdk";

describe.each(ZOHO_SDKS)("search and COQL with $sdk", ({ sdk, api }) => {
  const connected = withConnectedSdk(sdk);

  async function insertLead(values: object): Promise<string> {
    const input = { module: "Leads", items: [values] };
    const { actions } = (await connected().program.value("insert", input)) as {
      readonly actions: readonly { readonly id: string }[];
    };
    return actions[0]?.id ?? "";
  }
  const search = (by: object): Promise<unknown> =>
    connected().program.value("search", { module: "Leads", by, fields: ["Last_Name", "Email", "City"] });
  const coql = (query: string): Promise<unknown> => connected().program.value("coql", { query });

  test("a record is found by its email address, by a word and by criteria", async () => {
    const id = await insertLead({ Last_Name: "Seeker", Email: "seeker@search.example", City: "Aarhus" });
    const found = { status: 200, records: [{ id, Last_Name: "Seeker", City: "Aarhus" }] };
    expect(await search({ EMAIL: "seeker@search.example" })).toMatchObject(found);
    expect(await search({ WORD: "Seeker" })).toMatchObject(found);
    expect(
      await search({ CRITERIA: "((Last_Name:equals:Seeker) and (City:starts_with:Aar))" }),
    ).toMatchObject(found);
  });

  test("a search that finds nothing is an answer without a body", async () => {
    const seen = await connected().zoho.seenDuring(async () => {
      expect(await search({ EMAIL: "nobody@nowhere.example" })).toEqual({ status: 204 });
    });
    expect(seen).toEqual([`GET www.zohoapis.com${api}/Leads/search 204`]);
  });

  test("criteria that can't be read are refused with a code", async () => {
    expect(await search({ CRITERIA: "(Last_Name:resembles:Seeker)" })).toMatchObject({
      status: 400,
      exception: { kind: "APIException", code: "INVALID_QUERY", status: "error" },
    });
  });

  test("a query gets the fields it selects, and says whether there is more", async () => {
    const id = await insertLead({ Last_Name: "Queried", Email: "queried@coql.example", City: "Malmö" });
    expect(await coql("select Last_Name, City from Leads where Last_Name = 'Queried' limit 5")).toMatchObject(
      {
        status: 200,
        records: [{ id, Last_Name: "Queried", City: "Malmö" }],
        info: { count: 1, moreRecords: false },
      },
    );
    const some = (await coql("select Last_Name from Leads where Last_Name is not null limit 2")) as {
      readonly records: readonly unknown[];
    };
    expect(some).toMatchObject({ status: 200, info: { count: 2, moreRecords: true } });
    expect(some.records).toHaveLength(2);
  });

  test("a query that finds nothing is an answer without a body", async () => {
    expect(await coql("select Last_Name from Leads where Last_Name = 'Nobody at all' limit 5")).toEqual({
      status: 204,
    });
  });

  test("a query that can't be read is refused with a code", async () => {
    expect(await coql("select Last_Name frm Leads where id is not null")).toMatchObject({
      status: 400,
      exception: { kind: "APIException", code: "SYNTAX_ERROR", status: "error" },
    });
  });
});
