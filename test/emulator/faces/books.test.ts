import { expect, test } from "vitest";
import { FINANCE_ERRORS } from "../../../src/emulator/faces/finance/finance-errors";
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

const START = { base: "www.zohoapis.com/books/v3", scope: "ZohoBooks.fullaccess.all" } as const;

function books(more: Partial<FaceStart> = {}): Promise<FaceClient> {
  return faceClient({ ...START, ...more });
}

/** Kim Hale is in one organization, so calls need not name it. */
function kim(more: Partial<FaceStart> = {}): Promise<FaceClient> {
  return books({ person: "Kim Hale", ...more });
}

interface List {
  readonly rows: readonly Record<string, unknown>[];
  readonly context: Readonly<Record<string, unknown>>;
}

function listOf(answer: Answer, name: string): List {
  expect([answer.status, answer.body["code"]]).toEqual([200, 0]);
  return {
    rows: answer.body[name] as List["rows"],
    context: answer.body["page_context"] as List["context"],
  };
}

test.each([
  ["contacts", "contact_id", 450],
  ["invoices", "invoice_id", 410],
] as const)("%s by pages until has_more_page is false: every record once", async (path, id, count) => {
  const { call, orgId } = await books();
  const organization = orgId("books", "Acme");
  const seen: unknown[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await call(`${path}?organization_id=${organization}&page=${page}`);
    const { rows, context } = listOf(answer, path);
    seen.push(...rows.map((row) => row[id]));
    expect(context).toMatchObject({ page, per_page: 200 });
    if (context["has_more_page"] === false) break;
  }
  expect(eachOnce(seen)).toBe(count);
});

test("a list without rows is a success with an empty array", async () => {
  const { call, orgId } = await books();
  const answer = await call(`invoices?organization_id=${orgId("books", "Acme Services")}`);
  const { rows, context } = listOf(answer, "invoices");
  expect([rows, context["has_more_page"]]).toEqual([[], false]);
});

test("organizations needs no organization_id; lists do where a person has several", async () => {
  const { zoho, call, orgId } = await books();
  const answer = await call("organizations");
  expect(answer.body["organizations"]).toMatchObject([
    { organization_id: orgId("books", "Acme"), name: "Acme", is_default_org: true },
    { organization_id: orgId("books", "Acme Services"), name: "Acme Services", is_default_org: false },
  ]);
  expect((await call("contacts")).body).toEqual({
    code: 2,
    message: "Invalid value passed for organization_id",
  });
  const one = await joined(zoho, { ...START, person: "Kim Hale" });
  expect(listOf(await one.call("contacts"), "contacts").rows).toHaveLength(25);
});

test("one token reaches every organization of its person, and no other's", async () => {
  const { call, orgId, zoho } = await books();
  for (const [name, count] of [
    ["Acme", 200],
    ["Acme Services", 30],
  ] as const) {
    const answer = await call(`contacts?organization_id=${orgId("books", name)}`);
    expect(listOf(answer, "contacts").rows).toHaveLength(count);
  }
  const other = zoho.ready.people.find((person) => person.name === "Kim Hale")?.orgs[0]?.id ?? "";
  const refused = await call(`contacts?organization_id=${other}`);
  expect([refused.status, refused.body]).toEqual([
    400,
    { code: 6041, message: `This user is not associated with the CompanyID/CompanyName:${other}.` },
  ]);
});

test("a contact is added with 201, read by its ID and listed", async () => {
  const { call } = await kim();
  const made = await call("contacts", { body: { contact_name: "Neu & Söhne", contact_type: "vendor" } });
  expect([made.status, made.body["message"]]).toEqual([201, "The contact has been added."]);
  const contact = made.body["contact"] as Record<string, unknown>;
  expect(contact).toMatchObject({ contact_type: "vendor", created_time: "2026-03-10T05:00:00-0700" });
  const read = await call(`contacts/${String(contact["contact_id"])}`);
  expect(read.body["contact"]).toEqual(contact);
  expect(listOf(await call("contacts?page=2&per_page=25"), "contacts").rows).toEqual([contact]);
});

