import { expect, test } from "vitest";
import { type Caller, caller, type Row } from "./support/calling";
import { CRM_SCOPES } from "./support/consenting";
import { control, emulator } from "./support/running";
import { formOf, idIn, newRecord, post } from "./support/uploading";

const SCOPE = `${CRM_SCOPES},ZohoCRM.coql.READ,ZohoSearch.securesearch.READ`;

/** Robin, an Administrator of Acme, and Jo, whose profile there is Standard. */
async function both(): Promise<{ readonly robin: Caller; readonly jo: Caller }> {
  const zoho = await emulator();
  const ask = { scope: SCOPE };
  return {
    robin: await caller({ ask }, zoho),
    jo: await caller({ person: "Jo Lind", org: "Production", ask }, zoho),
  };
}

function noPermission(...permissions: readonly string[]): Row {
  return { code: "NO_PERMISSION", details: { permissions }, message: "permission denied", status: "error" };
}

test("who may not delete is refused before any record is looked at, and nothing is deleted", async () => {
  const { robin, jo } = await both();
  const id = await newRecord(robin);
  for (const path of [`Leads/${id}`, `Leads?ids=${id},1`, "Leads/1"]) {
    const answer = await jo.send("DELETE", path);
    expect([answer.status, answer.body]).toEqual([403, noPermission("Crm_Implied_Delete_Leads")]);
  }
  // Parameters come first.
  expect((await jo.send("DELETE", "Leads")).body["code"]).toBe("REQUIRED_PARAM_MISSING");
  expect((await jo.get(`Leads/${id}`)).status).toBe(200);
  expect((await robin.send("DELETE", `Leads/${id}`)).status).toBe(200);
});

test("Standard may read, search, create, change and attach", async () => {
  const { jo } = await both();
  const id = await newRecord(jo);
  const change = { data: [{ Last_Name: "Changed", City: "Here" }] };
  const upsert = { data: [{ Last_Name: "Upserted", Email: "jo@there.example" }] };
  const query = { select_query: "select Last_Name from Leads where City = 'Here'" };
  const attached = await post(jo, `Leads/${id}/Attachments`, formOf({ name: "a", content: "1" }));
  const statuses = [
    (await jo.get("Leads?fields=id")).status,
    (await jo.get(`Leads/${id}`)).status,
    (await jo.send("PUT", `Leads/${id}`, change)).status,
    (await jo.send("POST", "Leads/upsert", upsert)).status,
    (await jo.send("POST", "coql", query)).status,
    (await jo.get("Leads/search?word=Changed")).status,
    (await jo.get("Leads/actions/count")).status,
    attached.status,
    (await jo.get(`Leads/${id}/Attachments?fields=id`)).status,
    (await jo.send("DELETE", `Leads/${id}/Attachments/${idIn(attached)}`)).status,
  ];
  expect(statuses).toEqual([200, 200, 200, 201, 200, 200, 200, 200, 200, 200]);
});

const DEAL = { data: [{ Deal_Name: "Big", Stage: "Qualification" }] };

test.each([
  ["GET", "Deals?fields=id", undefined, ["View"]],
  ["GET", "Deals/{id}", undefined, ["View"]],
  ["GET", "Deals/search?word=Big", undefined, ["View"]],
  ["GET", "Deals/deleted", undefined, ["View"]],
  ["GET", "Deals/actions/count", undefined, ["View"]],
  ["GET", "Deals/{id}/Notes?fields=id", undefined, ["View"]],
  ["GET", "Deals/{id}/Attachments?fields=id", undefined, ["View"]],
  ["GET", "Accounts/{account}/Deals?fields=id", undefined, ["View"]],
  ["POST", "coql", { select_query: "select id from Deals where id is not null" }, ["View"]],
  ["POST", "Deals", DEAL, ["Create"]],
  ["POST", "Deals/upsert", { ...DEAL, duplicate_check_fields: ["Deal_Name"] }, ["Create", "Edit"]],
  ["PUT", "Deals/{id}", DEAL, ["Edit"]],
  ["DELETE", "Deals/{id}", undefined, ["Delete"]],
])("who may not view deals can't %s %s; an Administrator can", async (method, path, body, actions) => {
  const { robin, jo } = await both();
  const deal = idIn(await robin.send("POST", "Deals", DEAL));
  const account = idIn(await robin.send("POST", "Accounts", { data: [{ Account_Name: "A" }] }));
  const real = path.replace("{id}", deal).replace("{account}", account);
  const answer = await jo.send(method, real, body);
  expect([answer.status, answer.body]).toEqual([
    403,
    noPermission(...actions.map((action) => `Crm_Implied_${action}_Deals`)),
  ]);
  expect((await robin.send(method, real, body)).status).toBeLessThan(300);
});

test("a broken body is told before the missing permission", async () => {
  const { jo } = await both();
  expect((await jo.send("POST", "Deals", "{")).body["code"]).toBe("JSON_PARSE_ERROR");
  expect((await jo.get("Deals")).body["code"]).toBe("REQUIRED_PARAM_MISSING");
});

test("the log and the profile tell of the missing permission", async () => {
  const { jo } = await both();
  await jo.send("DELETE", "Leads/1");
  const { body } = await control(jo.zoho, "GET", "requests");
  expect((body["requests"] as Row[]).at(-1)).toMatchObject({
    person: "Jo Lind",
    status: 403,
    code: "NO_PERMISSION",
  });
  const profiles = await jo.rows("settings/profiles", "profiles");
  const standard = profiles.find((profile) => profile["name"] === "Standard");
  const [profile] = await jo.rows(`settings/profiles/${String(standard?.["id"])}`, "profiles");
  const refused = (profile?.["permissions_details"] as Row[])
    .filter((permission) => permission["enabled"] === false)
    .map((permission) => permission["name"]);
  expect(refused).toContain("Crm_Implied_Delete_Leads");
  expect(refused).toContain("Crm_Implied_View_Deals");
  expect(refused).not.toContain("Crm_Implied_View_Leads");
});
