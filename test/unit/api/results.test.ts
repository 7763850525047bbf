import { describe, expect, it } from "vitest";
import { readResult } from "../../../src/api/answer/read-result";
import { partlyWritten, writeResult, writtenRecord } from "../../../src/api/writes/write-result";
import { errorOf, expectCode } from "../support/expect-zoho-error";

const payloadOf = (body: unknown, path = "Leads"): unknown =>
  readResult(body, { product: "crm", path }).payload;
const ID = "554023000000527002";

describe("what a read gives", () => {
  it("is an array for a list, also for an empty one", () => {
    expect(payloadOf({ data: [{ id: ID }], info: { more_records: false } })).toEqual([{ id: ID }]);
    expect(payloadOf({ data: [], info: {} })).toEqual([]);
    expect(payloadOf(undefined)).toEqual([]);
    expect(payloadOf({ modules: [{ api_name: "Leads" }] }, "settings/modules")).toEqual([
      { api_name: "Leads" },
    ]);
    expect(payloadOf({ users: [{ id: ID }], info: {} }, "users?type=CurrentUser")).toEqual([{ id: ID }]);
  });

  it.each([
    `Leads/${ID}`,
    `/crm/v8/Leads/${ID}`,
    `Leads/${ID}/`,
    `Leads/${ID}?fields=Last_Name`,
    `https://www.zohoapis.eu/crm/v8/Leads/${ID}`,
  ])("is an object for one record: %s", (path) => {
    expect(payloadOf({ data: [{ id: ID }] }, path)).toEqual({ id: ID });
    expect(payloadOf(undefined, path)).toBeNull();
    expect(payloadOf({ data: [] }, path)).toBeNull();
  });

  it.each(["org", "/crm/v8/org", "settings/modules/Leads"])(
    "is an object for what there is one of: %s",
    (path) => {
      expect(payloadOf({ org: [{ zgid: "1" }] }, path)).toEqual({ zgid: "1" });
    },
  );

  it("is a list below one record", () => {
    expect(payloadOf({ data: [{ id: "1" }] }, `Leads/${ID}/Notes`)).toEqual([{ id: "1" }]);
  });

  it.each([[Buffer.from("x")], [{ count: 5 }], [{}], [[1, 2]], ["text"], [7], [null], [{ a: [1], b: [2] }]])(
    "is what came where it has no envelope",
    (body) => {
      expect(payloadOf(body)).toEqual(body);
    },
  );

  it("says whether there is more", () => {
    const page = (info: unknown): unknown =>
      readResult({ data: [], info }, { product: "crm", path: "Leads" }).page;
    expect(page({ more_records: true, next_page_token: "t" })).toEqual({
      moreRecords: true,
      nextPageToken: "t",
    });
    expect(page({ more_records: true, next_page_token: null })).toEqual({ moreRecords: true });
    expect(page({ more_records: "true" })).toEqual({ moreRecords: false });
    expect(page(undefined)).toEqual({ moreRecords: false });
  });
});

const ok = (id: string, extra = {}) => ({
  code: "SUCCESS",
  details: { id },
  message: "record added",
  status: "success",
  ...extra,
});
const bad = (code: string) => ({
  code,
  details: { api_name: "Email" },
  message: "invalid data",
  status: "error",
});

describe("what a write gives", () => {
  const items = ["a", "b", "c", "d"];

  it("tells every item apart, and loses none", () => {
    const result = writeResult(
      { data: [ok("1"), bad("INVALID_DATA"), ok("3", { action: "update" })] },
      items,
    );
    expect(result.written.map(({ index, item, id, action }) => [index, item, id, action])).toEqual([
      [0, "a", "1", undefined],
      [2, "c", "3", "update"],
    ]);
    expect(result.failed).toEqual([
      {
        index: 1,
        item: "b",
        code: "INVALID_DATA",
        message: "invalid data",
        fields: [{ path: "Email", problem: "invalid data" }],
        details: { api_name: "Email" },
      },
    ]);
    expect(result.unknown).toEqual([{ index: 3, item: "d" }]);
  });

  it.each([
    ["no status but a code of failure", { code: "INVALID_DATA", message: "x" }, "failed"],
    ["no status but a code of success", { code: "SUCCESS", details: {} }, "written"],
    ["another status", { code: "SCHEDULED", status: "queued" }, "failed"],
    ["nothing in it", {}, "unknown"],
    ["null", null, "unknown"],
    ["text", "ok", "unknown"],
    ["odd types", { status: "error", code: { a: 1 }, message: ["x"], details: "y" }, "failed"],
  ] as const)("takes an item with %s for %s", (_what, answer, list) => {
    const result = writeResult({ data: [answer] }, ["a"]);
    expect(result[list]).toHaveLength(1);
  });

  it.each([undefined, null, "text", [], {}, { data: "x" }, { data: {} }, Buffer.from("x")])(
    "knows nothing of an answer %j",
    (body) => {
      expect(writeResult(body, items).unknown).toHaveLength(4);
    },
  );

  it("is an error, too, where something was refused, with counts and the first problem", () => {
    const result = writeResult(
      { data: [ok("1"), bad("INVALID_DATA"), bad("DUPLICATE_DATA"), ok("4")] },
      items,
    );
    const error = partlyWritten(result, 207);
    expect(error?.message).toContain("2 of 4 records were not written; the first: invalid data (Email).");
    expect(error?.cause).toMatchObject({
      class: "rejected",
      status: 207,
      zohoCode: "INVALID_DATA",
      details: { failed: result.failed },
    });
    expect(partlyWritten(writeResult({ data: [ok("1")] }, ["a"]), 200)).toBeUndefined();
  });

  it("is an error, too, where the answer leaves records out", () => {
    const result = writeResult({ data: [ok("1")] }, ["a", "b"]);
    const error = partlyWritten(result, 200);
    expect(error?.cause).toMatchObject({
      class: "unknown",
      code: "write_unknown",
      details: { unknown: [{ index: 1, item: "b" }] },
    });
    expect(error?.message).toContain("1 of 2 records");
  });

  it("is the record where one was sent", () => {
    expect(writtenRecord(writeResult({ data: [ok("1", { action: "insert" })] }, ["a"]), 201)).toEqual({
      id: "1",
      action: "insert",
    });
  });

  it.each([
    ["INVALID_DATA", "invalid_data"],
    ["DUPLICATE_DATA", "invalid_data"],
    ["NO_PERMISSION", "no_permission"],
    ["ALREADY_MODIFIED", "conflict"],
    ["INTERNAL_ERROR", "server_error"],
  ] as const)("is an error by the code of the one record: %s", async (zohoCode, code) => {
    const error = await expectCode(
      () => writtenRecord(writeResult({ data: [bad(zohoCode)] }, ["a"]), 200),
      code,
    );
    expect(error.cause.zohoCode).toBe(zohoCode);
  });

  it("is unknown where the answer does not mention the one record", async () => {
    expect((await errorOf(() => writtenRecord(writeResult({}, ["a"]), 200))).class).toBe("unknown");
  });
});
