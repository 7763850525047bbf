import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { call, connect, CRM_SCOPES } from "./support/consenting";
import { type Answer, emulator } from "./support/running";

const COQL_SCOPES = `${CRM_SCOPES},ZohoCRM.coql.READ`;

interface Coql {
  (query: unknown): Promise<Answer>;
  readonly zoho: RunningEmulator;
  readonly token: string;
}

async function asking(scope = COQL_SCOPES): Promise<Coql> {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho, { ask: { scope } });
  const ask = (query: unknown): Promise<Answer> =>
    call(zoho, accessToken, "POST", "crm/v8/coql", { select_query: query });
  return Object.assign(ask, { zoho, token: accessToken });
}

function rows(answer: Answer): readonly Record<string, unknown>[] {
  return (answer.body["data"] ?? []) as readonly Record<string, unknown>[];
}

test("columns, a where clause, an order and a limit", async () => {
  const coql = await asking();
  const answer = await coql(
    "select Last_Name, Annual_Revenue from Leads where Annual_Revenue > 1000000 and City = 'Bergen' order by Annual_Revenue desc limit 3",
  );
  expect(answer.status).toBe(200);
  expect(answer.body["info"]).toEqual({ count: 3, more_records: true });
  const revenues = rows(answer).map((row) => Number(row["Annual_Revenue"]));
  expect(revenues).toEqual(revenues.toSorted((a, b) => b - a));
  expect(Object.keys(rows(answer)[0] ?? {}).toSorted()).toEqual(["Annual_Revenue", "Last_Name", "id"]);
});

test("a column of a related record, a lookup, and its ID in the where clause", async () => {
  const coql = await asking();
  const [contact] = rows(
    await coql(
      "select Last_Name, Account_Name, Account_Name.Industry from Contacts where Account_Name is not null limit 1",
    ),
  );
  const account = contact?.["Account_Name"] as { id: string; name: string };
  expect(account.id).toMatch(/^\d{18,19}$/);
  const [same] = rows(await coql(`select Industry from Accounts where id = ${account.id}`));
  expect(contact?.["Account_Name.Industry"]).toBe(same?.["Industry"]);
  expect(rows(await coql(`select id from Contacts where Account_Name = '${account.id}'`))).toContainEqual({
    id: contact?.["id"],
  });
});

test("pages by offset and by the last ID give every record once", async () => {
  const coql = await asking();
  const byOffset: string[] = [];
  for (let offset = 0; ; offset += 100) {
    const answer = await coql(`select id from Leads where id is not null limit ${offset}, 100`);
    byOffset.push(...rows(answer).map((row) => String(row["id"])));
    if (!(answer.body["info"] as { more_records: boolean }).more_records) break;
  }
  const byId: string[] = [];
  for (let last = "0"; ;) {
    const answer = await coql(`select id from Leads where id > ${last} order by id limit 200`);
    if (answer.status === 204) break;
    byId.push(...rows(answer).map((row) => String(row["id"])));
    last = byId.at(-1) ?? "";
  }
  expect(byOffset).toHaveLength(450);
  expect(new Set(byOffset).size).toBe(450);
  expect(byId).toEqual(byOffset);
});

test.each([
  ["in", "City in ('Bergen', 'Denver')"],
  [
    "not in, like and parentheses",
    "(City not in ('Bergen') and (Last_Name like 'H%' or Last_Name like '%d'))",
  ],
  ["between and a time", "Created_Time between '2025-01-01T00:00:00+00:00' and '2026-12-31T00:00:00+00:00'"],
  ["a boolean", "Email_Opt_Out = true"],
  ["an escaped quote", "Last_Name != 'O\\'Hara' and City != 'Coeur d''Alene'"],
])("%s", async (_what, where) => {
  const coql = await asking();
  const answer = await coql(`SELECT City FROM Leads WHERE ${where}`);
  expect([answer.status, answer.body["code"]]).toEqual([200, undefined]);
});

test("nothing found is 204", async () => {
  const coql = await asking();
  const answer = await coql("select id from Leads where Last_Name = 'Nobody'");
  expect([answer.status, answer.text]).toEqual([204, ""]);
});

test.each([
  ["no where clause", "select id from Leads", "SYNTAX_ERROR"],
  ["an unfinished comparison", "select id from Leads where City =", "SYNTAX_ERROR"],
  ["a sign that nobody knows", "select id from Leads where City ~ 'x'", "SYNTAX_ERROR"],
  ["more behind the end", "select id from Leads where City = 'x' limit 1 having", "SYNTAX_ERROR"],
  ["an unknown column", "select Town from Leads where City = 'x'", "INVALID_QUERY"],
  [
    "an unknown column of a lookup",
    "select Account_Name.Town from Contacts where id is not null",
    "INVALID_QUERY",
  ],
  ["an unknown field to sort by", "select id from Leads where id is not null order by Town", "INVALID_QUERY"],
  ["an operator that does not fit", "select id from Leads where City > 'a'", "INVALID_QUERY"],
  ["a value that does not fit", "select id from Leads where Annual_Revenue = 'much'", "INVALID_QUERY"],
  ["an unknown module", "select id from Leeds where id is not null", "INVALID_MODULE"],
  ["2,001 rows", "select id from Leads where id is not null limit 2001", "LIMIT_EXCEEDED"],
  [
    "51 columns",
    `select ${Array.from({ length: 51 }, () => "City").join(",")} from Leads where id is not null`,
    "LIMIT_EXCEEDED",
  ],
  ["beyond 100,000 rows", "select id from Leads where id is not null limit 99999, 2", "LIMIT_REACHED"],
  ["a query that is no text", 7, "INVALID_DATA"],
  ["no query", undefined, "MANDATORY_NOT_FOUND"],
])("%s is refused", async (_what, query, code) => {
  const coql = await asking();
  const answer = await coql(query);
  expect([answer.status, answer.body["code"]]).toEqual([400, code]);
});

test("a syntax error tells clause, line and column", async () => {
  const coql = await asking();
  const answer = await coql("select id from Leads\nwhere City = = 'x'");
  expect(answer.body["details"]).toEqual({ clause: "WHERE", near: "=", line: 2, column: 14 });
});

test("a query needs the scope of COQL and that of the module it reads", async () => {
  const withoutCoql = await asking(CRM_SCOPES);
  expect((await withoutCoql("select id from Leads where id is not null")).body["code"]).toBe(
    "OAUTH_SCOPE_MISMATCH",
  );
  const onlyContacts = await asking("ZohoCRM.coql.READ,ZohoCRM.modules.Contacts.READ");
  expect((await onlyContacts("select id from Leads where id is not null")).body["code"]).toBe(
    "OAUTH_SCOPE_MISMATCH",
  );
  expect((await onlyContacts("select id from Contacts where id is not null")).status).toBe(200);
});
