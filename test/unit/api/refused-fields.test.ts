import { describe, expect, it } from "vitest";
import { classifyAs } from "../../../src/api/answer/classify";
import { DIALECTS } from "../../../src/zoho/dialects/dialects";
import type { DialectId } from "../../../src/zoho/dialects/dialect";
import { reply } from "../support/scripted-transport";

const ASKED = { product: "crm", method: "GET", path: "things" } as const;

function fieldsOf(dialect: DialectId, status: number, body: unknown): unknown {
  const verdict = classifyAs(DIALECTS[dialect], reply(status, body), ASKED, 0);
  return verdict.kind === "error" ? verdict.error.cause.details?.["fields"] : verdict.kind;
}

const crm = (message: string, details: unknown) => ({
  code: "INVALID_DATA",
  message,
  details,
  status: "error",
});
const AT_NAME = { api_name: "Last_Name", json_path: "$.data[0].Last_Name" };
const AT_MAIL = { api_name: "Email", json_path: "$.data[0].Email" };

describe("a field that was refused", () => {
  it.each([
    [
      "by its JSON path",
      AT_NAME,
      { path: "$.data[0].Last_Name", name: "Last_Name", problem: "invalid data" },
    ],
    ["by its API name alone", { api_name: "Email" }, { path: "Email", problem: "invalid data" }],
    ["as a parameter", { param_name: "fields" }, { path: "fields", problem: "invalid data" }],
    [
      "with the type that is expected",
      { ...AT_NAME, expected_data_type: "text" },
      { path: "$.data[0].Last_Name", name: "Last_Name", problem: "invalid data (expected: text)" },
    ],
    [
      "with the length that is allowed",
      { api_name: "data", maximum_length: 100 },
      { path: "data", problem: "invalid data (at most 100)" },
    ],
    [
      "with the values that are supported",
      { param_name: "type", supported_values: ["all", "recycle"] },
      { path: "type", problem: "invalid data (one of all, recycle)" },
    ],
    [
      "with the one that it depends on",
      { dependee: AT_MAIL },
      { path: "$.data[0].Email", name: "Email", problem: "invalid data" },
    ],
  ])("is named by CRM %s", (_how, details, expected) => {
    expect(fieldsOf("crm", 400, crm("invalid data", details))).toEqual([expected]);
  });

  it("is one of several where CRM says MULTIPLE_OR_MULTI_ERRORS, or which fields belong together", () => {
    const errors = [crm("too long", { ...AT_NAME, maximum_length: 80 }), crm("invalid data", AT_MAIL)];
    const multiple = {
      code: "MULTIPLE_OR_MULTI_ERRORS",
      message: "several",
      details: { errors },
      status: "error",
    };
    expect(fieldsOf("crm", 400, multiple)).toEqual([
      { path: "$.data[0].Last_Name", name: "Last_Name", problem: "too long (at most 80)" },
      { path: "$.data[0].Email", name: "Email", problem: "invalid data" },
    ]);
    expect(fieldsOf("crm", 400, crm("one of", { expected_fields: [AT_NAME, AT_MAIL] }))).toHaveLength(2);
    expect(fieldsOf("crm", 400, { data: [crm("a", AT_NAME), crm("b", AT_MAIL)] })).toHaveLength(2);
  });

  it("is named by Desk as a JSON pointer", () => {
    const body = {
      errorCode: "INVALID_DATA",
      message: "The data is invalid due to validation restrictions",
      errors: [
        { fieldName: "/subject", errorType: "missing", errorMessage: "" },
        { fieldName: "/contact/email", errorType: "invalid", errorMessage: "not an address" },
      ],
    };
    expect(fieldsOf("desk", 422, body)).toEqual([
      { path: "/subject", name: "subject", problem: "missing" },
      { path: "/contact/email", name: "email", problem: "not an address" },
    ]);
  });

  it.each([
    ["finance", 4, "Invalid value passed for contact_name", ["contact_name"]],
    ["finance", 15, "Please ensure that the contact_name has less than 200 characters.", ["contact_name"]],
    ["creator", 2945, "PATTERN_NOT_MATCHED: max_records", ["max_records"]],
    ["creator", 1000, "A mandatory parameter - 'data' is either absent or has been used twice.", ["data"]],
    ["finance", 1038, "JSON is not well formed", undefined],
  ] as const)("is found in the words of %s: %d %s", (dialect, code, message, names) => {
    const fields = fieldsOf(dialect, 400, { code, message });
    expect(fields).toEqual(names?.map((path) => ({ path, problem: message })));
  });

  it("is a name in an object of Creator's", () => {
    const body = {
      code: 3001,
      error: { Email: "Enter a valid value for Email", Phone: ["Too long", "No number"] },
    };
    expect(fieldsOf("creator", 200, body)).toEqual([
      { path: "Email", problem: "Enter a valid value for Email" },
      { path: "Phone", problem: "Too long No number" },
    ]);
  });

  it("is named by People in one error for each", () => {
    const errors = [
      { code: 7052, message: "Missing mandatory field values: EmailID, FirstName" },
      { code: 7050, message: "Invalid value for field: Age" },
    ];
    const fields = fieldsOf("people", 200, { response: { errors, message: "Error occurred", status: 1 } });
    expect((fields as { path: string }[]).map(({ path }) => path)).toEqual(["EmailID", "FirstName", "Age"]);
  });

  it("is named by WorkDrive where JSON:API has its place, by Projects in words, by ZeptoMail as a target", () => {
    const source = { pointer: "/data/attributes/name" };
    expect(fieldsOf("workdrive", 400, { errors: [{ id: "R011", title: "Invalid name", source }] })).toEqual([
      { path: "/data/attributes/name", name: "name", problem: "Invalid name" },
    ]);
    const details = [{ message: "The parameter name is missing." }];
    expect(fieldsOf("projects", 400, { error: { title: "LESS_THAN_MIN_OCCURANCE", details } })).toEqual([
      { path: "name", problem: "The parameter name is missing." },
    ]);
    const target = [{ code: "GE_102", message: "", target: "from" }];
    expect(
      fieldsOf("zeptomail", 400, { error: { code: "TM_3201", details: target, message: "Mandatory" } }),
    ).toEqual([{ path: "from", problem: "Mandatory" }]);
  });

  it("is none where nothing says so, however the answer is twisted", () => {
    const twisted = { errors: [{ details: { errors: [{ details: { errors: [{}] } }, 7, null, []] } }] };
    expect(fieldsOf("crm", 400, crm("words", twisted))).toBeUndefined();
    expect(fieldsOf("crm", 400, crm("words", { id: "1" }))).toBeUndefined();
  });
});
