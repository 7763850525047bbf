import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADDRESSES, type AddressCase, REDIRECTS } from "./corpora/addresses";
import { type Outcome, rowOf, sendMessage, usualAnswer } from "./support/flow-world";
import { expectNothingTold, expectOwnRow } from "./support/judge-wire";
import { anyAddress } from "./support/pieces-of-addresses";
import { EUROPE } from "./support/place";
import { anyOf, expectNamesOfTheirOwn, fixedCases } from "./support/run-inputs";
import { SharedFlow } from "./support/shared-flow";
import { type Said, type Sent, WireTap } from "./support/wire-tap";

let tap: WireTap;
let shared: SharedFlow;
beforeAll(async () => {
  tap = await WireTap.open(usualAnswer);
  shared = new SharedFlow(tap);
});
afterAll(async () => {
  await shared.close();
  await tap.close();
});

test("each address has a name of its own", () => {
  expectNamesOfTheirOwn([...ADDRESSES, ...REDIRECTS]);
});

function asking(path: string): { readonly zoho: object } {
  return { zoho: { path, method: "DELETE" } };
}

const REFUSALS = ["foreign_host", "invalid_path", "invalid_input"];

fixedCases("addresses", ADDRESSES, async ({ place, path, asks }: AddressCase) => {
  const outcome = await sendMessage(tap, asking(path), { place });
  expectOwnRow(outcome, rowOf(place));
  expectNothingTold(outcome.said);
  if (asks === undefined) {
    expect([outcome.connections, outcome.sent]).toEqual([[], []]);
    expect(REFUSALS).toContain(outcome.end.errors[0]?.code);
  } else expect(outcome.sent.map(({ lines }) => lines[0])).toEqual([`DELETE ${asks} HTTP/1.1`]);
});

/** Answers one request with a redirect, everything after it as usual. */
function redirecting(location: string, at: "accounts" | "product"): (sent: Sent) => Said {
  const origin = rowOf(EUROPE)[at];
  return (sent) => {
    if (sent.origin !== origin) return usualAnswer(sent);
    // What can't stand in a header does not come over the wire either.
    const headers = {
      location: location.replace(/[\r\n\0\x7f]/g, "").replace(/[^\x20-\xff]/gu, encodeURIComponent),
    };
    return { status: 307, headers, body: "" };
  };
}

function expectNotFollowed(outcome: Outcome, requests: number): void {
  expectOwnRow(outcome, rowOf(EUROPE));
  expectNothingTold(outcome.said);
  expect(outcome.sent).toHaveLength(requests);
  expect(outcome.end).toMatchObject({ results: [], errors: [{ class: "unreachable" }], done: 1 });
}

fixedCases("addresses", REDIRECTS, async ({ location }) => {
  const fromProduct = await sendMessage(tap, asking("Leads"), { answer: redirecting(location, "product") });
  expectNotFollowed(fromProduct, 1);
  const used = { token: "used up", answer: redirecting(location, "accounts") } as const;
  expectNotFollowed(await sendMessage(tap, asking("Leads"), used), 1);
});

anyOf("addresses", {
  what: "whatever stands where a path belongs, every byte goes to the connection's own host",
  values: fc.oneof(anyAddress(), fc.webUrl(), fc.string({ unit: "binary", maxLength: 60 })),
  judge: async (path) => {
    const outcome = await shared.send(asking(path));
    expectOwnRow(outcome, rowOf(EUROPE));
    expect(outcome.end.done).toBe(1);
    const [sent, ...others] = outcome.sent;
    expect(others).toEqual([]);
    if (sent === undefined) expect(REFUSALS).toContain(outcome.end.errors[0]?.code);
    else expect(sent.lines[0]).toMatch(/^DELETE \/crm\//);
  },
});
