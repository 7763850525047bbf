import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { call, connect, CRM_SCOPES } from "./support/consenting";
import { type Answer, control, emulator } from "./support/running";

const SEARCH_SCOPES = `${CRM_SCOPES},ZohoSearch.securesearch.READ`;

interface Search {
  (query: string, module?: string): Promise<Answer>;
  readonly zoho: RunningEmulator;
  readonly token: string;
}

async function searching(): Promise<Search> {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho, { ask: { scope: SEARCH_SCOPES } });
  const search = (query: string, module = "Leads"): Promise<Answer> =>
    call(zoho, accessToken, "GET", `crm/v8/${module}/search?${query}`);
  return Object.assign(search, { zoho, token: accessToken });
}

function rows(answer: Answer): readonly Record<string, unknown>[] {
  return (answer.body["data"] ?? []) as readonly Record<string, unknown>[];
}

function criteria(text: string): string {
  return `per_page=200&criteria=${encodeURIComponent(text)}`;
}

/** All Leads of the org, to hold searches against. */
async function allLeads({ zoho, token }: Search): Promise<readonly Record<string, unknown>[]> {
  const fields = "Last_Name,City,Annual_Revenue,Email,Phone,Email_Opt_Out,Owner,Created_Time,Lead_Status";
  const pages = await Promise.all(
    [1, 2, 3].map((page) => call(zoho, token, "GET", `crm/v8/Leads?fields=${fields}&page=${page}`)),
  );
  return pages.flatMap(rows);
}

test.each<[string, string, (lead: Record<string, unknown>) => boolean]>([
  ["equals", "(City:equals:bergen)", (lead) => lead["City"] === "Bergen"],
  ["not_equal", "(City:not_equal:Bergen)", (lead) => lead["City"] !== "Bergen"],
  ["starts_with", "(Last_Name:starts_with:Ho)", (lead) => String(lead["Last_Name"]).startsWith("Ho")],
  ["in", "(City:in:Bergen,Denver)", (lead) => ["Bergen", "Denver"].includes(String(lead["City"]))],
  [
    "greater_than",
    "(Annual_Revenue:greater_than:4900000)",
    (lead) => Number(lead["Annual_Revenue"]) > 4_900_000,
  ],
  ["less_equal", "(Annual_Revenue:less_equal:100000)", (lead) => Number(lead["Annual_Revenue"]) <= 100_000],
  [
    "between",
    "(Annual_Revenue:between:1000000,1500000)",
    (lead) => Number(lead["Annual_Revenue"]) >= 1_000_000 && Number(lead["Annual_Revenue"]) <= 1_500_000,
  ],
  ["a boolean", "(Email_Opt_Out:equals:true)", (lead) => lead["Email_Opt_Out"] === true],
  [
    "and",
    "((City:equals:Bergen)and(Lead_Status:equals:Contacted))",
    (lead) => lead["City"] === "Bergen" && lead["Lead_Status"] === "Contacted",
  ],
  [
    "and before or, nested",
    "((City:equals:Bergen)or((City:equals:Denver)and(Email_Opt_Out:equals:true)))",
    (lead) => lead["City"] === "Bergen" || (lead["City"] === "Denver" && lead["Email_Opt_Out"] === true),
  ],
])("criteria: %s finds exactly those records", async (_what, text, isMeant) => {
  const search = await searching();
  const expected = (await allLeads(search)).filter(isMeant).map((lead) => lead["id"]);
  expect(expected.length).toBeGreaterThan(0);
  const found: unknown[] = [];
  for (let page = 1, more = true; more; page += 1) {
    const answer = await search(`${criteria(text)}&page=${page}`);
    found.push(...rows(answer).map((lead) => lead["id"]));
    more = (answer.body["info"] as { more_records: boolean }).more_records;
  }
  expect(found.toSorted()).toEqual(expected.toSorted());
});

test("escaped commas and parentheses in a value stand for themselves", async () => {
  const search = await searching();
  const name = "Holt (north), Ltd";
  await call(search.zoho, search.token, "POST", "crm/v8/Leads", { data: [{ Last_Name: name }] });
  const answer = await search(criteria("(Last_Name:equals:Holt \\(north\\)\\, Ltd)") + "&fields=Last_Name");
  expect(rows(answer)).toEqual([{ id: expect.stringMatching(/^\d{18,19}$/) as string, Last_Name: name }]);
});

test("email finds a part of an address, phone three digits, word a part of any text", async () => {
  const search = await searching();
  const [lead] = await allLeads(search);
  const email = String(lead?.["Email"]);
  expect(rows(await search(`email=${email.slice(0, -8)}`)).map((one) => one["Email"])).toContain(email);
  expect(rows(await search("phone=555")).length).toBe(200);
  const byWord = rows(await search("word=galway&fields=City"));
  expect(byWord.length).toBeGreaterThan(0);
  expect(byWord.every((one) => one["City"] === "Galway")).toBe(true);
  expect((await search("word=nobody-is-called-this")).status).toBe(204);
});

