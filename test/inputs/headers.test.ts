import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CANARY } from "../unit/support/secrets";
import { HEADERS } from "./corpora/headers";
import { type Outcome, rowOf, sendMessage, usualAnswer } from "./support/flow-world";
import { expectNothingTold, expectOwnRow } from "./support/judge-wire";
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

test("each case has a name of its own", () => {
  expectNamesOfTheirOwn(HEADERS);
});

/** What the node sends by itself, with the lines of a flow among them. */
function linesWith(added: readonly string[]): readonly string[] {
  const own = [
    "host: www.zohoapis.eu",
    "connection: keep-alive",
    `authorization: Zoho-oauthtoken ${CANARY.accessToken}`,
  ];
  const accept = added.some((line) => line.startsWith("accept:")) ? [] : ["accept: application/json"];
  return [...own, ...accept, ...added].toSorted();
}

/** Exactly these header lines are on the wire, of one request; or nothing, and the flow is told what is wrong. */
function expectLines(outcome: Outcome, expected: readonly string[] | "refused"): void {
  expectOwnRow(outcome, rowOf(EUROPE));
  expectNothingTold(outcome.said);
  expect(outcome.end.done).toBe(1);
  if (expected === "refused") {
    expect([outcome.connections, outcome.sent]).toEqual([[], []]);
    expect(outcome.end.errors).toMatchObject([{ code: "invalid_input", class: "rejected" }]);
    return;
  }
  expect(outcome.end.errors).toEqual([]);
  const [sent, ...others] = outcome.sent;
  expect(others).toEqual([]);
  const [requestLine, ...lines] = sent?.lines ?? [];
  expect(requestLine).toBe("DELETE /crm/v8/Leads HTTP/1.1");
  expect(lines.toSorted()).toEqual(linesWith(expected));
  expect(sent?.body).toBe("");
}

fixedCases("headers", HEADERS, async ({ headers, expected }) => {
  expectLines(await sendMessage(tap, { zoho: { method: "DELETE", path: "Leads", headers } }), expected);
});

const ROWS = [
  ["a value filled in", "1", ["x-a: 1"]],
  ["a line break filled in", "1\r\nX-Evil: 1", "refused"],
  ["a letter beyond latin-1 filled in", "\u65e5", "refused"],
  ["nothing to fill in", undefined, "refused"],
  ["an object to fill in", {}, "refused"],
] as const;

fixedCases(
  "headers",
  ROWS.map(([what, topic, expected]) => ({ what: `in the dialog: ${what}`, topic, expected })),
  async ({ topic, expected }) => {
    const properties = { headers: [{ name: "X-A", value: "{{topic}}", type: "str" as const }] };
    const msg = { topic, zoho: { method: "DELETE", path: "Leads" } };
    expectLines(await sendMessage(tap, msg, { properties }), expected);
  },
);

const names = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.stringMatching(/^[A-Za-z-]{1,12}$/),
  fc.constantFrom("Authorization", "Host", "x-a", "X-A", "Cookie", "Accept", "__proto__", "te"),
);
const values = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc
    .array(fc.constantFrom("\r", "\n", "\r\n", "a", ": ", "\0", "\t", " ", "\u00ff", "\u010a"), {
      maxLength: 8,
    })
    .map((some) => some.join("")),
  fc.double(),
  fc.boolean(),
);

/** The lines of what can be sent: the last of two names that differ in case counts. */
function written(headers: ReadonlyMap<string, unknown>): readonly string[] {
  const lines = new Map([...headers].map(([name, value]) => [name.toLowerCase(), String(value)]));
  return [...lines].map(([name, value]) => `${name}: ${value}`);
}

anyOf("headers", {
  what: "whatever a flow wants sent, it leaves line for line or not at all",
  values: fc.array(fc.tuple(names, values), { maxLength: 5 }),
  judge: async (pairs) => {
    const headers = new Map(pairs);
    const outcome = await shared.send({
      zoho: { method: "DELETE", path: "Leads", headers: Object.fromEntries(headers) },
    });
    expectLines(outcome, outcome.sent.length === 0 ? "refused" : written(headers));
  },
});
