import { expect, test } from "vitest";
import { PEOPLE_ERRORS } from "../../../src/emulator/faces/people/people-errors";
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

const START = { base: "people.zoho.com/people/api", scope: "ZOHOPEOPLE.forms.ALL" } as const;

function people(more: Partial<FaceStart> = {}): Promise<FaceClient> {
  return faceClient({ ...START, ...more });
}

interface Envelope {
  readonly result?: readonly Record<string, unknown>[];
  readonly status: number;
  readonly errors?: { readonly code: number; readonly message: string };
  readonly [key: string]: unknown;
}

function envelope(answer: Answer): Envelope {
  return answer.body["response"] as Envelope;
}

function insert(client: FaceClient, input: unknown): Promise<Answer> {
  const body = new URLSearchParams({
    inputData: typeof input === "string" ? input : JSON.stringify(input),
  }).toString();
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  return client.call("forms/json/employee/insertRecord", { body, headers });
}

test.each(["forms/employee/getRecords", "forms/json/employee/getRecords"])(
  "%s by sIndex from 1: every record once, and 7024 inside 200 at the end",
  async (path) => {
    const { call } = await people();
    const seen: string[] = [];
    for (let start = 1; ; start += 200) {
      const answer = await call(`${path}?sIndex=${start}&limit=200`);
      expect(answer.status).toBe(200);
      const { result, status, errors } = envelope(answer);
      if (status === 1) {
        expect(errors?.code).toBe(7024);
        break;
      }
      seen.push(...(result ?? []).flatMap((row) => Object.keys(row)));
    }
    expect(eachOnce(seen)).toBe(450);
  },
);

test("an empty form is 7024 inside 200; the uri is the path without the product's name", async () => {
  const { call } = await people();
  const answer = await call("forms/candidate/getRecords");
  expect([answer.status, answer.body]).toEqual([
    200,
    {
      response: {
        message: "Error occurred",
        uri: "/api/forms/candidate/getRecords",
        status: 1,
        errors: { code: 7024, message: "No records found" },
      },
    },
  ]);
  expect((await call("forms/employee/getRecords", { base: "people.zoho.com/api" })).status).toBe(200);
});

test("a record is added by a form parameter and read by its ID", async () => {
  const client = await people();
  const input = { EmployeeID: "E1", FirstName: "Ö", LastName: "Å", EmailID: "o@staff.example" };
  const made = envelope(await insert(client, input));
  expect(made).toMatchObject({ status: 0, result: { message: "Successfully Added" } });
  const { pkId } = made.result as unknown as { pkId: string };
  const read = envelope(await client.call(`forms/employee/getDataByID?recordId=${pkId}`));
  expect(read.result).toEqual([{ Zoho_ID: pkId, ...input, CreatedTime: "1773144000000" }]);
});

const PROVOKE: Readonly<Record<keyof typeof PEOPLE_ERRORS, () => Promise<Answer>>> = {
  unknownPath: async () => (await people()).call("nothing"),
  noToken: async () => (await people()).call("forms/employee/getRecords", { token: null }),
  deadToken: async () => (await people()).call("forms/employee/getRecords", { token: "dead" }),
  wrongMethod: async () => (await people()).call("forms/employee/getRecords", { method: "PUT" }),
  noScope: async () => insert(await people({ scope: "ZOHOPEOPLE.forms.READ" }), {}),
  throttled: async () => {
    const client = await people();
    for (let n = 0; n < 100; n += 1) await insert(client, "{");
    return insert(client, "{");
  },
  noAccount: async () => (await people({ person: "Kim Hale" })).call("forms/employee/getRecords"),
  noForm: async () => (await people()).call("forms/constructor/getRecords"),
  badParameter: async () => (await people()).call("forms/employee/getRecords?sIndex=0"),
  noRecords: async () => (await people()).call("forms/employee/getRecords?sIndex=451"),
  missingParameter: async () => (await people()).call("forms/employee/getDataByID"),
  noSuchRecord: async () => (await people()).call("forms/employee/getDataByID?recordId=__proto__"),
  badInput: async () => insert(await people(), "{"),
  mandatoryMissing: async () => insert(await people(), { EmployeeID: "1", FirstName: "x", EmailID: "x" }),
  badField: async () =>
    insert(await people(), { EmployeeID: 1, FirstName: "x", LastName: "x", EmailID: "x" }),
};

test.each(Object.keys(PEOPLE_ERRORS) as (keyof typeof PEOPLE_ERRORS)[])("the refusal %s", async (name) => {
  const { code, status, message } = PEOPLE_ERRORS[name];
  const answer = await PROVOKE[name]();
  expect(answer.status).toBe(status);
  const { status: inBody, errors } = envelope(answer);
  expect(inBody).toBe(1);
  const error = (Array.isArray(errors) ? errors[0] : errors) as { code: number; message: string };
  expect(error.code).toBe(code);
  expect(error.message).toContain(fixedPart(message));
  expect(error.message).not.toContain("{");
});

test("the tested refusals are those of the table", () => {
  expect(Object.keys(PROVOKE).sort()).toEqual(Object.keys(PEOPLE_ERRORS).sort());
});

test("several fields come as an array of errors", async () => {
  const { errors } = envelope(await insert(await people(), { FirstName: {}, __proto__: { LastName: "x" } }));
  expect(errors).toEqual([
    { code: 7052, message: "Missing mandatory field values: EmployeeID" },
    { code: 7052, message: "Missing mandatory field values: LastName" },
    { code: 7052, message: "Missing mandatory field values: EmailID" },
    { code: 7050, message: "Invalid value for field: FirstName" },
  ]);
});

test("400 lists in five minutes, then five minutes of 429", async () => {
  const { zoho, call } = await people();
  const list = "forms/employee/getRecords?limit=1";
  for (let n = 0; n < 400; n += 1) await call(list);
  expect((await call(list)).status).toBe(429);
  await control(zoho, "POST", "clock", { advanceSeconds: 299 });
  expect((await call(list)).status).toBe(429);
  await control(zoho, "POST", "clock", { advanceSeconds: 1 });
  expect((await call(list)).status).toBe(200);
});

test("Canada's People is at zohocloud.ca; a token of another data center is dead there", async () => {
  const base = "people.zohocloud.ca/people/api";
  const { zoho, call } = await people({ base, person: "Remy Roy" });
  expect(envelope(await call("forms/employee/getRecords")).result).toHaveLength(19);
  const robin = await joined(zoho, START);
  const refused = await robin.call("forms/employee/getRecords", { base });
  expect([refused.status, envelope(refused).errors?.code]).toEqual([401, 7213]);
});
