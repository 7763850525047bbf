import { expect, test } from "vitest";
import { CATALOGUE_PRODUCTS, type Operation } from "../../../src/zoho/operations/operation";
import {
  isIdParameter,
  operationOf,
  parametersOf,
  pathOf,
  type WrittenCall,
} from "../../../src/zoho/operations/operation-path";
import { OPERATIONS, operationsOf } from "../../../src/zoho/operations/operations";
import { onlyReads } from "../../../src/api/only-reads";
import { resourcePath } from "../../../src/api/resource-path";
import { coversScope, malformedScopes } from "../../../src/zoho/scopes";
import { PRODUCTS } from "../../../src/zoho/products";
import { likelyScopes } from "../../../src/zoho/scope-rules";

const ALL = CATALOGUE_PRODUCTS.flatMap((product) => OPERATIONS[product]);
const EACH = ALL.map((operation) => [operation.id, operation] as const);

/** Values as somebody enters them: names by hand, IDs from the message. */
function entered(operation: Operation): Readonly<Record<string, string>> {
  const value = (name: string): string => (isIdParameter(name) ? "{{payload.id}}" : `Some_${name}`);
  return Object.fromEntries(parametersOf(operation).map((name) => [name, value(name)]));
}

test("no two rows are the same, by name or by call", () => {
  expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
  expect(new Set(ALL.map(({ product, method, path }) => `${product} ${method} ${path}`)).size).toBe(
    ALL.length,
  );
});

test.each(EACH)("%s is recognized from its own call, filled in or not yet", (_id, operation) => {
  const { product, method } = operation;
  for (const values of [entered(operation), {}]) {
    const found = operationOf({ product, method, path: `/${pathOf(operation, values)}` });
    expect(found?.operation.id).toBe(operation.id);
    for (const name of parametersOf(operation)) expect(found?.values[name]).toBe(values[name] ?? "");
  }
});

test.each(EACH)("%s says what it rests on, and scopes that can be scopes", (_id, operation) => {
  const { product, scopes, source, query = [] } = operation;
  expect(source).toMatch(/^Zoho /);
  const named = scopes.map((scope) => scope.replace("{module}", "Leads"));
  expect(named).not.toEqual([]);
  expect(malformedScopes(named)).toEqual([]);
  expect(named.some((scope) => scope.startsWith(`${PRODUCTS[product].scopePrefix}.`))).toBe(true);
  for (const { name, example } of query) expect([name, example]).not.toContain("");
});

test.each(EACH)("%s has a body where it writes, and only there", (_id, operation) => {
  const { method, body, bodyFormat } = operation;
  if (method === "GET") expect([body, bodyFormat]).toEqual([undefined, undefined]);
  // Few calls that delete have a body: those that do say in which format, since no node would send one otherwise.
  else if (method === "DELETE") expect(bodyFormat).toBe(body && "json");
  else expect(body ?? bodyFormat).toBeDefined();
});

test.each(EACH.filter(([, { isList }]) => isList))(
  "%s only reads, as a list does",
  (_id, { product, method, path }) => {
    expect(onlyReads({ product, method, path })).toBe(true);
  },
);

test.each(EACH)("what is guessed of a refused %s is one of its scopes", (_id, operation) => {
  const { product, method } = operation;
  const path = pathOf(operation, { ...entered(operation), module: "Leads" });
  const guessed = likelyScopes(PRODUCTS[product], method, resourcePath(product, path));
  const scopes = operation.scopes.map((scope) => scope.replace("{module}", "Leads"));
  const isNamed = guessed.some((scope) => coversScope(scopes, scope));
  expect([guessed, isNamed]).toEqual([guessed, true]);
});

test.each<[string, WrittenCall, string | undefined]>([
  [
    "a record by its ID",
    { product: "crm", method: "GET", path: "Leads/554023000000527002" },
    "crm_getRecord",
  ],
  ["a record by a value", { product: "crm", method: "GET", path: "Leads/{{ payload.id }}" }, "crm_getRecord"],
  ["a module by a value", { product: "crm", method: "GET", path: "{{payload.module}}" }, "crm_listRecords"],
  ["the search, not a record", { product: "crm", method: "GET", path: "Leads/search" }, "crm_searchRecords"],
  ["the query, not a module", { product: "crm", method: "POST", path: "coql" }, "crm_query"],
  ["notes, not any related list", { product: "crm", method: "GET", path: "Leads/1/Notes" }, "crm_listNotes"],
  ["another method", { product: "crm", method: "PATCH", path: "Leads" }, undefined],
  ["another version", { product: "crm", method: "GET", path: "crm/v7/Leads" }, undefined],
  ["a path with a query", { product: "crm", method: "GET", path: "Leads?fields=id" }, undefined],
  ["a product that is not described", { product: "people", method: "GET", path: "forms" }, undefined],
  ["a product from the message", { product: "", method: "GET", path: "Leads" }, undefined],
  ["no path", { product: "crm", method: "GET", path: "" }, undefined],
  ["every object's own", { product: "__proto__", method: "GET", path: "Leads" }, undefined],
])("%s", (_what, call, id) => {
  expect(operationOf(call)?.operation.id).toBe(id);
});

test("a path of 100,000 characters is judged at once", () => {
  for (const path of ["a".repeat(100_000), "{{a".repeat(30_000), `Leads/${"{{a}}".repeat(20_000)}!`])
    expect(operationOf({ product: "crm", method: "GET", path })?.operation.id).not.toBe("crm_getRecord");
});

test("products that are not described have no operations", () => {
  expect(["people", "", "toString"].map((product) => operationsOf(product))).toEqual([[], [], []]);
});
