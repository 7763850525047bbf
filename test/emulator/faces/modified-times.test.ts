import { expect, test } from "vitest";
import { type Answer, control } from "../support/running";
import { faceClient, type FaceClient, type FaceStart } from "./support/face-client";

const NOON = "2026-03-10T12:00:00Z";

async function at(client: FaceClient, second: number): Promise<void> {
  const now = new Date(Date.parse(NOON) + second * 1000).toISOString();
  await control(client.zoho, "POST", "clock", { now });
}

function books(more: Partial<FaceStart> = {}): Promise<FaceClient> {
  return faceClient({
    base: "www.zohoapis.com/books/v3",
    scope: "ZohoBooks.fullaccess.all",
    person: "Kim Hale",
    ...more,
  });
}

function desk(more: Partial<FaceStart> = {}): Promise<FaceClient> {
  return faceClient({
    base: "desk.zoho.com/api/v1",
    scope: "Desk.contacts.ALL,Desk.search.READ,Desk.basic.READ",
    ...more,
  });
}

function creator(more: Partial<FaceStart> = {}): Promise<FaceClient> {
  return faceClient({
    base: "www.zohoapis.com/creator/v2.1",
    scope: "ZohoCreator.report.ALL,ZohoCreator.form.CREATE",
    ...more,
  });
}

type Rows = readonly Record<string, unknown>[];

/** Three contacts of Books, made one minute after the other, of which the first was then changed. */
async function threeContacts(client: FaceClient): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [index, contact_name] of ["One", "Two", "Three"].entries()) {
    await at(client, index * 60);
    const { contact } = (await client.call("contacts", { body: { contact_name } })).body as {
      contact: { contact_id: string };
    };
    ids.push(contact.contact_id);
  }
  await at(client, 180);
  await client.call(`contacts/${ids[0] ?? ""}`, { method: "PUT", body: { email: "one@example.com" } });
  return ids;
}

const namesOf = (answer: Answer): readonly unknown[] =>
  (answer.body["contacts"] as Rows).map((row) => row["contact_name"]);

test("Books: sort_column=last_modified_time gives the newest change first, or last", async () => {
  const client = await books();
  await threeContacts(client);
  const down = await client.call("contacts?sort_column=last_modified_time&sort_order=D&per_page=3");
  expect(namesOf(down)).toEqual(["One", "Three", "Two"]);
  expect(down.body["page_context"]).toMatchObject({ sort_column: "last_modified_time", sort_order: "D" });
  const up = await client.call("contacts?sort_column=last_modified_time&per_page=200");
  expect(namesOf(up).slice(-3)).toEqual(["Two", "Three", "One"]);
});

test.each([
  ["exact", ["Three"]],
  ["since", ["Three", "One"]],
] as const)("Books: last_modified_time is %s", async (booksModifiedFilter, names) => {
  const client = await books({ settings: { booksModifiedFilter } });
  await threeContacts(client);
  const rows = (await client.call("contacts?sort_column=last_modified_time&sort_order=D&per_page=2")).body;
  const time = String((rows["contacts"] as Rows)[1]?.["last_modified_time"]);
  expect(time).toMatch(/^2026-03-10T\d\d:02:00[+-]\d{4}$/);
  const query = new URLSearchParams({ sort_column: "last_modified_time", last_modified_time: time });
  expect(namesOf(await client.call(`contacts?${query.toString()}`))).toEqual(names);
});

test("Books: where last_modified_time is ignored, all come", async () => {
  const client = await books({ settings: { booksModifiedFilter: "ignored" } });
  const query = new URLSearchParams({ last_modified_time: "2030-01-01T00:00:00+0000" });
  expect(namesOf(await client.call(`contacts?${query.toString()}`))).toHaveLength(25);
});

test.each(["sort_column=nothing", "sort_order=x", "last_modified_time=2026-01-01T00:00:00Z"])(
  "Books: %s is refused",
  async (query) => {
    const { call } = await books();
    const answer = await call(`contacts?${query}`);
    expect([answer.status, answer.body["code"]]).toEqual([400, 2]);
  },
);

const deskRange = (from: number, to: number): string =>
  [from, to].map((second) => new Date(Date.parse(NOON) + second * 1000).toISOString()).join(",");

async function deskContact(client: FaceClient, lastName: string): Promise<string> {
  return String((await client.call("contacts", { body: { lastName } })).body["id"]);
}