test("an invoice is made from lines, changed, had as a document, and deleted", async () => {
  const { call } = await kim();
  const [contact] = listOf(await call("contacts?per_page=1"), "contacts").rows;
  const customer = String(contact?.["contact_id"]);
  const lines = [
    { name: "Visit", rate: 80.1, quantity: 3 },
    { name: "Part", rate: 9.9 },
  ];
  const made = await call("invoices", {
    body: { customer_id: customer, date: "2026-03-10", reference_number: "N-1", line_items: lines },
  });
  expect([made.status, made.body["message"]]).toEqual([201, "The invoice has been created."]);
  const invoice = made.body["invoice"] as Record<string, unknown>;
  expect(invoice).toMatchObject({ status: "draft", total: 250.2, line_items: [{ item_total: 240.3 }, {}] });
  const path = `invoices/${String(invoice["invoice_id"])}`;
  const changed = await call(path, { method: "PUT", body: { notes: "late" } });
  expect(changed.body["invoice"]).toMatchObject({ notes: "late", total: 250.2, reference_number: "N-1" });
  const { rows } = listOf(await call("invoices?reference_number=N-1"), "invoices");
  expect(rows.map((row) => [row["invoice_id"], row["line_items"]])).toEqual([
    [invoice["invoice_id"], undefined],
  ]);
  const pdf = await call(`${path}?accept=pdf`);
  expect([pdf.headers.get("content-type"), pdf.text.slice(0, 5)]).toEqual(["application/pdf", "%PDF-"]);
  expect((await call(path, { method: "DELETE" })).body).toEqual({
    code: 0,
    message: "The invoice has been deleted.",
  });
  expect((await call(path)).body["code"]).toBe(1002);
  expect(listOf(await call("invoices?reference_number=N-1"), "invoices").rows).toEqual([]);
});

test("a seeded record is changed and deleted as an added one is; pages close the gap", async () => {
  const { call } = await kim();
  const before = listOf(await call("contacts"), "contacts").rows.map((row) => row["contact_id"]);
  await call(`contacts/${String(before[1])}`, { method: "PUT", body: { contact_name: "Neu" } });
  await call(`contacts/${String(before[0])}`, { method: "DELETE" });
  const after = listOf(await call("contacts?per_page=3"), "contacts").rows;
  expect(after.map((row) => row["contact_id"])).toEqual(before.slice(1, 4));
  expect(after[0]).toMatchObject({ contact_name: "Neu", last_modified_time: "2026-03-10T05:00:00-0700" });
  const last = listOf(await call("contacts?page=2&per_page=20"), "contacts");
  expect([last.rows.map((row) => row["contact_id"]), last.context["has_more_page"]]).toEqual([
    before.slice(21),
    false,
  ]);
});

const PROVOKE: Readonly<Record<keyof typeof FINANCE_ERRORS, () => Promise<Answer>>> = {
  unknownPath: async () => (await kim()).call("nothing"),
  noToken: async () => (await kim()).call("contacts", { token: null }),
  notAuthorized: async () => (await kim()).call("contacts", { token: "dead" }),
  wrongMethod: async () => (await kim()).call("contacts", { method: "DELETE" }),
  noOrganization: async () => (await books()).call("contacts"),
  notMember: async () => (await books()).call("contacts?organization_id=1"),
  tooManyAtOnce: async () => {
    const { call } = await kim({ settings: { booksConcurrency: 1, apiLatency: 100 } });
    const answers = await Promise.all([call("contacts"), call("contacts")]);
    return answers.find((answer) => answer.status !== 200) ?? call("contacts");
  },
  perMinute: async () => {
    const { call } = await kim({ settings: { booksCallsPerMinute: 1 } });
    await call("contacts");
    return call("contacts");
  },
  perDay: async () => {
    const { call } = await kim({ settings: { booksCallsPerDay: 1 } });
    await call("contacts");
    return call("contacts");
  },
  badValue: async () => (await kim()).call("contacts?per_page=201"),
  notFound: async () => (await kim()).call("invoices/1"),
  badBody: async () => (await kim()).call("contacts", { body: "{" }),
  missingValue: async () => (await kim()).call("contacts", { body: {} }),
  noSuchReference: async () =>
    (await kim()).call("invoices", { body: { customer_id: "1", line_items: [{ rate: 1 }] } }),
  tooLong: async () => (await kim()).call("contacts", { body: { contact_name: "x".repeat(201) } }),
};

