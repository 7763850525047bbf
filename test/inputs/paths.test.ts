import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PATHS } from "./corpora/paths";
import { type Outcome, rowOf, sendMessage, usualAnswer } from "./support/flow-world";
import { expectNothingTold, expectOwnRow } from "./support/judge-wire";
import { anyAddress } from "./support/pieces-of-addresses";
import { EUROPE } from "./support/place";
import { anyOf, expectNamesOfTheirOwn, fixedCases } from "./support/run-inputs";
import { SharedFlow } from "./support/shared-flow";
import { WireTap } from "./support/wire-tap";

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

test("each path has a name of its own", () => {
  expectNamesOfTheirOwn(PATHS);
});

/** What is asked for, or the code of the refusal. */
function answerOf({ sent, end }: Outcome): readonly (string | undefined)[] {
  return sent.length > 0 ? sent.map(({ lines }) => lines[0]) : end.errors.map(({ code }) => code);
}

fixedCases("paths", PATHS, async ({ zoho, more, expected }) => {
  const outcome = await sendMessage(tap, { ...more, zoho: { method: "DELETE", ...zoho } });
  expectOwnRow(outcome, rowOf(EUROPE));
  expectNothingTold(outcome.said);
  expect(outcome.end.done).toBe(1);
  if ("asks" in expected) expect(answerOf(outcome)).toEqual([`DELETE ${expected.asks} HTTP/1.1`]);
  else {
    expect(expected.refused).toContain(answerOf(outcome).join());
    expect(outcome.connections).toEqual([]);
  }
});

anyOf("paths", {
  what: "whatever is filled into a path stays one segment of it",
  values: fc.oneof(anyAddress(), fc.string({ unit: "binary", maxLength: 40 }), fc.double(), fc.bigInt()),
  judge: async (topic) => {
    const outcome = await shared.send({ topic, zoho: { method: "DELETE", path: "Leads/{{topic}}/Notes" } });
    expectOwnRow(outcome, rowOf(EUROPE));
    const [answer = "", ...others] = answerOf(outcome);
    expect(others).toEqual([]);
    if (outcome.sent.length === 0) expect(["invalid_input", "invalid_path"]).toContain(answer);
    else expect(answer).toMatch(/^DELETE \/crm\/v8\/Leads\/[^/?#\\\s]+\/Notes HTTP\/1\.1$/);
  },
});

anyOf("paths", {
  what: "whatever a query holds, nothing is asked for but the path with it",
  values: fc.dictionary(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.string({ unit: "binary", maxLength: 20 }),
  ),
  judge: async (query) => {
    const outcome = await shared.send({ zoho: { method: "DELETE", path: "Leads", query } });
    expectOwnRow(outcome, rowOf(EUROPE));
    expect(outcome.sent).toHaveLength(1);
    const [, target = ""] = outcome.sent[0]?.lines[0]?.split(" ") ?? [];
    const asked = new URL(target, "https://x.example");
    expect(asked.pathname).toBe("/crm/v8/Leads");
    const kept = Object.entries(query).filter(([, value]) => value !== "");
    expect([...asked.searchParams]).toEqual(
      kept.map((pair) => pair.map((text) => Buffer.from(text).toString())),
    );
  },
});
