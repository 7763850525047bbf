import { describe, expect, test } from "vitest";
import { appOfScope } from "../../../src/zoho/apps";
import { ORG_APP_IDS, ORG_PROBES, userProbe } from "../../../src/zoho/org-probes";
import { PRODUCT_IDS, PRODUCTS } from "../../../src/zoho/products";
import { neededScopes } from "../../../src/zoho/scope-rules";
import {
  ACCESS_LEVELS,
  type AccessLevel,
  levelsOf,
  SCOPE_GROUPS,
  scopesOf,
} from "../../../src/zoho/scope-sets/scope-set";
import { HELPER_SCOPES, SCOPE_SETS } from "../../../src/zoho/scope-sets/sets";
import { coversScope, malformedScopes } from "../../../src/zoho/scopes";

/** What is added when nobody leaves anything out. */
function preset(product: (typeof PRODUCT_IDS)[number], level: AccessLevel): readonly string[] {
  return SCOPE_SETS[product].offers
    .filter(({ isPreset }) => isPreset)
    .flatMap((offer) => scopesOf(offer, level));
}

const covers = (
  scopes: readonly string[],
  product: keyof typeof PRODUCTS,
  method: string,
  path: string,
): boolean => neededScopes(PRODUCTS[product], method, path).every(({ scope }) => coversScope(scopes, scope));

test("every product is offered once, in a group", () => {
  expect(Object.values(SCOPE_GROUPS).flat().sort()).toEqual([...PRODUCT_IDS].sort());
});

describe.each(PRODUCT_IDS)("the scopes of %s", (product) => {
  const { offers, source } = SCOPE_SETS[product];
  const all = offers.flatMap((offer) => ACCESS_LEVELS.flatMap((level) => offer[level]));

  test("can be scopes, each once, of the product or of a service that it needs", () => {
    expect(source).toMatch(/^(?:Zoho|Bigin) /);
    expect(malformedScopes(all)).toEqual([]);
    expect(new Set(all.map((scope) => scope.toLowerCase())).size).toBe(all.length);
    for (const scope of all)
      expect(scope.startsWith("ZohoSearch.") || appOfScope(scope)?.name === PRODUCTS[product].name).toBe(
        true,
      );
  });

  test("begin with reading, and reading writes nothing", () => {
    const levels = levelsOf(SCOPE_SETS[product]);
    expect(levels.length).toBeGreaterThan(0);
    for (const scope of offers.flatMap((offer) => scopesOf(offer, "read")))
      expect(scope.toLowerCase()).toMatch(/\.read$/);
  });

  test("grow from level to level", () => {
    for (const offer of offers) {
      for (const scope of scopesOf(offer, "read"))
        expect(coversScope(scopesOf(offer, "write"), scope)).toBe(true);
      for (const scope of scopesOf(offer, "write"))
        expect(coversScope(scopesOf(offer, "delete"), scope)).toBe(true);
    }
  });

  test("have something that is added unless it is left out", () => {
    for (const level of levelsOf(SCOPE_SETS[product])) expect(preset(product, level)).not.toEqual([]);
  });
});

test("CRM, read, is records and what is needed to know org, user, edition, modules and fields", () => {
  expect(preset("crm", "read")).toEqual([
    "ZohoCRM.modules.READ",
    "ZohoCRM.org.READ",
    "ZohoCRM.users.READ",
    "ZohoCRM.settings.modules.READ",
    "ZohoCRM.settings.fields.READ",
  ]);
  expect(preset("crm", "write").slice(0, 3)).toEqual([
    "ZohoCRM.modules.READ",
    "ZohoCRM.modules.CREATE",
    "ZohoCRM.modules.UPDATE",
  ]);
  expect(preset("crm", "delete")).toContain("ZohoCRM.modules.DELETE");
});

test.each([
  ["crm", "read", "GET", "Leads"],
  ["crm", "write", "POST", "Rooms/upsert"],
  ["crm", "delete", "DELETE", "Leads/1"],
  ["bigin", "write", "PUT", "Contacts"],
  ["books", "read", "GET", "invoices"],
  ["books", "write", "POST", "contacts"],
  ["inventory", "write", "PUT", "items/1"],
  ["expense", "read", "GET", "expensereports"],
  ["desk", "write", "POST", "tickets/1/comments"],
  ["creator", "write", "POST", "data/o/a/form/f"],
  ["creator", "delete", "DELETE", "data/o/a/report/r/1"],
  ["projects", "read", "GET", "portal/1/projects"],
  ["people", "read", "GET", "forms/employee/getRecords"],
  ["analytics", "write", "POST", "workspaces/1/views/2/rows"],
  ["recruit", "write", "POST", "Candidates"],
  ["iot", "read", "GET", "Devices"],
  ["campaigns", "write", "POST", "addlistsubscribersinbulk"],
  ["cliq", "write", "POST", "bots/helper/message"],
  ["mail", "write", "POST", "accounts/1/messages"],
  ["sheet", "read", "GET", "workbooks"],
  ["sign", "write", "POST", "requests"],
  ["workdrive", "write", "POST", "upload"],
] as const)("%s, %s, is enough for %s %s", (product, level, method, path) => {
  expect(covers(preset(product, level), product, method, path)).toBe(true);
});

test("reading is not enough for writing, nor writing for deleting", () => {
  for (const product of ["crm", "books", "desk", "mail"] as const) {
    const path = { crm: "Leads/1", books: "contacts/1", desk: "tickets/1", mail: "accounts/1/messages" }[
      product
    ];
    expect(covers(preset(product, "read"), product, "PUT", path)).toBe(false);
    expect(covers(preset(product, "write"), product, "DELETE", path)).toBe(false);
  }
});

test("helpers are what the package asks by itself", () => {
  for (const app of ORG_APP_IDS) expect(HELPER_SCOPES).toContain(ORG_PROBES[app].scope);
  for (const app of ["crm", "bigin"] as const) expect(HELPER_SCOPES).toContain(userProbe(app).scope);
});
