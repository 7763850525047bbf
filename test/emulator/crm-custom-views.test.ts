import { expect, test } from "vitest";
import { type Caller, caller, type Row, rowsOf } from "./support/calling";
import { control, emulator } from "./support/running";

async function viewId({ rows }: Caller, module: string, name: string): Promise<string> {
  const views = await rows(`settings/custom_views?module=${module}`, "custom_views");
  return String(views.find((view) => view["name"] === name)?.["id"]);
}

test("views tell their criteria, columns and the default", async () => {
  const robin = await caller();
  const answer = await robin.get("settings/custom_views?module=Leads");
  const views = rowsOf(answer, "custom_views");
  expect(views.map((view) => view["name"])).toEqual([
    "All Leads",
    "My Leads",
    "Todays Leads",
    "Not Contacted Leads",
    "Unsubscribed Leads",
  ]);
  expect(answer.body["info"]).toMatchObject({ default: views[0]?.["id"], count: 5, more_records: false });
  expect(views[0]).toMatchObject({ default: true, criteria: null, system_defined: true, shared_to: null });
  expect(views[3]).toMatchObject({
    criteria: {
      comparator: "equal",
      field: { api_name: "Lead_Status", id: expect.stringMatching(/^\d{18,19}$/) as string },
      value: "Not Contacted",
    },
    access_type: "public",
    fields: expect.arrayContaining([expect.objectContaining({ api_name: "Full_Name" })]) as Row[],
  });
  const deals = await robin.rows("settings/custom_views?module=Deals", "custom_views");
  expect(deals.find((view) => view["name"] === "Open Deals")?.["criteria"]).toMatchObject({
    group_operator: "AND",
    group: [{ value: "Closed Won" }, { value: "Closed Lost" }],
  });
  const id = await viewId(robin, "Leads", "Unsubscribed Leads");
  expect((await robin.get(`settings/custom_views/${id}?module=Leads`)).body).toMatchObject({
    custom_views: [{ id, name: "Unsubscribed Leads" }],
    info: { translation: { public_views: "Public Views" } },
  });
});

test.each([
  ["Leads", "Not Contacted Leads", "Lead_Status", (value: unknown) => value === "Not Contacted"],
  ["Leads", "Unsubscribed Leads", "Email_Opt_Out", (value: unknown) => value === true],
  ["Contacts", "Contacts in Bergen", "Mailing_City", (value: unknown) => value === "Bergen"],
  ["Accounts", "Manufacturing Accounts", "Industry", (value: unknown) => value === "Manufacturing"],
  ["Deals", "Open Deals", "Stage", (value: unknown) => !/^Closed/.test(String(value))],
  ["Tasks", "Completed Tasks", "Status", (value: unknown) => value === "Completed"],
])("of %s, %s lists those and only those", async (module, name, field, isListed) => {
  const robin = await caller();
  const cvid = await viewId(robin, module, name);
  const all: Row[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await robin.get(`${module}?fields=${field}&page=${page}`);
    all.push(...rowsOf(answer));
    if (!(answer.body["info"] as { more_records: boolean }).more_records) break;
  }
  const wanted = all.filter((row) => isListed(row[field]));
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.length).toBeLessThan(Math.min(all.length, 201));
  expect(await robin.rows(`${module}?fields=${field}&cvid=${cvid}`)).toEqual(wanted);
  expect((await robin.get(`${module}/actions/count?cvid=${cvid}`)).body).toEqual({ count: wanted.length });
});

test("mine are those of whoever asks, today's those of the org's day", async () => {
  const zoho = await emulator();
  const robin = await caller({}, zoho);
  const jo = await caller({ person: "Jo Lind" }, zoho);
  const mine = await viewId(robin, "Leads", "My Leads");
  const todays = await viewId(robin, "Leads", "Todays Leads");
  expect((await robin.get(`Leads?fields=id&cvid=${mine}`)).status).toBe(204);
  expect(await jo.rows(`Leads?fields=id&cvid=${mine}`)).toHaveLength(200);
  expect((await robin.get(`Leads?fields=id&cvid=${todays}`)).status).toBe(204);

  await robin.send("POST", "Leads", { data: [{ Last_Name: "Fresh" }] });
  expect(await robin.rows(`Leads?fields=Last_Name&cvid=${mine}`)).toMatchObject([{ Last_Name: "Fresh" }]);
  // Noon in Greenwich is five in the morning in Phoenix.
  await control(zoho, "POST", "clock", { now: "2026-03-11T06:59:59Z" });
  const late = await caller({}, zoho);
  expect(await late.rows(`Leads?fields=Last_Name&cvid=${todays}`)).toMatchObject([{ Last_Name: "Fresh" }]);
  await control(zoho, "POST", "clock", { now: "2026-03-11T07:00:00Z" });
  const morrow = await caller({}, zoho);
  expect((await morrow.get(`Leads?fields=id&cvid=${todays}`)).status).toBe(204);
});

