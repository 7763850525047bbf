import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { call, connect } from "./support/consenting";
import { type Answer, control, emulator } from "./support/running";

interface Item {
  readonly code: string;
  readonly status: string;
  readonly message: string;
  readonly details: Record<string, unknown>;
  readonly action?: string;
  readonly duplicate_field?: string | null;
}

async function robin(): Promise<{
  zoho: RunningEmulator;
  send: (method: string, path: string, body?: unknown) => Promise<Answer>;
}> {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  return { zoho, send: (method, path, body) => call(zoho, accessToken, method, `crm/v8/${path}`, body) };
}

function itemsOf(answer: Answer): readonly Item[] {
  return answer.body["data"] as Item[];
}

test("an insert is 201, and the record can be read", async () => {
  const { send } = await robin();
  const answer = await send("POST", "Leads", {
    data: [{ Last_Name: "Held", Email: "held@example.com", Nonsense: 1 }],
  });
  expect(answer.status).toBe(201);
  const [item] = itemsOf(answer);
  expect(item).toEqual({
    code: "SUCCESS",
    details: {
      Modified_Time: "2026-03-10T05:00:00-07:00",
      Modified_By: { name: "Robin Vale", id: expect.any(String) as string },
      Created_Time: "2026-03-10T05:00:00-07:00",
      id: expect.stringMatching(/^\d{18,19}$/) as string,
      Created_By: { name: "Robin Vale", id: expect.any(String) as string },
      $approval_state: "approved",
    },
    message: "record added",
    status: "success",
  });
  const read = await send("GET", `Leads/${String(item?.details["id"])}`);
  expect(itemsOf(read)[0]).toMatchObject({
    Last_Name: "Held",
    Full_Name: "Held",
    Owner: { name: "Robin Vale" },
  });
  expect(itemsOf(read)[0]).not.toHaveProperty("Nonsense");
});

test("some refused is 207 with the items in the order they came in, all refused is 400", async () => {
  const { send } = await robin();
  const mixed = await send("POST", "Leads", {
    data: [{}, { Last_Name: "Good" }, "text", { Last_Name: "Also good" }],
  });
  expect(mixed.status).toBe(207);
  expect(itemsOf(mixed).map((item) => item.code)).toEqual([
    "MANDATORY_NOT_FOUND",
    "SUCCESS",
    "INVALID_DATA",
    "SUCCESS",
  ]);
  expect(itemsOf(mixed)[0]).toEqual({
    code: "MANDATORY_NOT_FOUND",
    details: { api_name: "Last_Name", json_path: "$.data[0].Last_Name" },
    message: "required field not found",
    status: "error",
  });
  const none = await send("POST", "Leads", { data: [{}, {}] });
  expect(none.status).toBe(400);
  expect(itemsOf(none)).toHaveLength(2);
});

test.each([
  [
    "text in a number",
    "Deals",
    { Deal_Name: "D", Stage: "x", Amount: "12" },
    { api_name: "Amount", expected_data_type: "double" },
  ],
  ["a number in a text", "Leads", { Last_Name: 12 }, { api_name: "Last_Name", expected_data_type: "string" }],
  [
    "a fraction in an integer",
    "Leads",
    { Last_Name: "x", No_of_Employees: 1.5 },
    { expected_data_type: "integer" },
  ],
  [
    "text in a boolean",
    "Leads",
    { Last_Name: "x", Email_Opt_Out: "true" },
    { expected_data_type: "boolean" },
  ],
  [
    "no date",
    "Deals",
    { Deal_Name: "D", Stage: "x", Closing_Date: "tomorrow" },
    { expected_data_type: "date" },
  ],
  [
    "no e-mail address",
    "Leads",
    { Last_Name: "x", Email: "nobody" },
    { api_name: "Email", expected_data_type: "email" },
  ],
  [
    "a text too long",
    "Leads",
    { Last_Name: "x".repeat(81) },
    { maximum_length: 80, json_path: "$.data[0].Last_Name" },
  ],
  [
    "a lookup to nothing",
    "Contacts",
    { Last_Name: "x", Account_Name: { id: "123" } },
    { expected_data_type: "jsonobject" },
  ],
])("%s is INVALID_DATA", async (_what, module, item, details) => {
  const { send } = await robin();
  const [refused] = itemsOf(await send("POST", module, { data: [item] }));
  expect(refused).toMatchObject({ code: "INVALID_DATA", message: "invalid data", details });
});

