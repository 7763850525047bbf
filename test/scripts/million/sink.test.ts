import { createRequire } from "node:module";
import { expect, test } from "vitest";

interface Sink {
  begin(order: Readonly<Record<string, number>>): void;
  take(payload: unknown, isLast: boolean): Readonly<Record<string, unknown>> | undefined;
  slowly(): Promise<void>;
}

const createSink = createRequire(import.meta.url)("../../../scripts/million/sink.js") as (
  apiCalls: () => Promise<number>,
) => Sink;

const ORDER = { records: 4, tickPages: 2, heapTicks: 1, delayMs: 1 };

function lead(number: number): { readonly id: string } {
  return { id: `4150868001${String(100_000 + number).padStart(9, "0")}` };
}

function begun(apiCalls = (): Promise<number> => Promise.resolve(0)): Sink {
  const sink = createSink(apiCalls);
  sink.begin(ORDER);
  return sink;
}

test("a record that comes twice, and one that nobody seeded, are noticed", () => {
  const sink = begun();
  expect(sink.take([lead(1), lead(2)], false)).toBeUndefined();
  expect(sink.take([lead(2), lead(3), lead(5), lead(0)], true)).toMatchObject({
    ...{ records: 6, messages: 2, doubled: 1, strange: 2, ends: 1, isLast: true },
  });
});

test("single records are counted like pages", () => {
  const sink = begun();
  sink.take(lead(4), false);
  expect(sink.take(lead(4), false)).toMatchObject({ records: 2, doubled: 1 });
});

test("calls while it works on a page are noticed", async () => {
  let calls = 7;
  const sink = begun(() => Promise.resolve(calls++));
  await sink.slowly();
  expect(sink.take([lead(1)], true)).toMatchObject({ ahead: 1 });
});
