import { expect, test } from "vitest";
import { type Caller, caller, type Row, rowsOf } from "./support/calling";
import { ask, emulator } from "./support/running";

/** Every record of a module. */
async function everything(robin: Caller, module: string, fields: string): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await robin.get(`${module}?fields=${fields}&page=${page}`);
    all.push(...rowsOf(answer));
    if ((answer.body["info"] as Row)["more_records"] !== true) return all;
  }
}

function idIn(value: unknown): unknown {
  return typeof value === "object" && value !== null ? (value as Row)["id"] : undefined;
}

test.each([
  ["Accounts", "Contacts", "Account_Name"],
  ["Accounts", "Deals", "Account_Name"],
  ["Contacts", "Deals", "Contact_Name"],
  ["Contacts", "Tasks", "Who_Id"],
  ["Leads", "Tasks", "What_Id"],
  ["Deals", "Tasks", "What_Id"],
  ["Leads", "Notes", "Parent_Id"],
  ["Contacts", "Notes", "Parent_Id"],
  ["Accounts", "Notes", "Parent_Id"],
  ["Deals", "Notes", "Parent_Id"],
])("of %s, %s are the records that point there", async (module, related, field) => {
  const robin = await caller();
  const parents = new Set((await everything(robin, module, "id")).map((row) => row["id"]));
  const all = await everything(robin, related, field);
  const parent = all.map((row) => idIn(row[field])).find((id) => parents.has(id));
  const wanted = all.filter((row) => idIn(row[field]) === parent);
  expect(wanted.length).toBeGreaterThan(0);
  expect(await robin.rows(`${module}/${String(parent)}/${related}?fields=${field}`)).toEqual(wanted);
});

async function newAccount(robin: Caller, contacts: number): Promise<string> {
  const [account] = rowsOf(await robin.send("POST", "Accounts", { data: [{ Account_Name: "Lone Oak" }] }));
  const id = String((account?.["details"] as Row)["id"]);
  if (contacts > 0) {
    const data = Array.from({ length: contacts }, (_, n) => ({ Last_Name: `No ${n}`, Account_Name: { id } }));
    rowsOf(await robin.send("POST", "Contacts", { data }));
  }
  return id;
}

test("related records come in pages as lists do", async () => {
  const robin = await caller();
  const id = await newAccount(robin, 7);
  const seen: unknown[] = [];
  let token: unknown = null;
  for (const count of [3, 3, 1]) {
    const next = typeof token === "string" ? `&page_token=${token}` : "";
    const answer = await robin.get(`Accounts/${id}/Contacts?fields=Last_Name&per_page=3${next}`);
    expect(answer.body["info"]).toMatchObject({ count, per_page: 3, more_records: count === 3 });
    seen.push(...rowsOf(answer).map((row) => row["Last_Name"]));
    token = (answer.body["info"] as Row)["next_page_token"];
  }
  expect(token).toBeNull();
  expect(seen).toEqual(["No 6", "No 5", "No 4", "No 3", "No 2", "No 1", "No 0"]);
  expect(await robin.rows(`Accounts/${id}/Contacts?fields=id&per_page=3&page=3`)).toHaveLength(1);
  expect((await robin.get(`Accounts/${id}/Contacts?fields=id&per_page=3&page=4`)).status).toBe(204);

  const first = await robin.get(`Accounts/${id}/Contacts?fields=id&per_page=3`);
  const bound = String((first.body["info"] as Row)["next_page_token"]);
  const other = await newAccount(robin, 0);
  const misplaced = await robin.get(`Accounts/${other}/Contacts?fields=id&per_page=3&page_token=${bound}`);
  expect(misplaced.body["code"]).toBe("TOKEN_BOUND_DATA_MISMATCH");
});

test("204 where nothing is related, 304 where nothing changed", async () => {
  const robin = await caller();
  const id = await newAccount(robin, 1);
  const since = (list: string, time: string): Promise<{ readonly status: number }> =>
    ask(`${robin.zoho.url}/www.zohoapis.com/crm/v8/Accounts/${id}/${list}?fields=id`, {
      headers: { Authorization: `Zoho-oauthtoken ${robin.token}`, "If-Modified-Since": time },
    });
  const none = await robin.get(`Accounts/${id}/Deals?fields=id`);
  expect([none.status, none.text]).toEqual([204, ""]);
  expect((await since("Deals", "2026-03-10T12:00:00Z")).status).toBe(204);
  expect((await since("Contacts", "2026-03-10T12:00:00Z")).status).toBe(304);
  expect((await since("Contacts", "2026-03-10T11:59:59Z")).status).toBe(200);
});

