import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { call, connect } from "./support/consenting";
import { type Answer, control, emulator } from "./support/running";

interface Page {
  readonly data: readonly Record<string, unknown>[];
  readonly info: Record<string, unknown>;
}

function pageOf(answer: Answer): Page {
  expect(answer.status).toBe(200);
  return answer.body as unknown as Page;
}

async function robin(): Promise<{
  zoho: RunningEmulator;
  get: (path: string) => Promise<Answer>;
  token: string;
}> {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  return { zoho, token: accessToken, get: (path) => call(zoho, accessToken, "GET", `crm/v8/${path}`) };
}

test("org tells ID, name and environment; each environment is an org of its own", async () => {
  const zoho = await emulator();
  const seen: unknown[] = [];
  for (const [org, host] of [
    ["Production", "www"],
    ["Sandbox", "sandbox"],
    ["Developer", "developer"],
  ] as const) {
    const { accessToken } = await connect(zoho, { org });
    const answer = await call(zoho, accessToken, "GET", "crm/v8/org", undefined, `${host}.zohoapis.com`);
    const [row] = answer.body["org"] as [Record<string, unknown>];
    expect(row).toMatchObject({ company_name: "Acme", type: org });
    expect(row["zgid"]).toMatch(/^\d{18,19}$/);
    seen.push(row["zgid"]);
  }
  expect(new Set(seen).size).toBe(3);
  expect(zoho.ready.people[0]?.orgs.slice(0, 3).map((org) => org.id)).toEqual(seen);
});

test("users lists the caller, everybody, and 204 for none", async () => {
  const { get } = await robin();
  expect((await get("users?type=CurrentUser")).body["users"]).toMatchObject([
    { full_name: "Robin Vale", email: "robin.vale@acme.example" },
  ]);
  expect((await get("users?type=AllUsers")).body["users"]).toHaveLength(2);
  expect((await get("users?type=DeletedUsers")).status).toBe(204);
  expect((await get("users?type=constructor")).body["code"]).toBe("INVALID_DATA");
});

test("settings describe modules and fields", async () => {
  const { get } = await robin();
  const modules = (await get("settings/modules")).body["modules"] as { api_name: string }[];
  expect(modules.map((module) => module.api_name)).toEqual([
    "Leads",
    "Contacts",
    "Accounts",
    "Deals",
    "Tasks",
    "Notes",
  ]);
  const fields = (await get("settings/fields?module=Leads")).body["fields"] as Record<string, unknown>[];
  const byName = new Map(fields.map((field) => [field["api_name"], field]));
  expect(byName.get("Last_Name")).toMatchObject({ data_type: "text", system_mandatory: true, length: 80 });
  expect(byName.get("Email")).toMatchObject({ data_type: "email", unique: { casesensitive: false } });
  expect(byName.get("Lead_Source")).toMatchObject({ data_type: "picklist" });
  expect(byName.get("Created_Time")).toMatchObject({ read_only: true });
  expect((await get("settings/fields")).body).toMatchObject({
    code: "REQUIRED_PARAM_MISSING",
    details: { param_name: "module" },
  });
  expect((await get("settings/fields?module=Nope")).body["code"]).toBe("INVALID_MODULE");
});

test("a list gives the fields asked for and the ID, newest ID first", async () => {
  const { get } = await robin();
  const { data, info } = pageOf(await get("Leads?fields=Last_Name,Nonsense"));
  expect(data).toHaveLength(200);
  expect(Object.keys(data[0] ?? {})).toEqual(["Last_Name", "id"]);
  expect(String(data[0]?.["id"]) > String(data[1]?.["id"])).toBe(true);
  expect(info).toMatchObject({
    per_page: 200,
    count: 200,
    page: 1,
    more_records: true,
    sort_by: "id",
    sort_order: "desc",
  });
});

test("lookups are references and times carry the org's offset", async () => {
  const { get } = await robin();
  const { data } = pageOf(await get("Contacts?fields=Account_Name,Created_Time,Owner&per_page=1"));
  expect(data[0]).toMatchObject({
    Account_Name: { id: expect.stringMatching(/^\d{18,19}$/) as string, name: expect.any(String) as string },
    Created_Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-07:00$/) as string,
    Owner: { name: "Jo Lind" },
  });
});

