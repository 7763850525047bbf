import { describe, expect, it } from "vitest";
import { readResult, writtenThing } from "../../../src/api/answer/read-result";
import { partlyWritten, writeResult, writtenRecord } from "../../../src/api/writes/write-result";
import { type ProductId, PRODUCT_IDS, PRODUCTS } from "../../../src/zoho/products";
import { expectCode } from "../support/expect-zoho-error";

const payloadOf = (product: ProductId, path: string, body: unknown): unknown =>
  readResult(body, { product, path }).payload;

const ONE = { id: "1", name: "a", tags: [] };
const TWO = [ONE, { id: "2", name: "b", tags: [] }];
const ID = "554023000000527002";

/** Answers of each product's API pages: a list, and one record. */
const FACES: readonly (readonly [ProductId, string, unknown, string, unknown])[] = [
  ["crm", "Leads", { data: TWO, info: { more_records: false } }, `Leads/${ID}`, { data: [ONE] }],
  ["bigin", "Contacts", { data: TWO, info: {} }, `Contacts/${ID}`, { data: [ONE] }],
  ["recruit", "Candidates", { data: TWO, info: {} }, `Candidates/${ID}`, { data: [ONE] }],
  ["iot", "Devices", { data: TWO, info: {} }, `Devices/${ID}`, { data: [ONE] }],
  ["desk", "tickets", { data: TWO }, `tickets/${ID}`, ONE],
  ["desk", "tickets/search", { data: TWO, count: 2 }, `contacts/${ID}`, ONE],
  [
    "books",
    "contacts",
    { code: 0, message: "success", contacts: TWO, page_context: { page: 1 } },
    `contacts/${ID}`,
    { code: 0, message: "success", contact: ONE },
  ],
  [
    "invoice",
    "invoices",
    { code: 0, message: "success", invoices: TWO, page_context: {}, total: 5 },
    `invoices/${ID}`,
    { code: 0, message: "success", invoice: ONE },
  ],
  [
    "creator",
    "data/o/a/report/r",
    { code: 3000, data: TWO },
    `data/o/a/report/r/${ID}`,
    { code: 3000, data: ONE },
  ],
  [
    "people",
    "forms/employee/getRecords",
    { response: { result: [{ [ID]: [ONE] }, { "554023000000527003": [TWO[1]] }], message: "x", status: 0 } },
    "forms/employee/getDataByID",
    { response: { result: [ONE], status: 0 } },
  ],
  ["people", "leave/types", TWO, "forms/employee/getRecordByID", { response: { result: ONE, status: 0 } }],
  ["projects", "portal/1/projects", { page_info: {}, projects: TWO }, `portal/1/projects/${ID}`, ONE],
  ["projects", "portal/1/projects", TWO, `portal/1/projects/${ID}`, { projects: [ONE] }],
  [
    "sign",
    "requests",
    { code: 0, status: "success", page_context: {}, requests: TWO },
    `requests/${ID}`,
    { code: 0, status: "success", message: "x", requests: ONE },
  ],
  ["workdrive", "teams", { data: TWO, links: {} }, "files/abc", { data: ONE }],
  [
    "cliq",
    "channels",
    { type: "channel", url: "/x", data: TWO, has_more: false },
    "channels/abc",
    { type: "channel", url: "/x", data: ONE },
  ],
  ["cliq", "channels", { channels: TWO, has_more: true, next_token: "t" }, "channels/abc", ONE],
  [
    "analytics",
    "orgs",
    { status: "success", summary: "x", data: { orgs: TWO } },
    `workspaces/${ID}`,
    { status: "success", summary: "x", data: { workspaces: ONE } },
  ],
  [
    "mail",
    "accounts",
    { status: { code: 200 }, data: TWO },
    `accounts/${ID}`,
    { status: { code: 200 }, data: ONE },
  ],
  [
    "sheet",
    "abc",
    { method: "worksheet.records.fetch", status: "success", records: TWO, records_start_index: 1 },
    `x/${ID}`,
    { method: "x", status: "success", records: [ONE] },
  ],
  [
    "campaigns",
    "getmailinglists",
    { status: "success", code: "0", uri: "/x", version: "1.1", requestdetails: {}, list_of_details: TWO },
    `x/${ID}`,
    { status: "success", code: 0, list_of_details: [ONE] },
  ],
  [
    "marketing-automation",
    "getmailinglists",
    { status: "success", code: "0", list_of_details: TWO },
    `x/${ID}`,
    { status: "success", code: 0, list_of_details: [ONE] },
  ],
  ["phonebridge", "clicktodial", { data: TWO }, `x/${ID}`, ONE],
];