test("a page token of a view belongs to that view", async () => {
  const robin = await caller();
  const cvid = await viewId(robin, "Leads", "Not Contacted Leads");
  const other = await viewId(robin, "Leads", "All Leads");
  const seen: unknown[] = [];
  let token: unknown = null;
  for (;;) {
    const next = typeof token === "string" ? `&page_token=${token}` : "";
    const answer = await robin.get(`Leads?fields=Lead_Status&per_page=40&cvid=${cvid}${next}`);
    seen.push(...rowsOf(answer).map((row) => row["id"]));
    const info = answer.body["info"] as Row;
    if (info["more_records"] !== true) break;
    token = info["next_page_token"];
    for (const changed of ["", `&cvid=${other}`, `&cvid=${cvid}&converted=both`]) {
      const path = `Leads?fields=Lead_Status&per_page=40&page_token=${String(token)}${changed}`;
      expect((await robin.get(path)).body["code"]).toBe("TOKEN_BOUND_DATA_MISMATCH");
    }
  }
  expect(new Set(seen).size).toBe(seen.length);
  const whole = await robin.rows(`Leads?fields=id&cvid=${cvid}`);
  expect(seen).toEqual(whole.map((row) => row["id"]));
});

test("a list of a view costs three credits", async () => {
  const robin = await caller();
  const cvid = await viewId(robin, "Leads", "All Leads");
  await robin.get("Leads?fields=id");
  await robin.get(`Leads?fields=id&cvid=${cvid}`);
  const log = (await control(robin.zoho, "GET", "requests")).body["requests"] as readonly Row[];
  expect(log.slice(-2).map((entry) => entry["credits"])).toEqual([1, 3]);
});

test("what chooses records is checked", async () => {
  const zoho = await emulator();
  const robin = await caller({}, zoho);
  const sandbox = await caller({ org: "Sandbox" }, zoho);
  const foreign = await viewId(sandbox, "Leads", "All Leads");
  const ofDeals = await viewId(robin, "Deals", "All Deals");
  const cvid = await viewId(robin, "Leads", "All Leads");
  for (const unknown of [foreign, ofDeals, "123", "all"]) {
    expect((await robin.get(`Leads?fields=id&cvid=${unknown}`)).body).toEqual({
      code: "INVALID_DATA",
      details: { param_name: "cvid" },
      message: "invalid data",
      status: "error",
    });
  }
  expect((await robin.get("Leads/actions/count?cvid=123")).body["details"]).toEqual({ param_name: "cvid" });
  expect((await robin.get(`Leads?fields=id&cvid=${cvid}&sort_by=id`)).body).toMatchObject({
    code: "AMBIGUITY_DURING_PROCESSING",
    details: { ambiguity_due_to: [{ param_name: "cvid" }, { param_name: "sort_by" }] },
  });
  for (const [param, value] of [
    ["converted", "maybe"],
    ["include_child", "1"],
    ["territory_id", "111111000000000001"],
  ] as const) {
    expect((await robin.get(`Leads?fields=id&${param}=${value}`)).body).toMatchObject({
      code: "INVALID_DATA",
      details: { param_name: param },
    });
  }
  expect((await robin.get("Leads?fields=id&converted=true")).status).toBe(204);
  expect(await robin.rows("Leads?fields=id&converted=both&include_child=false")).toHaveLength(200);
});

test("before v3 a list without fields gives all of them, in Bigin it never does", async () => {
  const zoho = await emulator();
  for (const version of ["v2", "v2.1"]) {
    const { rows } = await caller({}, zoho, `crm/${version}`);
    const [lead] = await rows("Leads?per_page=1");
    expect(lead).toMatchObject({ Email: expect.any(String) as string, Owner: { name: "Jo Lind" } });
    expect(Object.keys((await rows("Leads?fields=Email&per_page=1"))[0] ?? {})).toEqual(["Email", "id"]);
  }
  const { get } = await caller({}, zoho, "crm/v3");
  expect((await get("Leads")).body["code"]).toBe("REQUIRED_PARAM_MISSING");
  const bigin = await caller({ ask: { scope: "ZohoBigin.modules.ALL" } }, zoho, "bigin/v1");
  expect((await bigin.get("Contacts")).body["code"]).toBe("REQUIRED_PARAM_MISSING");
});
