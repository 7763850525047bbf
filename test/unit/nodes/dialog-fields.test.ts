import { expect, test } from "vitest";
import { filledBody } from "../../../nodes/shared/editor/request/body-template";
import { completions } from "../../../nodes/shared/editor/request/completions";
import { moduleOfCall } from "../../../nodes/shared/editor/request/module-of-call";

const FIELDS = [
  { name: "Last_Name", label: "Last Name", kind: "text", isMandatory: true },
  { name: "Stage", label: "Stage", kind: "picklist", isMandatory: true, values: ["-None-", "Won", "Lost"] },
  { name: "Account_Name", label: "Account", kind: "lookup", isMandatory: true },
  { name: "Email", label: "Email", kind: "email" },
] as const;
const valuesOf = (name: string, typed: string): readonly string[] =>
  completions(name, typed, FIELDS).map(({ value }) => value);

test("a list of fields goes on with those that it does not have yet", () => {
  expect(valuesOf("fields", "La")).toEqual(["Last_Name", "Stage", "Account_Name", "Email"]);
  expect(valuesOf(" Fields", "Last_Name, Stage,E")).toEqual([
    "Last_Name, Stage,Account_Name",
    "Last_Name, Stage,Email",
  ]);
});

test("criteria go on with a field, and behind a field with its values", () => {
  expect(valuesOf("criteria", "")[0]).toBe("(Last_Name:equals:");
  expect(valuesOf("criteria", "((Email:equals:a@b.c)and(St")).toContain(
    "((Email:equals:a@b.c)and(Stage:equals:",
  );
  expect(valuesOf("criteria", "(Stage:equals:W")).toContain("(Stage:equals:Won)");
  expect(valuesOf("criteria", "(Email:equals:")).toEqual([]);
  expect(valuesOf("criteria", "(Stage:equals:Won)")).toEqual([]);
  expect(valuesOf("page", "1")).toEqual([]);
});

test("the module of a call is found in its path, unless only a flow knows it", () => {
  for (const [product, path, module] of [
    ["crm", "Leads", "Leads"],
    ["crm", "/Leads/{{payload.id}}/Notes", "Leads"],
    ["crm", "crm/v7/Deals/search", "Deals"],
    ["crm", "settings/fields", undefined],
    ["crm", "{{module}}", undefined],
    ["crm", "{module}", undefined],
    ["books", "contacts/1", "contacts"],
    ["desk", "tickets", "tickets"],
    ["creator", "data/owner/app/report/Orders/1", "owner/app/Orders"],
    ["creator", "data/owner/app/form/Order", undefined],
    ["people", "forms", undefined],
  ] as const)
    expect(moduleOfCall(product, path)).toBe(module);
});

test("a body begins with the mandatory fields, each by its kind", () => {
  expect(filledBody({ json: {}, fields: "mandatory" }, FIELDS)).toEqual({
    Last_Name: "",
    Stage: "Won",
    Account_Name: { id: "" },
  });
  expect(filledBody({ json: { name: "" } }, FIELDS)).toEqual({ name: "" });
});
