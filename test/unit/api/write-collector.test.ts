import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApiAnswer, ApiCall } from "../../../src/api/api-call";
import type { Collected } from "../../../src/api/writes/collected-batch";
import { collectableWrite, type EnvelopeWrite } from "../../../src/api/writes/record-write";
import { requestBody } from "../../../src/api/body/request-body";
import { type CollectUntil, WriteCollector } from "../../../src/api/writes/write-collector";
import { ZohoError } from "../../../src/errors/zoho-error";
import type { Connection } from "../../../src/vault/connection";
import { expectCode } from "../support/expect-zoho-error";
import { HeldClock, settled } from "../support/held-clock";
import { Deferred } from "../support/scripted-transport";
import { bodyText } from "../support/body-text";

const CONNECTION = { id: "acme", name: "acme" } as Connection;
const TEN: CollectUntil = { records: 10, ms: 5_000 };

function writeOf(value: unknown, more: Partial<ApiCall> = {}): EnvelopeWrite {
  const base = { connection: CONNECTION, product: "crm", method: "POST", path: "Leads/upsert" } as const;
  const call = { ...base, ...more };
  const body = requestBody(value, { product: call.product, path: call.path, workflows: "all" });
  const given = { call: { ...call, body: body?.content ?? "" }, items: body?.items };
  const write = collectableWrite(given);
  if (write === undefined) throw new Error("it goes by itself");
  return write;
}

function reading(key: string, celsius: number): Record<string, unknown> {
  return { Email: key, Celsius: celsius };
}

type Item = Readonly<Record<string, unknown>>;

function sentBy(call: ApiCall): Item[] {
  return (JSON.parse(bodyText(call.body)) as { data: Item[] }).data;
}

function answerTo(call: ApiCall): ApiAnswer {
  const data = sentBy(call).map((item) =>
    item["bad"] === true
      ? { code: "INVALID_DATA", status: "error", message: "invalid data", details: { api_name: "bad" } }
      : { code: "SUCCESS", status: "success", action: "update", details: { id: JSON.stringify(item) } },
  );
  return { status: 200, headers: {}, body: { data }, url: "https://x", attempts: 1, waitedMs: 0 };
}

interface World {
  readonly clock: HeldClock;
  readonly collector: WriteCollector;
  readonly calls: ApiCall[];
}

function world(zoho: (call: ApiCall) => ApiAnswer | Promise<ApiAnswer> = answerTo, maxHeld?: number): World {
  const clock = new HeldClock();
  const calls: ApiCall[] = [];
  const call = async (one: ApiCall): Promise<ApiAnswer> => {
    calls.push(one);
    return zoho(one);
  };
  const collector = new WriteCollector({
    caller: { call },
    clock,
    ...(maxHeld !== undefined && { maxHeld }),
  });
  return { clock, collector, calls };
}

/** The ID that a message got for its one record: what was sent for it. */
function idOf({ result }: Collected): unknown {
  return JSON.parse(result.written[0]?.id ?? "null");
}

