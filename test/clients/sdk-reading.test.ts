import { describe, expect, test } from "vitest";
import { ZOHO_SDKS } from "./support/client-packages";
import { withConnectedSdk } from "./support/connected-sdk";

const FIELDS = ["Last_Name", "Email", "City", "Lead_Source", "Annual_Revenue", "Owner", "Created_Time"];

interface Listed {
  readonly status: number;
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly info?: { readonly count: number; readonly moreRecords: boolean; readonly nextPageToken?: string };
}

describe.each(ZOHO_SDKS)("records with $sdk", ({ sdk, api }) => {
  const connected = withConnectedSdk(sdk);

  async function list(input: object): Promise<Listed> {
    const value = await connected().program.value("list", { module: "Leads", fields: FIELDS, ...input });
    return value as Listed;
  }

  test("a page of records has the types that the fields' metadata promise", async () => {
    const { status, records, info } = await list({ perPage: 3 });
    expect(status).toBe(200);
    expect(info).toMatchObject({ count: 3, moreRecords: true });
    expect(records).toHaveLength(3);
    expect(records[0]).toEqual({
      id: expect.stringMatching(/^\d{18,19}$/) as string,
      Last_Name: expect.any(String) as string,
      Email: expect.stringContaining("@") as string,
      City: expect.any(String) as string,
      Lead_Source: expect.any(String) as string,
      Annual_Revenue: expect.any(Number) as number,
      Owner: { id: expect.stringMatching(/^\d{18,19}$/) as string, name: expect.any(String) as string },
      Created_Time: expect.stringMatching(/^2\d{3}-.*Z$/) as string,
    });
  });

  test("all pages have every record once", async () => {
    const ids: unknown[] = [];
    let pageToken: string | undefined;
    do {
      const page = await list({ perPage: 200, ...(pageToken === undefined ? {} : { pageToken }) });
      ids.push(...page.records.map((record) => record["id"]));
      pageToken = page.info?.nextPageToken;
    } while (pageToken !== undefined && ids.length < 1000);
    expect(ids).toHaveLength(450);
    expect(new Set(ids).size).toBe(450);
  });

  test("fields are asked for once, before the first record", async () => {
    const seen = await connected().zoho.seenDuring(() =>
      connected().program.value("list", { module: "Accounts", fields: ["Account_Name"], perPage: 1 }),
    );
    const again = await connected().zoho.seenDuring(() =>
      connected().program.value("list", { module: "Accounts", fields: ["Account_Name"], perPage: 1 }),
    );
    const call = `GET www.zohoapis.com${api}/Accounts 200`;
    expect(seen[0]).toBe(`GET www.zohoapis.com${api}/settings/fields 200`);
    expect(seen.at(-1)).toBe(call);
    expect(again).toEqual([call]);
  });
});