test("values outside of a pick list are stored, or refused where the setting says so", async () => {
  const { zoho, send } = await robin();
  const odd = { data: [{ Last_Name: "x", Lead_Source: "Telepathy" }] };
  expect((await send("POST", "Leads", odd)).status).toBe(201);
  await control(zoho, "PATCH", "settings", { strictPickLists: true });
  expect(itemsOf(await send("POST", "Leads", odd))[0]?.details["supported_values"]).toContain("Web Form");
});

test("a second record with the same e-mail address is DUPLICATE_DATA, also within one call and in other letters", async () => {
  const { send } = await robin();
  const answer = await send("POST", "Leads", {
    data: [
      { Last_Name: "One", Email: "one@example.com" },
      { Last_Name: "Two", Email: "ONE@example.com" },
    ],
  });
  const [first, second] = itemsOf(answer);
  expect(second).toMatchObject({
    code: "DUPLICATE_DATA",
    message: "duplicate data",
    details: {
      api_name: "Email",
      json_path: "$.data[1].Email",
      id: first?.details["id"],
      more_records: false,
    },
  });
  await send("DELETE", `Leads/${String(first?.details["id"])}`);
  expect(
    (await send("POST", "Leads", { data: [{ Last_Name: "Two", Email: "one@example.com" }] })).status,
  ).toBe(201);
});

test("updates go by ID in the items or in the path; what is not sent stays", async () => {
  const { send } = await robin();
  const [added] = itemsOf(
    await send("POST", "Leads", { data: [{ First_Name: "A", Last_Name: "B", City: "C" }] }),
  );
  const id = String(added?.details["id"]);
  const inItems = await send("PUT", "Leads", { data: [{ id, City: "D" }] });
  expect([inItems.status, itemsOf(inItems)[0]?.message]).toEqual([200, "record updated"]);
  expect((await send("PUT", `Leads/${id}`, { data: [{ Last_Name: "E" }] })).status).toBe(200);
  const read = itemsOf(await send("GET", `Leads/${id}`))[0];
  expect(read).toMatchObject({ First_Name: "A", Last_Name: "E", Full_Name: "A E", City: "D" });
});

test("an update without ID, of an unknown ID, or that empties a mandatory field is refused per item", async () => {
  const { send } = await robin();
  const [added] = itemsOf(await send("POST", "Leads", { data: [{ Last_Name: "B" }] }));
  const answer = await send("PUT", "Leads", {
    data: [
      { City: "x" },
      { id: "999999000000000001", City: "x" },
      { id: 5 },
      { id: added?.details["id"], Last_Name: null },
    ],
  });
  expect(answer.status).toBe(400);
  expect(itemsOf(answer).map((item) => [item.code, item.details["json_path"]])).toEqual([
    ["MANDATORY_NOT_FOUND", "$.data[0].id"],
    ["INVALID_DATA", "$.data[1].id"],
    ["INVALID_DATA", "$.data[2].id"],
    ["MANDATORY_NOT_FOUND", "$.data[3].Last_Name"],
  ]);
});

test("an update of what changed meanwhile is 412", async () => {
  const { zoho, send } = await robin();
  const { accessToken } = await connect(zoho);
  const [added] = itemsOf(await send("POST", "Leads", { data: [{ Last_Name: "B" }] }));
  const answer = await fetch(`${zoho.url}/www.zohoapis.com/crm/v8/Leads/${String(added?.details["id"])}`, {
    method: "PUT",
    headers: { Authorization: `Bearer ${accessToken}`, "If-Unmodified-Since": "2026-03-10T04:59:59-07:00" },
    body: JSON.stringify({ data: [{ City: "x" }] }),
  });
  expect(answer.status).toBe(412);
  expect(await answer.json()).toMatchObject({ data: [{ code: "ALREADY_MODIFIED" }] });
});

test("upsert adds what is new and changes what is known by its unique field", async () => {
  const { send } = await robin();
  const first = await send("POST", "Leads/upsert", { data: [{ Last_Name: "U", Email: "u@example.com" }] });
  expect([first.status, itemsOf(first)[0]]).toMatchObject([201, { action: "insert", duplicate_field: null }]);
  const second = await send("POST", "Leads/upsert", {
    data: [{ Last_Name: "U2", Email: "U@example.com" }, { Last_Name: "V" }],
  });
  expect(second.status).toBe(200);
  expect(itemsOf(second)).toMatchObject([
    { action: "update", duplicate_field: "Email", details: { id: itemsOf(first)[0]?.details["id"] } },
    { action: "insert" },
  ]);
});

