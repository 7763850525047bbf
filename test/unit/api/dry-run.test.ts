import { expect, test } from "vitest";
import { dryRun } from "../../../nodes/zoho-request/dry-run";
import type { ApiCall } from "../../../src/api/api-call";

const CONNECTION = { id: "c1", name: "acme", dataCenter: "eu", environment: "Production", pins: {} };

function shown(call: Partial<ApiCall>): unknown {
  const whole = {
    connection: CONNECTION,
    product: "crm",
    method: "GET",
    path: "Leads",
    headers: {},
    ...call,
  };
  const prepared = { call: whole as ApiCall, options: {} as never, body: undefined };
  return dryRun(prepared, { resultFile: undefined, kept: "no" })["payload"];
}

test("a list without fields is shown as it stands, and says which are asked for when it is sent", () => {
  expect(shown({})).toMatchObject({
    url: "https://www.zohoapis.eu/crm/v8/Leads",
    addedWhenSent: { fields: "the first 50 fields of Leads, which are looked up then" },
  });
});

test.each<[string, Partial<ApiCall>]>([
  ["a list that names them", { query: new URLSearchParams({ fields: "Last_Name" }) }],
  ["a custom view", { path: "Leads?cvid=1" }],
  ["one record", { path: "Leads/554023000000527002" }],
  ["a list of a product that gives all", { product: "recruit", path: "Candidates" }],
  ["a write", { method: "POST" }],
])("nothing is added to %s", (_what, call) => {
  expect(shown(call)).not.toHaveProperty("addedWhenSent");
});
