import { expect, test } from "vitest";
import { CREATOR_ERRORS } from "../../../src/emulator/faces/creator/creator-errors";
import type { Answer } from "../support/running";
import { control } from "../support/running";
import {
  eachOnce,
  faceClient,
  type FaceClient,
  type FaceStart,
  fixedPart,
  joined,
} from "./support/face-client";

const START = {
  base: "www.zohoapis.com/creator/v2.1",
  scope: "ZohoCreator.report.READ,ZohoCreator.form.CREATE",
} as const;
const APP = "data/acme/field-service";
const VISITS = `${APP}/report/All_Visits`;

function creator(more: Partial<FaceStart> = {}): Promise<FaceClient> {
  return faceClient({ ...START, ...more });
}

function rowsOf(answer: Answer): readonly Record<string, unknown>[] {
  expect([answer.status, answer.body["code"]]).toEqual([200, 3000]);
  return answer.body["data"] as readonly Record<string, unknown>[];
}

test.each([
  ["", [200, 200, 50]],
  ["?max_records=300", [300, 150]],
  ["?max_records=450", [450]],
  ["?max_records=1000", [450]],
])("a report%s by record_cursor: every record once, no cursor at the end", async (query, sizes) => {
  const { call } = await creator();
  const seen: unknown[] = [];
  const pages: number[] = [];
  let cursor: string | null = null;
  do {
    const answer: Answer = await call(VISITS + query, {
      headers: cursor === null ? {} : { record_cursor: cursor },
    });
    const rows = rowsOf(answer);
    expect(Object.keys(answer.body)).toEqual(["code", "data"]);
    pages.push(rows.length);
    seen.push(...rows.map((row) => row["ID"]));
    cursor = answer.headers.get("record_cursor");
  } while (cursor !== null);
  expect([pages, eachOnce(seen)]).toEqual([sizes, 450]);
});

test("an empty report is 404 with 3100", async () => {
  const { call } = await creator();
  const answer = await call(`${APP}/report/All_Faults`);
  expect([answer.status, answer.body["code"]]).toEqual([404, 3100]);
});

test("a cursor is of no use in another report, and can't be made up", async () => {
  const { call } = await creator({ person: "Alex Stone" });
  const birch = "data/birch-retail/field-service/report";
  const first = await call(`${birch}/All_Visits?max_records=5`);
  const cursor = first.headers.get("record_cursor") ?? "";
  for (const [path, sent] of [
    [`${birch}/All_Faults`, cursor],
    [`${birch}/All_Visits`, cursor.replace(/^0/, "1")],
    [`${birch}/All_Visits`, "__proto__"],
  ] as const) {
    const answer = await call(path, { headers: { record_cursor: sent } });
    expect([answer.status, answer.body["code"]]).toEqual([400, 2945]);
  }
});

test("a write of several: the whole is 200 and 3000, each record tells its own fate", async () => {
  const { call } = await creator();
  const data = [
    { Customer: "Anvil", Minutes: 12 },
    { Minutes: "many" },
    { Customer: "Ember", Email: "no address" },
    null,
  ];
  const answer = await call(`${APP}/form/Visit`, { body: { data } });
  expect(answer.status).toBe(200);
  const result = answer.body["result"] as { code: number; data?: { ID: string } }[];
  expect([answer.body["code"], result]).toMatchObject([
    3000,
    [
      { code: 3000, message: "Data Added Successfully!" },
      {
        code: 3001,
        error: { Customer: "Enter a value for Customer", Minutes: "Enter a valid value for Minutes" },
      },
      { code: 3001, error: { Email: "Enter a valid value for Email" } },
      { code: 3001, error: { data: "Enter a valid record" } },
    ],
  ]);
  const read = await call(`${VISITS}/${result[0]?.data?.ID ?? ""}`);
  expect(read.body["data"]).toEqual({
    ID: result[0]?.data?.ID,
    Customer: "Anvil",
    Minutes: "12",
    Email: "",
  });
  const all = await call(`${VISITS}?max_records=1000`);
  expect(rowsOf(all)).toHaveLength(451);
});

const CHANGING = { scope: "ZohoCreator.report.ALL,ZohoCreator.form.CREATE" };
const READINGS = `${APP}/report/All_Readings`;