test("a path that leads nowhere is refused", async () => {
  const zoho = await emulator();
  const robin = await caller({}, zoho);
  const id = await newAccount(robin, 0);
  const refused = async (path: string): Promise<unknown> => {
    const { status, body } = await robin.get(path);
    return [status, body["code"], body["details"]];
  };
  expect(await refused(`Accounts/${id}/Contacts`)).toEqual([
    400,
    "REQUIRED_PARAM_MISSING",
    { param_name: "fields" },
  ]);
  expect(await refused(`Accounts/${id}/Leads?fields=id`)).toEqual([
    400,
    "INVALID_DATA",
    { resource_path_index: 2 },
  ]);
  expect(await refused("Accounts/123/Contacts?fields=id")).toEqual([
    400,
    "INVALID_DATA",
    { resource_path_index: 1 },
  ]);
  expect(await refused(`Nope/${id}/Contacts?fields=id`)).toEqual([
    400,
    "INVALID_MODULE",
    { resource_path_index: 0 },
  ]);
  const sandbox = await caller({ org: "Sandbox" }, zoho);
  const [foreign] = await sandbox.rows("Accounts?fields=id&per_page=1");
  expect(await refused(`Accounts/${String(foreign?.["id"])}/Contacts?fields=id`)).toEqual([
    404,
    "INVALID_DATA",
    {},
  ]);
  expect((await robin.send("DELETE", `Accounts/${id}/Contacts`)).body["code"]).toBe("INVALID_REQUEST_METHOD");
});

test("notes are added to a record, or name it themselves", async () => {
  const robin = await caller();
  const [lead] = await robin.rows("Leads?fields=Full_Name&per_page=1");
  const id = String(lead?.["id"]);
  const under = await robin.send("POST", `Leads/${id}/Notes`, { data: [{ Note_Content: "Call again" }] });
  expect(under.status).toBe(201);
  const direct = await robin.send("POST", "Notes", {
    data: [
      { Note_Title: "Direct", Parent_Id: { id, module: { api_name: "Leads" } } },
      { Note_Title: "Bare", Parent_Id: id, se_module: "Leads" },
    ],
  });
  expect(direct.status).toBe(201);
  const notes = await robin.rows(`Leads/${id}/Notes?fields=Note_Title,Note_Content,Parent_Id`);
  expect(notes.map((note) => note["Note_Title"])).toEqual(expect.arrayContaining(["Bare", "Direct", null]));
  expect(notes.find((note) => note["Note_Content"] === "Call again")?.["Parent_Id"]).toEqual({
    module: { api_name: "Leads", id: expect.stringMatching(/^\d{18,19}$/) as string },
    name: lead?.["Full_Name"],
    id,
  });
  const [added] = direct.body["data"] as readonly Row[];
  const note = String((added?.["details"] as Row)["id"]);
  expect((await robin.rows(`Notes/${note}`))[0]).toMatchObject({ $se_module: "Leads", Note_Title: "Direct" });
  expect((await robin.send("PUT", `Notes/${note}`, { data: [{ Note_Title: "Changed" }] })).status).toBe(200);
  const emptied = await robin.send("PUT", `Notes/${note}`, { data: [{ Note_Title: "" }] });
  expect(emptied.body["data"]).toMatchObject([{ code: "EXPECTED_FIELD_MISSING" }]);
  expect((await robin.send("DELETE", `Notes/${note}`)).status).toBe(200);
});

