import { expect, test } from "vitest";
import { moduleScope } from "../../../src/zoho/module-scopes";
import { PRODUCT_IDS, PRODUCTS } from "../../../src/zoho/products";
import { meetsNeed, neededScopes, type ScopeNeed } from "../../../src/zoho/scope-rules";
import { RULES_BY_PRODUCT } from "../../../src/zoho/scope-rules/rules";
import { malformedScopes } from "../../../src/zoho/scopes";

function needs(product: keyof typeof PRODUCTS, method: string, path: string): readonly ScopeNeed[] {
  return neededScopes(PRODUCTS[product], method, path);
}

const need = (scope: string, more: Partial<ScopeNeed> = {}): ScopeNeed => ({
  scope,
  or: [],
  partIsEnough: false,
  isSure: true,
  ...more,
});

test("what no page tells is no more than a guess", () => {
  const sure = (...call: Parameters<typeof needs>): readonly boolean[] =>
    needs(...call).map(({ isSure }) => isSure);
  expect(sure("crm", "GET", "Leads")).toEqual([true]);
  expect(sure("crm", "GET", "Rooms")).toEqual([false]);
  expect(sure("crm", "POST", "Leads/1/actions/convert")).toEqual([false]);
  expect(sure("bigin", "GET", "Pipelines")).toEqual([false]);
  expect(sure("books", "GET", "contacts")).toEqual([true]);
  expect(sure("books", "GET", "recurringinvoices")).toEqual([false]);
  expect(sure("cliq", "POST", "channels/general/message")).toEqual([false]);
  expect(sure("cliq", "POST", "buddies/1/message")).toEqual([true]);
  expect(sure("sheet", "POST", "abc")).toEqual([false]);
  expect(sure("sheet", "GET", "workbooks")).toEqual([true]);
  expect(sure("creator", "GET", "nowhere")).toEqual([]);
});

test("a query needs one module, and only its text tells which", () => {
  const [query, module] = needs("crm", "POST", "coql");
  expect([query, module]).toEqual([
    need("ZohoCRM.coql.READ"),
    need("ZohoCRM.modules.READ", { partIsEnough: true }),
  ]);
  const granted = ["ZohoCRM.coql.READ", "ZohoCRM.modules.leads.READ"];
  expect(meetsNeed(granted, need("ZohoCRM.modules.READ", { partIsEnough: true }))).toBe(true);
  expect(meetsNeed(granted, need("ZohoCRM.modules.READ"))).toBe(false);
});

test("a scope that does as well is enough", () => {
  const [posting] = needs("cliq", "POST", "channels/general/message");
  expect(posting).toBeDefined();
  for (const granted of ["ZohoCliq.Webhooks.CREATE", "ZohoCliq.Channels.ALL", "zohocliq.channels.update"])
    expect(posting && meetsNeed([granted], posting)).toBe(true);
  expect(posting && meetsNeed(["ZohoCliq.Channels.READ"], posting)).toBe(false);
});

test.each([
  ["crm", "Leads", "Leads", true],
  ["crm", "Price_Books", "PriceBooks", true],
  ["crm", "Appointments__s", "Appointments", true],
  ["crm", "Rooms", "custom", false],
  ["crm", "constructor", "custom", false],
  ["recruit", "Candidates", "candidate", true],
  ["recruit", "Job_Openings", "jobopening", true],
  ["recruit", "Rooms", "custom", false],
  ["iot", "Devices", "Devices", true],
  ["iot", "Rooms", "Rooms", false],
] as const)("scopes of %s call the module %s %s", (product, module, name, isSure) => {
  expect(moduleScope(product, module)).toEqual({ name, isSure });
});

test.each(PRODUCT_IDS)("every rule of %s makes scopes that can be scopes", (product) => {
  for (const rule of RULES_BY_PRODUCT[product]) {
    for (const template of [...rule.own, ...(rule.or ?? [])])
      expect(template.replace(/\{(?:op|lower|edit)\}|\$1|\$&|\$module/g, "x")).toMatch(/^[\w.]+$/);
    expect(malformedScopes(rule.also ?? [])).toEqual([]);
    expect(rule.own.length + (rule.also ?? []).length).toBeGreaterThan(0);
    if (rule.partIsEnough !== undefined) expect(rule.own).toContain(rule.partIsEnough);
  }
});