test("a report of thousands by record_cursor; a cursor dies by the action", async () => {
  const { call, zoho } = await creator();
  const seen: unknown[] = [];
  const cursors: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const answer: Answer = await call(`${READINGS}?max_records=1000`, {
      headers: cursor === "" ? {} : { record_cursor: cursor },
    });
    seen.push(...rowsOf(answer).map((row) => row["ID"]));
    cursor = answer.headers.get("record_cursor");
    if (cursor !== null) cursors.push(cursor);
  }
  expect([eachOnce(seen), cursors.length]).toEqual([3_200, 3]);
  await control(zoho, "POST", "actions", { action: "expirePageTokens" });
  const dead = await call(`${READINGS}?max_records=1000`, { headers: { record_cursor: cursors[0] ?? "" } });
  expect(dead.body["code"]).toBe(2945);
});

test("a record is changed and deleted by its ID", async () => {
  const { call } = await creator(CHANGING);
  const [first] = rowsOf(await call(`${READINGS}?max_records=1`));
  const path = `${READINGS}/${String(first?.["ID"])}`;
  const changed = await call(path, { method: "PATCH", body: { data: { Value: 7 } } });
  expect(changed.body).toEqual({
    code: 3000,
    data: { ID: first?.["ID"] },
    message: "Data Updated Successfully!",
  });
  expect((await call(path)).body["data"]).toEqual({ ...first, Value: "7" });
  const wrong = await call(path, { method: "PATCH", body: { data: { Value: "many", Sensor: "" } } });
  expect([wrong.body["code"], Object.keys(wrong.body["error"] as object)]).toEqual([
    3001,
    ["Sensor", "Value"],
  ]);
  expect((await call(path, { method: "DELETE" })).body["code"]).toBe(3000);
  expect((await call(path)).body["code"]).toBe(3100);
  expect((await call(path, { method: "DELETE" })).body["code"]).toBe(3100);
});

test("records that criteria choose are listed, changed and deleted, 200 at once", async () => {
  const { call } = await creator(CHANGING);
  const criteria = "Value < 100";
  const count = async (): Promise<number> => {
    const answer = await call(`${READINGS}?max_records=1000&criteria=${encodeURIComponent(criteria)}`);
    return answer.status === 404 ? 0 : rowsOf(answer).length;
  };
  const before = await count();
  expect(before).toBeGreaterThan(200);
  const changed = await call(READINGS, { method: "PATCH", body: { criteria, data: { Value: 500 } } });
  expect([(changed.body["result"] as unknown[]).length, changed.body["more_records"]]).toEqual([200, true]);
  expect(await count()).toBe(before - 200);
  const gone = await call(READINGS, { method: "DELETE", body: { criteria } });
  expect([(gone.body["result"] as unknown[]).length, gone.body["more_records"]]).toEqual([
    before - 200,
    false,
  ]);
  expect(await count()).toBe(0);
  expect((await call(READINGS, { method: "DELETE", body: { criteria: "Value ~ 1" } })).body["code"]).toBe(
    2945,
  );
  expect((await call(READINGS, { method: "DELETE", body: {} })).body["code"]).toBe(1000);
});

test("the fault partial refuses every second record, in Creator's own way", async () => {
  const { call, zoho } = await creator(CHANGING);
  await control(zoho, "POST", "faults", { fault: "partial" });
  const data = ["a", "b", "c"].map((Customer) => ({ Customer }));
  const answer = await call(`${APP}/form/Visit`, { body: { data } });
  expect([answer.status, (answer.body["result"] as { code: number }[]).map(({ code }) => code)]).toEqual([
    200,
    [3000, 3001, 3000],
  ]);
});

test("a list of another product can begin with as many records as wanted", async () => {
  const client = await creator({ records: { "creator/Reading": 1_201, "creator/Fault": 3 } });
  const answer = await client.call(`${APP}/report/All_Faults`);
  expect(rowsOf(answer)).toHaveLength(3);
  const next = (await client.call(`${READINGS}?max_records=1000`)).headers.get("record_cursor") ?? "";
  expect(rowsOf(await client.call(READINGS, { headers: { record_cursor: next } }))).toHaveLength(200);
});