test("Desk: a search by modifiedTimeRange, both ends included, in the order of sortBy", async () => {
  const client = await desk();
  await at(client, 0);
  const first = await deskContact(client, "First");
  await at(client, 60);
  const second = await deskContact(client, "Second");
  await at(client, 120);
  await client.call(`contacts/${first}`, { method: "PATCH", body: { phone: "1" } });
  const search = async (range: string, sortBy: string): Promise<readonly unknown[]> => {
    const answer = await client.call(`contacts/search?modifiedTimeRange=${range}&sortBy=${sortBy}&limit=100`);
    return answer.status === 204 ? [] : (answer.body["data"] as Rows).map((row) => row["id"]);
  };
  expect(await search(deskRange(0, 120), "modifiedTime")).toEqual([second, first]);
  expect(await search(deskRange(0, 120), "-modifiedTime")).toEqual([first, second]);
  expect(await search(deskRange(120, 120), "modifiedTime")).toEqual([first]);
  expect(await search(deskRange(121, 900), "modifiedTime")).toEqual([]);
});

test("Desk: what a search finds tells modifiedTime though nobody changed it", async () => {
  const client = await desk();
  await at(client, 0);
  await deskContact(client, "Only");
  const answer = await client.call(`contacts/search?modifiedTimeRange=${deskRange(0, 0)}`);
  expect((answer.body["data"] as Rows)[0]).toMatchObject({
    createdTime: "2026-03-10T12:00:00.000Z",
    modifiedTime: "2026-03-10T12:00:00.000Z",
  });
});

test("Desk: searches find what was written only once it is in the index", async () => {
  const client = await desk({ settings: { deskSearchLag: 30 } });
  await at(client, 0);
  await deskContact(client, "Late");
  const search = `contacts/search?modifiedTimeRange=${deskRange(0, 900)}`;
  await at(client, 29);
  expect((await client.call(search)).status).toBe(204);
  await at(client, 30);
  expect((await client.call(search)).status).toBe(200);
});

test.each(["sortBy=subject", "modifiedTimeRange=2026-01-01,2026-01-02", "from=5000", "limit=101"])(
  "Desk: a search with %s is refused",
  async (query) => {
    const { call } = await desk();
    const answer = await call(`contacts/search?${query}`);
    expect([answer.status, answer.body["errorCode"]]).toEqual([422, "UNPROCESSABLE_ENTITY"]);
  },
);

test("Desk: how far a search reaches is a setting", async () => {
  const { call } = await desk({ settings: { deskSearchReach: 999 } });
  expect((await call("contacts/search?from=1000")).status).toBe(422);
});

const READINGS = "data/acme/field-service/report/All_Readings";

async function reading(client: FaceClient, Sensor: string): Promise<void> {
  await client.call("data/acme/field-service/form/Reading", { body: { data: [{ Sensor, Value: 1 }] } });
}

test.each([
  ["dd-MMM-yyyy HH:mm:ss", "10-Mar-2026 05:01:00"],
  ["MM/dd/yyyy HH:mm:ss", "03/10/2026 05:01:00"],
  ["dd/MM/yyyy hh:mm:ss a", "10/03/2026 05:01:00 AM"],
  ["yyyy-MM-dd HH:mm:ss", "2026-03-10 05:01:00"],
] as const)(
  "Creator: times are written, and read in criteria, as %s in the application's zone",
  async (format, text) => {
    const client = await creator({ settings: { creatorDateTimeFormat: format } });
    await at(client, 0);
    await reading(client, "early");
    await at(client, 60);
    await reading(client, "late");
    const criteria = encodeURIComponent(`Modified_Time >= '${text}'`);
    const answer = await client.call(`${READINGS}?field_config=all&criteria=${criteria}`);
    expect(answer.body["data"]).toMatchObject([{ Sensor: "late", Added_Time: text, Modified_Time: text }]);
    const wrong = await client.call(`${READINGS}?criteria=${encodeURIComponent("Modified_Time > 'soon'")}`);
    expect(wrong.body["code"]).toBe(2945);
  },
);

test("Creator: field_config says which fields come, and a report need not show its times", async () => {
  const client = await creator();
  const keys = async (query: string): Promise<readonly string[]> => {
    const answer = await client.call(`${READINGS}?max_records=1${query}`);
    return Object.keys((answer.body["data"] as Rows)[0] ?? {});
  };
  expect(await keys("")).toEqual(["ID", "Sensor", "Value", "Taken_At"]);
  expect(await keys("&field_config=custom&fields=Sensor,Modified_Time")).toEqual([
    "ID",
    "Sensor",
    "Modified_Time",
  ]);
  expect((await client.call(`${READINGS}?field_config=some`)).body["code"]).toBe(2945);
  await control(client.zoho, "PATCH", "settings", { creatorSystemTimes: "hidden" });
  expect(await keys("&field_config=all")).toEqual(["ID", "Sensor", "Value", "Taken_At"]);
});