test.each(Object.keys(FINANCE_ERRORS) as (keyof typeof FINANCE_ERRORS)[])("the refusal %s", async (name) => {
  const { code, status, message } = FINANCE_ERRORS[name];
  const answer = await PROVOKE[name]();
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
  expect(Object.keys(answer.body)).toEqual(["code", "message"]);
  expect(answer.body["message"]).toContain(fixedPart(message));
  expect(answer.body["message"]).not.toContain("{");
});

test("the tested refusals are those of the table", () => {
  expect(Object.keys(PROVOKE).sort()).toEqual(Object.keys(FINANCE_ERRORS).sort());
});

test("57 says both: a dead token and a missing scope", async () => {
  const { zoho, call } = await kim({ scope: "ZohoBooks.contacts.READ" });
  const dead = await call("contacts", { token: "dead" });
  const scope = await call("invoices");
  expect([scope.status, scope.body]).toEqual([dead.status, dead.body]);
  await control(zoho, "PATCH", "settings", { booksDeadTokenCode: 14, booksScopeStatus: 400 });
  expect((await call("contacts", { token: "dead" })).body["code"]).toBe(14);
  expect([(await call("invoices")).status, (await call("contacts")).status]).toEqual([400, 200]);
});

test("100 calls a minute for each organization, then 429 without Retry-After until the minute is over", async () => {
  const { zoho, call, orgId } = await books();
  const acme = `contacts?per_page=1&organization_id=${orgId("books", "Acme")}`;
  for (let n = 0; n < 100; n += 1) expect((await call(acme)).status).toBe(200);
  const refused = await call(acme);
  expect([refused.status, refused.body["code"], refused.headers.get("retry-after")]).toEqual([429, 44, null]);
  const services = `contacts?per_page=1&organization_id=${orgId("books", "Acme Services")}`;
  expect((await call(services)).status).toBe(200);
  await control(zoho, "POST", "clock", { advanceSeconds: 59 });
  expect((await call(acme)).status).toBe(429);
  await control(zoho, "POST", "clock", { advanceSeconds: 1 });
  expect((await call(acme)).status).toBe(200);
});

test("older APIs send refusals with 200: the code alone tells", async () => {
  const { call } = await kim({ settings: { booksErrorStatus: 200 } });
  const answer = await call("invoices/1");
  expect([answer.status, answer.body["code"]]).toEqual([200, 1002]);
  expect((await call("contacts", { token: "dead" })).status).toBe(401);
});

test.each([
  ["page=0", 2],
  ["page=x", 2],
  ["page=99999999999", 2],
  ["per_page=-1", 2],
  ["organization_id=__proto__", 2],
])("%s is refused", async (query, code) => {
  const { call } = await kim();
  const answer = await call(`contacts?${query}`);
  expect([answer.status, answer.body["code"]]).toEqual([400, code]);
});

test.each([
  [{ contact_name: 5 }, 2],
  [{ contact_name: "x", first_name: {} }, 2],
  [[], 1038],
  ["", 1038],
])("the contact %j is refused", async (body, code) => {
  const { call } = await kim();
  expect((await call("contacts", { body, method: "POST" })).body["code"]).toBe(code);
});

test("Canada's Books is at zohoapis.ca; other data centers and the sandbox gateway are not", async () => {
  const base = "www.zohoapis.ca/books/v3";
  const { zoho, call } = await books({ base, person: "Remy Roy" });
  expect(listOf(await call("contacts"), "contacts").rows).toHaveLength(35);
  const one = await joined(zoho, { ...START, person: "Kim Hale" });
  expect((await one.call("contacts", { base })).body["code"]).toBe(57);
  const sandbox = await one.call("contacts", { base: "sandbox.zohoapis.com/books/v3" });
  expect([sandbox.status, sandbox.body]).toEqual([404, { message: "API endpoint not found" }]);
});