const PROVOKE: Readonly<Record<keyof typeof CREATOR_ERRORS, () => Promise<Answer>>> = {
  unknownPath: async () => (await creator()).call("data/acme"),
  noAuthorization: async () => (await creator()).call(VISITS, { token: null }),
  wrongMethod: async () => (await creator()).call(VISITS, { method: "PUT" }),
  noScope: async () => (await creator({ scope: "ZohoCreator.form.CREATE" })).call(VISITS),
  perMinute: async () => {
    const { call } = await creator({ settings: { creatorCallsPerMinute: 1 } });
    await call(VISITS);
    return call(VISITS);
  },
  noOwner: async () => (await creator()).call(VISITS.replace("acme", "birch-retail")),
  noApplication: async () => (await creator()).call(VISITS.replace("field-service", "crm")),
  noForm: async () => (await creator()).call(`${APP}/form/All_Visits`, { body: { data: [{}] } }),
  noReport: async () => (await creator()).call(`${APP}/report/Visit`),
  badPattern: async () => (await creator()).call(`${VISITS}?max_records=1001`),
  noRecords: async () => (await creator()).call(`${VISITS}/1`),
  missingParameter: async () => (await creator()).call(`${APP}/form/Visit`, { body: {} }),
  tooManyRecords: async () =>
    (await creator()).call(`${APP}/form/Visit`, { body: { data: Array.from({ length: 201 }, () => ({})) } }),
  badRecord: async () => (await creator()).call(`${APP}/form/Visit`, { body: { data: [{}] } }),
};

test.each(Object.keys(CREATOR_ERRORS) as (keyof typeof CREATOR_ERRORS)[])("the refusal %s", async (name) => {
  const { code, status, message } = CREATOR_ERRORS[name];
  const answer = await PROVOKE[name]();
  expect(answer.status).toBe(status);
  if (name === "badRecord") {
    expect(answer.body["result"]).toMatchObject([{ code }]);
    return;
  }
  expect(answer.body["code"]).toBe(code);
  expect(answer.body["message"]).toContain(fixedPart(message));
  expect(answer.body["message"]).not.toContain("{");
});

test("the tested refusals are those of the table", () => {
  expect(Object.keys(PROVOKE).sort()).toEqual(Object.keys(CREATOR_ERRORS).sort());
});

test("2945 says both a missing scope and a wrong value: the text tells", async () => {
  const { call } = await creator({ scope: "ZohoCreator.report.READ" });
  const scope = await call(`${APP}/form/Visit`, { body: { data: [{}] } });
  const value = await call(`${VISITS}?max_records=x`);
  expect([scope.body, value.body]).toEqual([
    { code: 2945, message: "INVALID_OAUTHSCOPE" },
    { code: 2945, message: "PATTERN_NOT_MATCHED: max_records" },
  ]);
});

test("dead tokens and those of another data center are 1030, as no token is; Canada's account is in Canada", async () => {
  const base = "www.zohoapis.ca/creator/v2.1";
  const { zoho, call } = await creator({ base, person: "Remy Roy" });
  expect(rowsOf(await call("data/maple-works/field-service/report/All_Visits"))).toHaveLength(16);
  const robin = await joined(zoho, START);
  for (const answer of [
    await robin.call(VISITS, { base }),
    await robin.call(VISITS, { token: "dead" }),
    await robin.call(VISITS, { token: null }),
  ]) {
    expect([answer.status, answer.body["code"]]).toEqual([401, 1030]);
  }
});

test("50 calls of an endpoint in a minute; another endpoint has its own", async () => {
  const { zoho, call } = await creator();
  for (let n = 0; n < 50; n += 1) await call(`${VISITS}?max_records=1`);
  expect((await call(VISITS)).status).toBe(429);
  expect((await call(`${APP}/form/Visit`, { body: { data: [{}] } })).status).toBe(200);
  await control(zoho, "POST", "clock", { advanceSeconds: 60 });
  expect((await call(VISITS)).status).toBe(200);
});

test("older pages give 200 to every refusal", async () => {
  const { call } = await creator({ settings: { creatorErrorStatus: 200 } });
  const answer = await call(`${APP}/report/All_Faults`);
  expect([answer.status, answer.body["code"]]).toEqual([200, 3100]);
});

test.each(["__proto__", "constructor", "%2e%2e", "a b"])("the form %s is refused", async (form) => {
  const { call } = await creator();
  const answer = await call(`${APP}/form/${form}`, { body: { data: [{}] } });
  expect(answer.status).toBe(404);
});
