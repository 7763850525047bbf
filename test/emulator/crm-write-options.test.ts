import { expect, test } from "vitest";
import { type Caller, caller, type Row } from "./support/calling";
import { control } from "./support/running";
import { newRecord } from "./support/uploading";

async function lastRequest({ zoho }: Caller): Promise<Row> {
  const { body } = await control(zoho, "GET", "requests");
  return (body["requests"] as Row[]).at(-1) ?? {};
}

const LEAD = { data: [{ Last_Name: "Held" }] };

test.each([
  ["no trigger", {}, undefined, ["workflow", "approval", "blueprint"]],
  ["an empty one", { trigger: [] }, [], []],
  ["some", { trigger: ["workflow", "orchestration"] }, ["workflow", "orchestration"], undefined],
  ["an unknown one", { trigger: ["workflow", "dance"] }, ["workflow", "dance"], ["workflow"]],
])("with %s the log says what ran", async (_what, more, trigger, ran) => {
  const robin = await caller();
  expect((await robin.send("POST", "Leads", { ...LEAD, ...more })).status).toBe(201);
  const request = await lastRequest(robin);
  expect([request["trigger"], request["ran"]]).toEqual([trigger, ran ?? trigger]);
});

test.each([
  ["", ["workflow"]],
  ["?wf_trigger=false", []],
])("a delete%s runs %j", async (query, ran) => {
  const robin = await caller();
  await robin.send("DELETE", `Leads/${await newRecord(robin)}${query}`);
  expect((await lastRequest(robin))["ran"]).toEqual(ran);
});

test("options of a write are taken, and an assignment rule is in the log", async () => {
  const robin = await caller();
  const options = {
    apply_feature_execution: [{ name: "layout_rules" }],
    skip_feature_execution: [{ name: "cadences" }],
    process: ["review_process"],
    lar_id: "4150868000000292049",
  };
  expect((await robin.send("POST", "Leads", { ...LEAD, ...options })).status).toBe(201);
  expect(await lastRequest(robin)).toMatchObject({ assignmentRule: "4150868000000292049" });
});

test.each([
  [{ trigger: "workflow" }, "$.trigger"],
  [{ trigger: [1] }, "$.trigger"],
  [{ process: {} }, "$.process"],
  [{ apply_feature_execution: { name: "layout_rules" } }, "$.apply_feature_execution"],
  [{ apply_feature_execution: ["layout_rules"] }, "$.apply_feature_execution[0].name"],
  [
    { skip_feature_execution: [{ name: "cadences" }, { name: "layout_rules" }] },
    "$.skip_feature_execution[1].name",
  ],
  [{ lar_id: 4150868000000292049 }, "$.lar_id"],
  [{ lar_id: "one" }, "$.lar_id"],
])("%j is refused at %s, and nothing is written", async (more, path) => {
  const robin = await caller();
  const answer = await robin.send("POST", "Leads", { ...LEAD, ...more });
  expect([answer.status, answer.body["code"]]).toEqual([400, "INVALID_DATA"]);
  expect(answer.body["details"]).toMatchObject({ json_path: path });
});

/** A call with a header that makes it depend on a time. */
function timed(who: Caller, method: string, path: string, header: string, time: string): Promise<Response> {
  return fetch(`${who.zoho.url}/www.zohoapis.com/crm/v8/${path}`, {
    method,
    headers: { Authorization: `Bearer ${who.token}`, [header]: time },
    ...(method === "GET" ? {} : { body: JSON.stringify(LEAD) }),
  });
}

test("If-Modified-Since: 304 without body where nothing is newer, on lists and single records", async () => {
  const robin = await caller();
  const id = await newRecord(robin);
  for (const path of [`Leads/${id}`, "Leads?fields=id"]) {
    const unchanged = await timed(robin, "GET", path, "If-Modified-Since", "2026-03-10T05:00:00-07:00");
    expect([unchanged.status, unchanged.headers.get("content-type"), await unchanged.text()]).toEqual([
      304,
      null,
      "",
    ]);
    const changed = await timed(robin, "GET", path, "If-Modified-Since", "2026-03-10T04:59:59-07:00");
    expect(changed.status).toBe(200);
    expect(((await changed.json()) as Row)["data"]).toMatchObject([{ id }]);
    const unreadable = await timed(robin, "GET", path, "If-Modified-Since", "yesterday");
    expect(unreadable.status).toBe(200);
  }
});

test("If-Unmodified-Since: 412 with the record's time where it changed later, and nothing is written", async () => {
  const robin = await caller();
  const id = await newRecord(robin);
  const late = await timed(robin, "PUT", `Leads/${id}`, "If-Unmodified-Since", "2026-03-10T04:59:59-07:00");
  expect(late.status).toBe(412);
  expect(await late.json()).toMatchObject({
    data: [{ code: "ALREADY_MODIFIED", details: { Modified_Time: "2026-03-10T05:00:00-07:00" } }],
  });
  expect((await robin.rows(`Leads/${id}`))[0]).toMatchObject({ Last_Name: "Attached" });
  const timely = await timed(robin, "PUT", `Leads/${id}`, "If-Unmodified-Since", "2026-03-10T05:00:00-07:00");
  expect(timely.status).toBe(200);
});