test("where several ways are sent, criteria win", async () => {
  const search = await searching();
  const found = rows(await search(`word=Denver&${criteria("(City:equals:Bergen)")}&fields=City`));
  expect(new Set(found.map((one) => one["City"]))).toEqual(new Set(["Bergen"]));
});

test.each([
  ["nothing to look for", "fields=City", "EXPECTED_PARAM_MISSING"],
  ["criteria that can't be read", criteria("City:equals:Bergen"), "INVALID_QUERY"],
  ["an unclosed group", criteria("((City:equals:Bergen)"), "INVALID_QUERY"],
  ["an unknown field", criteria("(Town:equals:Bergen)"), "INVALID_QUERY"],
  ["an operator that does not fit", criteria("(City:greater_than:Bergen)"), "INVALID_QUERY"],
  ["a value that does not fit", criteria("(Annual_Revenue:equals:much)"), "INVALID_QUERY"],
  [
    "sixteen comparisons",
    criteria(`(${Array.from({ length: 16 }, () => "(City:equals:Bergen)").join("or")})`),
    "CRITERIA_LIMIT_EXCEEDED",
  ],
  ["a word of one letter", "word=a", "INVALID_DATA"],
  ["a phone number of two digits", "phone=55", "INVALID_DATA"],
  ["more than 2,000 records", "word=le&page=11", "LIMIT_REACHED"],
  ["pages of 201", "word=le&per_page=201", "INVALID_DATA"],
])("%s is refused", async (_what, query, code) => {
  const search = await searching();
  const answer = await search(query);
  expect([answer.status, answer.body["code"]]).toEqual([400, code]);
});

test("a search needs the scope of Zoho Search beside that of the module", async () => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  const answer = await call(zoho, accessToken, "GET", "crm/v8/Leads/search?word=holt");
  expect([answer.status, answer.body["code"]]).toEqual([401, "OAUTH_SCOPE_MISMATCH"]);
});

test("a new record is found at once, or as late as the setting says", async () => {
  const search = await searching();
  await control(search.zoho, "PATCH", "settings", { searchLag: 30 });
  await call(search.zoho, search.token, "POST", "crm/v8/Leads", { data: [{ Last_Name: "Zzyzx" }] });
  expect((await search("word=zzyzx")).status).toBe(204);
  await control(search.zoho, "POST", "clock", { advanceSeconds: 31 });
  expect(rows(await search("word=zzyzx"))).toHaveLength(1);
});

test("count tells how many there are, and how many a search would find", async () => {
  const search = await searching();
  const { zoho, token } = search;
  expect((await call(zoho, token, "GET", "crm/v8/Leads/actions/count")).body).toEqual({ count: 450 });
  const bergen = (await allLeads(search)).filter((lead) => lead["City"] === "Bergen").length;
  const query = criteria("(City:equals:Bergen)");
  expect((await call(zoho, token, "GET", `crm/v8/Leads/actions/count?${query}`)).body).toEqual({
    count: bergen,
  });
});

test("deleted records are listed newest first, 60 days later as deleted for good", async () => {
  const { zoho, token } = await searching();
  const list = await call(zoho, token, "GET", "crm/v8/Leads?fields=Last_Name&per_page=2");
  const [first, second] = rows(list).map((lead) => String(lead["id"]));
  const deleted = (query = ""): Promise<Answer> => call(zoho, token, "GET", `crm/v8/Leads/deleted?${query}`);
  expect((await deleted()).status).toBe(204);
  await call(zoho, token, "DELETE", `crm/v8/Leads/${first ?? ""}`);
  await control(zoho, "POST", "clock", { advanceSeconds: 60 });
  await call(zoho, token, "DELETE", `crm/v8/Leads?ids=${second ?? ""}`);
  const answer = await deleted("type=all");
  expect(rows(answer)).toMatchObject([
    { id: second, type: "recycle", deleted_by: { name: "Robin Vale" }, created_by: { name: "Jo Lind" } },
    { id: first, type: "recycle", deleted_time: "2026-03-10T05:00:00-07:00" },
  ]);
  expect(rows(await deleted("per_page=1&page=2"))).toHaveLength(1);
  expect((await deleted("type=permanent")).status).toBe(204);
  await control(zoho, "POST", "clock", { advanceSeconds: 61 * 86_400 });
  const { accessToken } = await connect(zoho, { ask: { scope: SEARCH_SCOPES } });
  const later = await call(zoho, accessToken, "GET", "crm/v8/Leads/deleted?type=permanent");
  expect(rows(later).map((one) => one["type"])).toEqual(["permanent", "permanent"]);
});