test("upsert looks at the fields it is told to, and refuses those that are none", async () => {
  const { send } = await robin();
  await send("POST", "Accounts", { data: [{ Account_Name: "Only One" }] });
  const body = { data: [{ Account_Name: "only one", Phone: "1" }], duplicate_check_fields: ["Account_Name"] };
  expect(itemsOf(await send("POST", "Accounts/upsert", body))[0]).toMatchObject({
    action: "update",
    duplicate_field: "Account_Name",
  });
  const wrong = await send("POST", "Accounts/upsert", { ...body, duplicate_check_fields: ["Nope"] });
  expect(wrong.body).toMatchObject({
    code: "INVALID_DATA",
    details: { json_path: "$.duplicate_check_fields[0]" },
  });
});

test("delete takes IDs in the query or one in the path; an unknown one is refused", async () => {
  const { send } = await robin();
  const added = itemsOf(
    await send("POST", "Tasks", { data: [{ Subject: "a" }, { Subject: "b" }, { Subject: "c" }] }),
  );
  const [a, b, c] = added.map((item) => String(item.details["id"]));
  const two = await send("DELETE", `Tasks?ids=${a ?? ""},${b ?? ""}`);
  expect([two.status, itemsOf(two)[0]]).toEqual([
    200,
    { code: "SUCCESS", details: { id: a }, message: "record deleted", status: "success" },
  ]);
  const mixed = await send("DELETE", `Tasks?ids=${a ?? ""},${c ?? ""}`);
  expect([mixed.status, itemsOf(mixed).map((item) => item.code)]).toEqual([207, ["INVALID_DATA", "SUCCESS"]]);
  expect((await send("DELETE", `Tasks/${c ?? ""}`)).status).toBe(400);
  expect((await send("DELETE", "Tasks")).body).toMatchObject({
    code: "REQUIRED_PARAM_MISSING",
    details: { param_name: "ids" },
  });
  const many = Array.from({ length: 101 }, () => a).join();
  expect((await send("DELETE", `Tasks?ids=${many}`)).body["code"]).toBe("LIMIT_EXCEEDED");
});

const MANY = Array.from({ length: 101 }, () => ({ Last_Name: "x" }));

test.each([
  ["no body", undefined, "REQUEST_BODY_IS_EMPTY", {}],
  ["broken JSON", '{"data":[', "JSON_PARSE_ERROR", {}],
  ["a body that is no object", "[]", "INVALID_DATA", { expected_data_type: "jsonobject" }],
  ["no data", {}, "MANDATORY_NOT_FOUND", { api_name: "data", json_path: "$.data" }],
  [
    "data that is no array",
    { data: {} },
    "INVALID_DATA",
    { expected_data_type: "jsonarray", api_name: "data" },
  ],
  ["no records", { data: [] }, "INVALID_DATA", { api_name: "data" }],
  ["101 records", { data: MANY }, "LIMIT_EXCEEDED", { maximum_length: 100, api_name: "data" }],
  ["a trigger that is no list", { data: [{}], trigger: "workflow" }, "INVALID_DATA", { api_name: "trigger" }],
])("%s is refused as a whole", async (_what, body, code, details) => {
  const { send } = await robin();
  const answer = await send("POST", "Leads", body);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code, details, status: "error" });
});

test("which workflows were asked for is in the request log", async () => {
  const { zoho, send } = await robin();
  await control(zoho, "DELETE", "requests");
  const data = [{ Last_Name: "x" }];
  await send("POST", "Leads", { data });
  await send("POST", "Leads", { data, trigger: [] });
  await send("POST", "Leads", { data, trigger: ["workflow"] });
  const { body } = await control(zoho, "GET", "requests");
  const requests = body["requests"] as Record<string, unknown>[];
  expect(requests.map((request) => request["trigger"])).toEqual([undefined, [], ["workflow"]]);
  expect(requests[0]).toMatchObject({
    method: "POST",
    path: "/crm/v8/Leads",
    status: 201,
    items: 1,
    person: "Robin Vale",
    org: "Acme (Production)",
  });
});

test("environments don't share records", async () => {
  const { zoho, send } = await robin();
  const [added] = itemsOf(await send("POST", "Leads", { data: [{ Last_Name: "Only in Production" }] }));
  const { accessToken } = await connect(zoho, { org: "Sandbox" });
  const path = `crm/v8/Leads/${String(added?.details["id"])}`;
  expect((await call(zoho, accessToken, "GET", path, undefined, "sandbox.zohoapis.com")).status).toBe(204);
});