describe("readings that arrive one by one", () => {
  it("are one write when there are enough, each with an answer of its own", async () => {
    const { collector, calls } = world();
    const readings = Array.from({ length: 10 }, (_, index) => reading(`s${String(index)}`, index));
    const outcomes = await Promise.all(readings.map((one) => collector.write(writeOf(one), TEN)));
    expect(calls.map(sentBy)).toEqual([readings]);
    expect(outcomes.map(idOf)).toEqual(readings);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ collected: 10, calls: 1 });
  });

  it("wait so long for others and no longer", async () => {
    const { collector, calls, clock } = world();
    const first = collector.write(writeOf(reading("a", 1)), TEN);
    await clock.pass(4_000);
    const second = collector.write(writeOf(reading("b", 2)), TEN);
    await clock.pass(999);
    expect(calls).toEqual([]);
    await clock.pass(1);
    expect((await first).collected).toBe(2);
    expect(idOf(await second)).toEqual(reading("b", 2));
  });

  it("go on collecting while others are in the air, and the next time begins anew", async () => {
    const gate = new Deferred<void>();
    const { collector, calls, clock } = world(async (call) => {
      await gate.promise;
      return answerTo(call);
    });
    const first = collector.write(writeOf(reading("a", 1)), TEN);
    await clock.pass(5_000);
    const second = collector.write(writeOf(reading("b", 2)), TEN);
    await clock.pass(5_000);
    expect(calls.map(sentBy)).toEqual([[reading("a", 1)], [reading("b", 2)]]);
    gate.resolve(undefined);
    expect((await Promise.all([first, second])).map(({ collected }) => collected)).toEqual([1, 1]);
  });

  it("of several records get the lists of their own, counted from 0", async () => {
    const { collector, clock } = world();
    const one = collector.write(writeOf(reading("a", 1)), TEN);
    const several = collector.write(writeOf([reading("b", 2), { bad: true }, reading("c", 3)]), TEN);
    await clock.pass(5_000);
    expect((await one).result.written).toHaveLength(1);
    const { result, error, collected } = await several;
    expect(result.written.map(({ index, item }) => [index, item])).toEqual([
      [0, reading("b", 2)],
      [2, reading("c", 3)],
    ]);
    expect(result.failed).toMatchObject([{ index: 1, item: { bad: true } }]);
    expect(error?.cause).toMatchObject({ code: "partly_written", details: { failedCount: 1, total: 3 } });
    expect(collected).toBe(4);
  });

  it("go apart where anything but the record differs", async () => {
    const { collector, calls, clock } = world();
    const odd: Partial<ApiCall>[] = [
      {},
      { path: "Contacts/upsert" },
      { method: "PUT", path: "Leads" },
      { product: "bigin" },
      { connection: { ...CONNECTION, id: "other" } },
      { org: "7" },
      { headers: { "x-mine": "1" } },
      { query: new URLSearchParams({ a: "1" }) },
    ];
    const all = odd.map((more) => collector.write(writeOf(reading("a", 1), more), TEN));
    all.push(collector.write(writeOf({ data: [reading("a", 1)], trigger: [] }), TEN));
    await clock.pass(5_000);
    await Promise.all(all);
    expect(calls).toHaveLength(odd.length + 1);
  });

  it("keep what is no record, a read, or one record by its ID out", () => {
    const base = { connection: CONNECTION, product: "crm" } as const;
    const body = '{"data":[{}]}';
    for (const call of [
      { ...base, method: "PUT", path: "Leads/554023000000527002", body },
      { ...base, method: "POST", path: "settings/tags", body },
      { ...base, method: "GET", path: "Leads" },
      { ...base, method: "DELETE", path: "Leads?ids=1" },
      { ...base, product: "desk" as const, method: "POST", path: "tickets", body },
      { ...base, method: "POST", path: "Leads", body: Buffer.from("x") },
    ])
      expect(collectableWrite({ call })).toBeUndefined();
  });
});

describe("two readings of the same record", () => {
  it("never go in one write: the later waits for the former and is written last", async () => {
    const gates: Deferred<void>[] = [];
    const { collector, calls, clock } = world(async (call) => {
      const gate = new Deferred<void>();
      gates.push(gate);
      await gate.promise;
      return answerTo(call);
    });
    const all = [reading("a", 1), reading("b", 1), reading("A", 2), reading("a", 3)].map((one) =>
      collector.write(writeOf(one), TEN),
    );
    await clock.pass(5_000);
    expect(calls.map(sentBy)).toEqual([[reading("a", 1), reading("b", 1)]]);
    gates[0]?.resolve(undefined);
    await settled();
    expect(calls.map(sentBy).at(-1)).toEqual([reading("A", 2)]);
    gates[1]?.resolve(undefined);
    await settled();
    gates[2]?.resolve(undefined);
    expect((await Promise.all(all)).map((outcome) => (idOf(outcome) as Item)["Celsius"])).toEqual([
      1, 1, 2, 3,
    ]);
  });
});