test("a note needs a parent, and a title or content", async () => {
  const robin = await caller();
  const [lead] = await robin.rows("Leads?fields=id&per_page=1");
  const id = String(lead?.["id"]);
  const { status, body } = await robin.send("POST", "Notes", {
    data: [
      { Note_Title: "Nobody's" },
      { Parent_Id: { id } },
      { Note_Title: "Elsewhere", Parent_Id: { id, module: { api_name: "Contacts" } } },
      { Note_Title: "Unknown", Parent_Id: { id: id.replace(/\d{5}$/, "99999") } },
      { Note_Title: "Fine", Parent_Id: { id } },
    ],
  });
  expect(status).toBe(207);
  expect(body["data"]).toMatchObject([
    { code: "MANDATORY_NOT_FOUND", details: { api_name: "Parent_Id", json_path: "$.data[0].Parent_Id" } },
    {
      code: "EXPECTED_FIELD_MISSING",
      details: {
        expected_fields: [
          { api_name: "Note_Content", json_path: "$.data[1].Note_Content" },
          { api_name: "Note_Title", json_path: "$.data[1].Note_Title" },
        ],
      },
      message: "should contain either content or title",
    },
    { code: "INVALID_DATA", details: { api_name: "Parent_Id" } },
    { code: "INVALID_DATA", details: { api_name: "Parent_Id" } },
    { code: "SUCCESS" },
  ]);
  expect((await robin.send("POST", `Leads/${id}/Notes`, "")).body["code"]).toBe("REQUEST_BODY_IS_EMPTY");
  const [note] = await robin.rows("Notes?fields=id&per_page=1");
  const nested = await robin.send("POST", `Notes/${String(note?.["id"])}/Notes`, {
    data: [{ Note_Title: "x" }],
  });
  expect(nested.body["code"]).toBe("INVALID_MODULE");
});

test("notes of a record need the scopes of both modules", async () => {
  const zoho = await emulator();
  const both = await caller({ ask: { scope: "ZohoCRM.modules.leads.ALL,ZohoCRM.modules.notes.ALL" } }, zoho);
  const [lead] = await both.rows("Leads?fields=id&per_page=1");
  const path = `Leads/${String(lead?.["id"])}/Notes`;
  const note = { data: [{ Note_Title: "x" }] };
  expect((await both.send("POST", path, note)).status).toBe(201);
  for (const scope of ["ZohoCRM.modules.leads.ALL", "ZohoCRM.modules.notes.ALL"]) {
    const one = await caller({ ask: { scope } }, zoho);
    expect((await one.send("POST", path, note)).body["code"]).toBe("OAUTH_SCOPE_MISMATCH");
    expect((await one.get(`${path}?fields=id`)).body["code"]).toBe("OAUTH_SCOPE_MISMATCH");
  }
});

test("a task is about a record of one of several modules, told beside it", async () => {
  const robin = await caller();
  const [deal] = await robin.rows("Deals?fields=id&per_page=1");
  const id = String(deal?.["id"]);
  const [added] = rowsOf(
    await robin.send("POST", "Tasks", {
      data: [{ Subject: "Send it", What_Id: { id }, $se_module: "Deals" }],
    }),
  );
  const task = String((added?.["details"] as Row)["id"]);
  const [shown] = await robin.rows(`Tasks/${task}`);
  expect(shown).toMatchObject({ $se_module: "Deals", What_Id: { id } });
  expect(shown?.["What_Id"]).not.toHaveProperty("module");
  expect((await robin.rows(`Deals/${id}/Tasks?fields=Subject`)).map((row) => row["id"])).toContain(task);
  const wrong = { Subject: "Wrong", What_Id: { id }, $se_module: "Accounts" };
  expect((await robin.send("POST", "Tasks", { data: [wrong] })).body["data"]).toMatchObject([
    { code: "INVALID_DATA", details: { api_name: "What_Id" } },
  ]);
});

test("Bigin has related records and notes too", async () => {
  const bigin = await caller({ ask: { scope: "ZohoBigin.modules.ALL" } }, undefined, "bigin/v2");
  const [contact] = await bigin.rows("Contacts?fields=id&per_page=1");
  const id = String(contact?.["id"]);
  expect((await bigin.send("POST", `Contacts/${id}/Notes`, { data: [{ Note_Title: "x" }] })).status).toBe(
    201,
  );
  expect((await bigin.rows(`Contacts/${id}/Notes?fields=Note_Title`))[0]).toMatchObject({ Note_Title: "x" });
});