test.each([
  ["page numbers", (n: number, _token: string) => `&page=${n}`],
  ["page tokens", (_n: number, token: string) => (token === "" ? "" : `&page_token=${token}`)],
])("all 450 leads are reached once by %s", async (_how, next) => {
  const { get } = await robin();
  const ids: unknown[] = [];
  let token = "";
  for (let n = 1; ; n += 1) {
    const { data, info } = pageOf(await get(`Leads?fields=id${next(n, token)}`));
    ids.push(...data.map((row) => row["id"]));
    expect(info["page"]).toBe(n);
    if (info["more_records"] !== true) break;
    token = String(info["next_page_token"]);
  }
  expect(ids).toHaveLength(450);
  expect(new Set(ids).size).toBe(450);
});

test("a page beyond the last record is 204 without body and content type", async () => {
  const { get } = await robin();
  const answer = await get("Leads?fields=id&page=4");
  expect(answer.status).toBe(204);
  expect(answer.text).toBe("");
  expect(answer.headers.get("content-type")).toBeNull();
});

test("what is added while paging by token neither repeats nor hides a record", async () => {
  const { zoho, token, get } = await robin();
  const first = pageOf(await get("Leads?fields=id&per_page=100"));
  await call(zoho, token, "POST", "crm/v8/Leads", { data: [{ Last_Name: "Meanwhile" }] });
  await call(zoho, token, "DELETE", `crm/v8/Leads/${String(first.data[99]?.["id"])}`);
  const second = pageOf(
    await get(`Leads?fields=id&per_page=100&page_token=${String(first.info["next_page_token"])}`),
  );
  const expected = BigInt(String(first.data[99]?.["id"])) - 1n;
  expect(second.data[0]?.["id"]).toBe(String(expected));
  const back = pageOf(
    await get(`Leads?fields=id&per_page=100&page_token=${String(second.info["previous_page_token"])}`),
  );
  expect(back.data[99]?.["id"]).toBe(first.data[98]?.["id"]);
});

test("a list can be sorted by time, upwards", async () => {
  const { get } = await robin();
  const { data } = pageOf(
    await get("Leads?fields=Created_Time&sort_by=Created_Time&sort_order=asc&per_page=3"),
  );
  const times = data.map((row) => String(row["Created_Time"]));
  expect(times).toEqual([...times].sort());
});

const FIFTY_ONE = Array.from({ length: 51 }, (_, n) => `F${n}`).join();

test.each([
  ["no fields", "Leads", "REQUIRED_PARAM_MISSING", { param_name: "fields" }],
  ["51 fields", `Leads?fields=${FIFTY_ONE}`, "LIMIT_EXCEEDED", { limit: 50, param_name: "fields" }],
  ["201 per page", "Leads?fields=id&per_page=201", "INVALID_DATA", { param_name: "per_page" }],
  ["page 0", "Leads?fields=id&page=0", "INVALID_DATA", { param_name: "page" }],
  ["a page that is no number", "Leads?fields=id&page=one", "INVALID_DATA", { param_name: "page" }],
  ["an unknown sort field", "Leads?fields=id&sort_by=Email", "INVALID_DATA", { param_name: "sort_by" }],
  ["an unknown sort order", "Leads?fields=id&sort_order=up", "INVALID_DATA", { param_name: "sort_order" }],
  ["beyond 2,000 records", "Leads?fields=id&page=11", "DISCRETE_PAGINATION_LIMIT_EXCEEDED", { limit: 2000 }],
  [
    "beyond 2,000 records in small pages",
    "Leads?fields=id&per_page=10&page=201",
    "DISCRETE_PAGINATION_LIMIT_EXCEEDED",
    { limit: 2000 },
  ],
  [
    "an invented page token",
    "Leads?fields=id&page_token=abc.def",
    "TOKEN_BOUND_DATA_MISMATCH",
    { param_name: "page_token" },
  ],
  [
    "page and page token",
    "Leads?fields=id&page=2&page_token=abc",
    "AMBIGUITY_DURING_PROCESSING",
    { ambiguity_due_to: [{ param_name: "page" }, { param_name: "page_token" }] },
  ],
])("%s is refused", async (_what, path, code, details) => {
  const { get } = await robin();
  const answer = await get(path);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code, details, status: "error" });
});