describe("where a write of many messages does not go well", () => {
  it("each has its own error", async () => {
    const { collector, clock } = world(() => {
      throw new ZohoError("api_limit", { retryAt: 0 });
    });
    const all = [1, 2].map((n) => collector.write(writeOf(reading(`s${String(n)}`, n)), TEN));
    const ends = Promise.allSettled(all);
    await clock.pass(5_000);
    const errors = (await ends).map((end) =>
      end.status === "rejected" ? (end.reason as unknown) : undefined,
    );
    expect(errors[0]).toMatchObject({ code: "api_limit" });
    expect(errors[0]).not.toBe(errors[1]);
  });

  it("what is not sent when the node closes ends as cancelled, and nothing is sent", async () => {
    const { collector, calls, clock } = world();
    const closing = new AbortController();
    const all = [1, 2].map((n) =>
      collector.write(writeOf(reading(`s${String(n)}`, n), { signal: closing.signal }), TEN),
    );
    closing.abort();
    for (const one of all) await expectCode(one, "cancelled");
    await clock.pass(60_000);
    expect(calls).toEqual([]);
    await expectCode(collector.write(writeOf(reading("a", 1), { signal: closing.signal }), TEN), "cancelled");
  });

  it("one message can be cancelled, and the others go", async () => {
    const { collector, calls, clock } = world();
    const cancel = new AbortController();
    const gone = collector.write(writeOf(reading("a", 1), { signal: cancel.signal }), TEN);
    const stays = collector.write(writeOf(reading("b", 2)), TEN);
    cancel.abort();
    await expectCode(gone, "cancelled");
    await clock.pass(5_000);
    expect((await stays).collected).toBe(1);
    expect(calls.map(sentBy)).toEqual([[reading("b", 2)]]);
  });

  it("a write in the air is called back when nobody waits for any of it", async () => {
    const { collector, calls, clock } = world((call) => {
      return new Promise((_resolve, reject) => {
        call.signal?.addEventListener("abort", () => {
          reject(new ZohoError("write_unknown"));
        });
      });
    });
    const ends = [new AbortController(), new AbortController()];
    const all = ends.map(({ signal }, n) =>
      collector.write(writeOf(reading(`s${String(n)}`, n), { signal }), TEN),
    );
    await clock.pass(5_000);
    ends[0]?.abort();
    await settled();
    expect(calls[0]?.signal?.aborted).toBe(false);
    ends[1]?.abort();
    for (const one of all) await expectCode(one, "write_unknown");
  });

  it("no more are held than allowed, and there is room again afterwards", async () => {
    const { collector, clock } = world(answerTo, 3);
    const held = [1, 2, 3].map((n) => collector.write(writeOf(reading(`s${String(n)}`, n)), TEN));
    await expectCode(collector.write(writeOf(reading("s4", 4)), TEN), "queue_full");
    await clock.pass(5_000);
    await Promise.all(held);
    const after = collector.write(writeOf(reading("s5", 5)), TEN);
    await clock.pass(5_000);
    expect(idOf(await after)).toEqual(reading("s5", 5));
  });
});

describe("whatever comes when", () => {
  it("every reading is written once, in the order of its record, and told so", async () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ key: fc.constantFrom("a", "b", "c", "d", "e") }) },
      { weight: 1, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 6_000 }) }) },
      { weight: 1, arbitrary: fc.record({ cancel: fc.nat({ max: 30 }) }) },
    );
    const plan = fc.record({
      steps: fc.array(step, { maxLength: 40 }),
      records: fc.integer({ min: 2, max: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ steps, records }) => {
        const { collector, calls, clock } = world(async (call) => {
          await settled();
          return answerTo(call);
        });
        const sent: {
          readonly item: Item;
          readonly cancel: AbortController;
          readonly end: Promise<unknown>;
        }[] = [];
        for (const one of steps) {
          if ("pass" in one) await clock.pass(one.pass);
          else if ("cancel" in one) sent[one.cancel]?.cancel.abort();
          else {
            const item = reading(one.key, sent.length);
            const cancel = new AbortController();
            const write = collector.write(writeOf(item, { signal: cancel.signal }), { records, ms: 5_000 });
            sent.push({ item, cancel, end: write.then(idOf, (error: unknown) => (error as ZohoError).code) });
          }
        }
        for (let turn = 0; turn < 10; turn++) await clock.pass(5_000);
        const written = calls.flatMap(sentBy);
        for (const { item, end, cancel } of sent) {
          const outcome = await end;
          if (outcome === "cancelled") expect(cancel.signal.aborted).toBe(true);
          else expect(outcome).toEqual(item);
          const times = written.filter((other) => other["Celsius"] === item["Celsius"]).length;
          expect(times).toBe(outcome === "cancelled" ? 0 : 1);
        }
        for (const key of ["a", "b", "c", "d", "e"]) {
          const values = written.filter((one) => one["Email"] === key).map((one) => Number(one["Celsius"]));
          expect(values).toEqual([...values].sort((a, b) => a - b));
        }
        for (const call of calls) {
          const keys = sentBy(call).map((one) => one["Email"]);
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});
