import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MESSAGES } from "./corpora/messages";
import { ODD_VALUES, type OddValue } from "./corpora/odd-values";
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

test("each message has a name of its own", () => {
  expectNamesOfTheirOwn(MESSAGES);
});

const PROTOTYPES: readonly object[] = [Object, Array, Function, String, Number, Promise, Error].map(
  (one) => (one as { readonly prototype: object }).prototype,
);

/** Each property that every object has, with what is behind it. */
function inherited(): ReadonlyMap<string, PropertyDescriptor | undefined> {
  const properties = PROTOTYPES.flatMap((prototype, index) =>
    Reflect.ownKeys(prototype).map(
      (key) => [`${String(index)} ${String(key)}`, Reflect.getOwnPropertyDescriptor(prototype, key)] as const,
    ),
  );
  return new Map(properties);
}

const INHERITED = inherited();

/** The names of what has come, gone, or changed in the prototypes. */
function pollution(): readonly string[] {
  const now = inherited();
  return [...new Set([...now.keys(), ...INHERITED.keys()])].filter((name) => {
    const [one, other] = [now.get(name), INHERITED.get(name)];
    return one?.value !== other?.value || one?.get !== other?.get || one?.set !== other?.set;
  });
}

/** It ended once, by one of the two outputs, with an error of ours where it failed; and nobody was hurt. */
function expectEnded({ end, ...outcome }: Outcome): void {
  expectOwnRow(outcome, rowOf(EUROPE));
  expectNothingTold(outcome.said);
  expect(end.done).toBe(1);
  expect(end.results.length + end.errors.length).toBeGreaterThan(0);
  for (const { class: errorClass, reason, remedy } of end.errors)
    expect([typeof errorClass, reason.length > 0, remedy.length > 0]).toEqual(["string", true, true]);
  expect(pollution()).toEqual([]);
}

fixedCases("messages", MESSAGES, async ({ make }) => {
  expectEnded(await sendMessage(tap, make()));
});

const QUICK = ODD_VALUES.filter(({ what }) => !/thousand|million|megabyte/.test(what));

/** Made only when it is put into a message: there are values that fast-check can't hold either. */
const oddValues: fc.Arbitrary<OddValue> = fc.oneof(
  fc.constantFrom(...QUICK),
  fc
    .anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withTypedArray: true,
      withSparseArray: true,
    })
    .map((value) => ({ what: "anything", make: () => value })),
);
const requests: fc.Arbitrary<OddValue> = fc
  .record({
    method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
    path: fc.constantFrom("Leads", "Leads/1", "Leads/{{topic}}", "org"),
  })
  .map((zoho) => ({ what: "a request", make: () => zoho }));
const fields = fc.constantFrom(
  ...[
    "path",
    "method",
    "query",
    "headers",
    "bodyFormat",
    "maxTime",
    "paging",
    "org",
    "product",
    "action",
    "id",
  ],
);
const instructions: fc.Arbitrary<OddValue> = fc
  .dictionary(fields, oddValues, { maxKeys: 4 })
  .map((told) => ({ what: `told ${Object.keys(told).join()}`, make: () => made(told) }));

function made(values: Readonly<Record<string, OddValue>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, { make }]) => [name, make()]));
}

anyOf("messages", {
  what: "whatever a message holds, it ends once, by one output, and nothing else changes",
  values: fc.record(
    {
      zoho: fc.oneof({ weight: 3, arbitrary: requests }, instructions, oddValues),
      payload: oddValues,
      topic: oddValues,
      other: oddValues,
    },
    { requiredKeys: ["zoho"] },
  ),
  judge: async (values) => {
    expectEnded(await shared.send(made(values)));
  },
});