test("a page token belongs to its parameters and its user, for a day", async () => {
  const { zoho, get } = await robin();
  const { info } = pageOf(await get("Leads?fields=id&per_page=100"));
  const token = String(info["next_page_token"]);
  expect((await get(`Leads?fields=Email&per_page=100&page_token=${token}`)).body["code"]).toBe(
    "TOKEN_BOUND_DATA_MISMATCH",
  );
  expect((await get(`Leads?fields=id&per_page=50&page_token=${token}`)).body["code"]).toBe(
    "TOKEN_BOUND_DATA_MISMATCH",
  );
  const other = await connect(zoho, { person: "Alex Stone" });
  const foreign = await call(
    zoho,
    other.accessToken,
    "GET",
    `crm/v8/Leads?fields=id&per_page=100&page_token=${token}`,
  );
  expect(foreign.body["code"]).toBe("TOKEN_BOUND_DATA_MISMATCH");
  await control(zoho, "PATCH", "settings", { accessTtl: 86_400 });
  await control(zoho, "POST", "clock", { advanceSeconds: 86_399 });
  const later = (await connect(zoho)).accessToken;
  const path = `crm/v8/Leads?fields=id&per_page=100&page_token=${token}`;
  expect((await call(zoho, later, "GET", path)).status).toBe(200);
  await control(zoho, "POST", "clock", { advanceSeconds: 1 });
  expect((await call(zoho, later, "GET", path)).body).toMatchObject({
    code: "EXPIRED_VALUE",
    message: "Page token expired",
    details: { api_name: "page_token", json_path: "$.query.page_token" },
  });
});

test("a page token lives as long as the setting says", async () => {
  const { zoho, get } = await robin();
  await control(zoho, "PATCH", "settings", { pageTokenTtl: 60 });
  const first = pageOf(await get("Leads?fields=id&per_page=100"));
  const path = `Leads?fields=id&per_page=100&page_token=${String(first.info["next_page_token"])}`;
  await control(zoho, "POST", "clock", { advanceSeconds: 59 });
  expect((await get(path)).status).toBe(200);
  await control(zoho, "POST", "clock", { advanceSeconds: 1 });
  expect((await get(path)).body["code"]).toBe("EXPIRED_VALUE");
});

test("a record by its ID comes alone and whole; an unknown ID is 204, a malformed one 400", async () => {
  const { get } = await robin();
  const { data } = pageOf(await get("Leads?fields=id&per_page=1"));
  const id = String(data[0]?.["id"]);
  const answer = await get(`Leads/${id}`);
  expect(answer.body).not.toHaveProperty("info");
  expect(answer.body["data"]).toMatchObject([
    { id, Email: expect.any(String) as string, $approval_state: "approved" },
  ]);
  expect((await get(`Leads/${id.slice(0, -6)}999999`)).status).toBe(204);
  expect((await get("Leads/123")).body).toMatchObject({ code: "INVALID_DATA" });
});

test("If-Modified-Since leaves out what is older, and is 304 where all is", async () => {
  const { zoho, token } = await robin();
  const since = { "If-Modified-Since": "2026-03-01T00:00:00+00:00", Authorization: `Bearer ${token}` };
  const url = `${zoho.url}/www.zohoapis.com/crm/v8/Leads?fields=id`;
  expect((await fetch(url, { headers: since })).status).toBe(304);
  await call(zoho, token, "POST", "crm/v8/Leads", { data: [{ Last_Name: "New" }] });
  const fresh = (await (await fetch(url, { headers: since })).json()) as Page;
  expect(fresh.data).toHaveLength(1);
});

test("answers carry the date of the virtual clock", async () => {
  const { get } = await robin();
  expect((await get("org")).headers.get("date")).toBe("Tue, 10 Mar 2026 12:00:00 GMT");
});

test("Bigin is a twin with modules, scopes and an org of its own", async () => {
  const zoho = await emulator();
  const scope = "ZohoBigin.modules.ALL,ZohoBigin.org.READ,ZohoBigin.settings.ALL";
  const { accessToken } = await connect(zoho, { ask: { scope } });
  const bigin = (path: string): Promise<Answer> => call(zoho, accessToken, "GET", `bigin/v2/${path}`);
  expect((await bigin("org")).body["org"]).toMatchObject([{ company_name: "Acme", type: "Bigin" }]);
  const modules = (await bigin("settings/modules")).body["modules"] as { api_name: string }[];
  expect(modules.map((module) => module.api_name)).toEqual(["Contacts", "Pipelines", "Products", "Notes"]);
  expect(pageOf(await bigin("Pipelines?fields=Deal_Name")).data).toHaveLength(25);
  expect((await bigin("Leads?fields=id")).body["code"]).toBe("INVALID_MODULE");
  expect((await call(zoho, accessToken, "GET", "crm/v8/org")).body["code"]).toBe("OAUTH_SCOPE_MISMATCH");
});
