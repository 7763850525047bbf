import { expect, test } from "vitest";
import { resultFacts } from "../../../nodes/zoho-request/result-facts";
import type { ApiAnswer, ApiCall } from "../../../src/api/api-call";
import type { ProductId } from "../../../src/zoho/products";

const CONNECTION = { name: "acme", environment: "Production", dataCenter: "eu", pins: { level: "unknown" } };

function creditsIn(product: ProductId, headers: ApiAnswer["headers"]): unknown {
  const call = { connection: CONNECTION, product, method: "GET", path: "x" } as ApiCall;
  const answer = { status: 200, headers, body: {}, url: "https://x/", attempts: 1, waitedMs: 0 };
  return resultFacts(call, answer, {})["creditsRemaining"];
}

test.each<[string, ProductId, ApiAnswer["headers"], unknown]>([
  ["CRM", "crm", { "x-api-credits-remaining": "4711" }, 4711],
  ["Recruit", "recruit", { "x-api-credits-remaining": "0" }, 0],
  ["Desk", "desk", { "x-rate-limit-remaining-v3": "49982.5" }, 49_982],
  ["Desk of another product's header", "desk", { "x-api-credits-remaining": "4711" }, undefined],
  ["a product that tells none", "books", { "x-rate-limit-remaining-v3": "7" }, undefined],
  ["what is no number", "crm", { "x-api-credits-remaining": "many" }, undefined],
])("the credits that %s says are left", (_what, product, headers, expected) => {
  expect(creditsIn(product, headers)).toBe(expected);
});
