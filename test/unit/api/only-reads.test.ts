import { expect, test } from "vitest";
import { onlyReads, type ReadQuestion } from "../../../src/api/only-reads";

const SHEET = { product: "sheet", method: "POST", path: "abc123" } as const;

test.each<[string, ReadQuestion, boolean]>([
  ["a GET", { product: "crm", method: "GET", path: "Leads" }, true],
  ["a query", { product: "crm", method: "POST", path: "coql" }, true],
  ["a query of CRM's GraphQL", { product: "crm", method: "POST", path: "/crm/graphql" }, true],
  ["what stands below GraphQL", { product: "crm", method: "POST", path: "/crm/graphql/x" }, false],
  ["GraphQL in a version, which there is none", { product: "crm", method: "POST", path: "graphql" }, false],
  ["GraphQL of Bigin, which has none", { product: "bigin", method: "POST", path: "/crm/graphql" }, false],
  ["a create", { product: "crm", method: "POST", path: "Leads" }, false],
  ["rows of a sheet", { ...SHEET, body: "method=worksheet.records.fetch&worksheet_name=A" }, true],
  ["new rows of a sheet", { ...SHEET, body: "method=worksheet.records.add" }, false],
  ["a form that says both", { ...SHEET, body: "method=worksheet.list&method=worksheet.records.add" }, false],
  ["a form that says nothing", { ...SHEET, body: "worksheet_name=method.list" }, false],
  [
    "a form and a query that say the same",
    { ...SHEET, path: "abc123?method=worksheet.list", body: "method=worksheet.list" },
    true,
  ],
  [
    "a form with a query of another mind",
    {
      ...SHEET,
      query: new URLSearchParams({ method: "worksheet.records.add" }),
      body: "method=worksheet.list",
    },
    false,
  ],
  [
    "a form with a path of another mind",
    { ...SHEET, path: "abc123?method=worksheet.records.add", body: "method=worksheet.list" },
    false,
  ],
  [
    "a form of a product without such",
    { product: "people", method: "POST", path: "forms", body: "method=a.list" },
    false,
  ],
  ["a DELETE with such a form", { ...SHEET, method: "DELETE", body: "method=worksheet.list" }, false],
])("%s", (_what, call, expected) => {
  expect(onlyReads(call)).toBe(expected);
});