describe.each(FACES)("an answer of %s", (product, listPath, list, onePath, one) => {
  it("is an array for a list, also of one and of none", () => {
    expect(payloadOf(product, listPath, list)).toEqual(TWO);
    const text = JSON.stringify(list);
    const empty: unknown = JSON.parse(text.replace(/\[\{.*\}\]/, "[]"));
    expect(payloadOf(product, listPath, empty)).toEqual([]);
    expect(payloadOf(product, listPath, undefined)).toEqual([]);
  });

  it("is an object for one record", () => {
    expect(payloadOf(product, onePath, one)).toEqual(ONE);
  });
});

describe("the envelopes", () => {
  it("are tried here for every product but those that share one", () => {
    const tried = new Set(FACES.map(([product]) => PRODUCTS[product].dialect));
    const used = new Set(PRODUCT_IDS.map((product) => PRODUCTS[product].dialect));
    expect([...used].filter((dialect) => !tried.has(dialect))).toEqual([]);
  });

  it("are not looked for in files and texts", () => {
    for (const product of PRODUCT_IDS) {
      const file = Buffer.from("x");
      expect(payloadOf(product, "x", file)).toBe(file);
      expect(payloadOf(product, "x", "text")).toBe("text");
    }
  });

  it("keep what a record of Desk's or Projects' holds besides", () => {
    const ticket = { id: "1", data: "x", entitySkills: [1] };
    expect(payloadOf("desk", "tickets/554023", ticket)).toEqual(ticket);
    const project = { id: "1", tags: [{ id: "2" }] };
    expect(payloadOf("projects", "portal/1/projects/554023", project)).toEqual(project);
  });
});

describe("a write of one thing", () => {
  it.each([
    ["desk", ONE, ONE],
    ["books", { code: 0, message: "x", contact: { contact_id: "7" } }, { id: "7", contact_id: "7" }],
    ["inventory", { code: 0, item: { item_id: "7" } }, { id: "7", item_id: "7" }],
    [
      "books",
      { code: 0, message: "The contact has been deleted." },
      { code: 0, message: "The contact has been deleted." },
    ],
    [
      "people",
      { response: { result: { pkId: "7", message: "x" }, status: 0 } },
      { id: "7", pkId: "7", message: "x" },
    ],
    ["projects", { projects: [ONE] }, ONE],
    ["sign", { code: 0, status: "success", requests: { request_id: "7" } }, { id: "7", request_id: "7" }],
    ["workdrive", { data: ONE }, ONE],
    ["mail", { status: { code: 200 }, data: { messageId: "7" } }, { id: "7", messageId: "7" }],
    ["analytics", { status: "success", data: { viewId: "7" } }, { id: "7", viewId: "7" }],
    ["sheet", { status: "success", records: [ONE] }, [ONE]],
    ["desk", undefined, null],
  ] as const)("of %s is %j with its id", (product, body, expected) => {
    expect(writtenThing(body, { product, path: "things" })).toEqual(expected);
  });
});

describe("a write of records to Creator", () => {
  const body = {
    code: 3000,
    result: [
      { code: 3000, data: { ID: "3888833000000114027" }, message: "Data Added Successfully!" },
      { code: 3001, error: { Email: "Enter a valid value for Email" } },
    ],
  };

  it("is told apart record by record", () => {
    const result = writeResult(body, ["a", "b", "c"]);
    expect(result.written).toEqual([
      { index: 0, item: "a", id: "3888833000000114027", details: { ID: "3888833000000114027" } },
    ]);
    expect(result.failed).toEqual([
      {
        index: 1,
        item: "b",
        code: "3001",
        message: "Enter a valid value for Email",
        fields: [{ path: "Email", problem: "Enter a valid value for Email" }],
        details: { error: { Email: "Enter a valid value for Email" } },
      },
    ]);
    expect(result.unknown).toEqual([{ index: 2, item: "c" }]);
    expect(partlyWritten(result, 200)?.message).toContain(
      "1 of 3 records were not written; the first: Enter a valid value for Email (Email).",
    );
  });

  it("is the record with its id where one was sent", () => {
    const one = { code: 3000, data: { ID: "38" }, message: "Data Added Successfully!" };
    expect(writtenRecord(writeResult(one, ["a"]), 200)).toEqual({ id: "38", ID: "38" });
  });

  it("is an error with its fields where the one record was refused", async () => {
    const refused = { code: 3000, result: [{ code: 3001, error: { Email: "words" } }] };
    const error = await expectCode(() => writtenRecord(writeResult(refused, ["a"]), 200), "invalid_data");
    expect(error.cause).toMatchObject({
      zohoCode: "3001",
      details: { field: "Email", fields: [{ path: "Email", problem: "words" }] },
    });
  });
});
