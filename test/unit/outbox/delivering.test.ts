import { describe, expect, it } from "vitest";
import { bodyText } from "../support/body-text";
import { Deferred } from "../support/scripted-transport";
import { create, type Item, OutboxWorld, sentBy, takeAll, upsert, writeOf } from "../support/outbox-world";
import type { ApiAnswer } from "../../../src/api/api-call";

function reading(sensor: string, value: number): Item {
  return { Email: sensor, Value: value };
}

describe("a write that is kept", () => {
  it("is delivered at once, reported by what its message was known by, and gone", async () => {
    const world = new OutboxWorld();
    const kept = await world.queue.keep(upsert([reading("a", 1)]), { msgid: "m1", topic: "hall/3" });
    expect(kept).toEqual({ id: 1, lastId: 1, records: 1, depth: 1 });
    await world.settled();
    expect(world.sent).toEqual([[reading("a", 1)]]);
    const acceptedAt = new Date(world.clock.now()).toISOString();
    expect(world.delivered).toMatchObject([
      {
        written: [
          {
            index: 0,
            item: reading("a", 1),
            id: "1",
            outbox: { id: 1, acceptedAt, topic: "hall/3", _msgid: "m1" },
          },
        ],
        failed: [],
        unknown: [],
        state: { records: 0, entries: 0, lastDeliveryAt: acceptedAt },
      },
    ]);
    expect(world.delivered[0]?.error).toBeUndefined();
    expect(world.store.depth("node").entries).toBe(0);
  });

  it("goes in the background and as its queue, by the connection as it is now", async () => {
    const world = new OutboxWorld();
    const connection = { ...upsert([]).connection, generation: 7 };
    world.connections.set("acme", connection);
    await world.keep(upsert([reading("a", 1)], { origin: "other", priority: "interactive" }));
    expect(world.calls[0]).toMatchObject({
      origin: "node",
      priority: "background",
      records: 1,
      connection,
      org: "700001",
    });
  });

  it("keeps all digits of long numbers", async () => {
    const world = new OutboxWorld();
    const body = '{"data":[{"id":554023000000527002,"Owner":12345678901234567890}]}';
    await world.keep(writeOf("PUT", "Leads", undefined, { body }));
    expect(world.calls[0]?.body).toBe(body);
    expect(world.delivered[0]?.written[0]?.item).toEqual({
      id: "554023000000527002",
      Owner: "12345678901234567890",
    });
  });

  it("keeps query, headers and the rest of its envelope", async () => {
    const world = new OutboxWorld();
    const body = JSON.stringify({ data: [reading("a", 1)], trigger: ["workflow"] });
    const headers = { "content-type": "application/json", "x-external": "Leads.Device" };
    await world.keep(
      writeOf("POST", "Leads/upsert", undefined, {
        body,
        headers,
        query: new URLSearchParams("a=1&b=ü"),
        timeoutMs: 7_000,
      }),
    );
    const [call] = world.calls;
    expect(JSON.parse(bodyText(call?.body))).toEqual(JSON.parse(body));
    expect(call).toMatchObject({ headers, timeoutMs: 7_000 });
    expect(call?.query?.toString()).toBe("a=1&b=%C3%BC");
  });

  it("is one of many where a message holds more records than one call takes", async () => {
    const world = new OutboxWorld();
    const items = Array.from({ length: 250 }, (_, index) => reading(`s${index}`, index));
    const kept = await world.queue.keep(upsert(items), { items, msgid: "m1" });
    expect(kept).toMatchObject({ records: 250, depth: 250 });
    await world.settled();
    expect(world.sent.map((one) => one.length)).toEqual([100, 100, 50]);
    expect(world.sent.flat()).toEqual(items);
    const written = world.delivered.flatMap((report) => report.written);
    expect(written.map(({ index }) => index).sort((a, b) => a - b)).toEqual(items.map((_, index) => index));
  });

  it("is a DELETE, one record by its ID or an action as well", async () => {
    const world = new OutboxWorld();
    await world.keep(writeOf("PUT", "Leads/554023000000527002", { data: [{ City: "Ulm" }] }));
    await world.keep(writeOf("DELETE", "Leads/554023000000527002"));
    await world.keep(
      writeOf("DELETE", "Leads", undefined, {
        query: new URLSearchParams("ids=554023000000527003,554023000000527004"),
      }),
    );
    expect(world.calls.map(({ method, path, query }) => [method, path, query?.toString()])).toEqual([
      ["PUT", "Leads/554023000000527002", undefined],
      ["DELETE", "Leads/554023000000527002", undefined],
      ["DELETE", "Leads", "ids=554023000000527003%2C554023000000527004"],
    ]);
    expect(world.store.depth("node").entries).toBe(0);
  });
});

describe("writes of one kind", () => {
  it("go together, up to what one call takes, and each is told what became of it", async () => {
    const world = new OutboxWorld();
    await world.queue.pause();
    for (let index = 0; index < 230; index++)
      await world.queue.keep(upsert([{ ...reading(`s${index}`, index), bad: index === 5 }]), {
        msgid: `m${index}`,
      });
    await world.queue.resume();
    await world.settled();
    expect(world.sent.map((one) => one.length)).toEqual([100, 100, 30]);
    const [first] = world.delivered;
    expect(first?.failed).toMatchObject([
      { index: 0, outbox: { id: 6, _msgid: "m5" }, code: "INVALID_DATA" },
    ]);
    expect(first?.error).toMatchObject({
      code: "partly_written",
      cause: { details: { failedCount: 1, total: 100 } },
    });
    expect(world.delivered.flatMap(({ written }) => written)).toHaveLength(229);
  });

  it("do not go with those of another kind", async () => {
    const world = new OutboxWorld();
    await world.queue.pause();
    const body = JSON.stringify({ data: [reading("c", 1)], trigger: [] });
    await world.queue.keep(upsert([reading("a", 1)]));
    await world.queue.keep(upsert([reading("b", 1)], { path: "Contacts/upsert" }));
    await world.queue.keep(writeOf("POST", "Leads/upsert", undefined, { body }));
    await world.queue.keep(upsert([reading("d", 1)]));
    await world.queue.resume();
    await world.settled();
    expect(world.calls.map((call) => [call.path, sentBy(call).map(({ Email }) => Email)])).toEqual([
      ["Leads/upsert", ["a", "d"]],
      ["Contacts/upsert", ["b"]],
      ["Leads/upsert", ["c"]],
    ]);
  });

  it("wait for others until there are enough, or for so long", async () => {
    const world = new OutboxWorld({ collect: { records: 3, ms: 5_000 } });
    await world.keep(upsert([reading("a", 1)]));
    await world.pass(3_000);
    await world.keep(upsert([reading("b", 1)]));
    expect(world.calls).toHaveLength(0);
    await world.pass(2_000);
    expect(world.sent).toEqual([[reading("a", 1), reading("b", 1)]]);
    for (const sensor of ["a", "b", "c"]) await world.keep(upsert([reading(sensor, 2)]));
    expect(world.sent[1]).toHaveLength(3);
  });

  it("wait no longer where the queue is drained", async () => {
    const world = new OutboxWorld({ collect: { records: 100, ms: 3_600_000 } });
    await world.keep(upsert([reading("a", 1)]));
    const state = await world.queue.drain();
    expect(state).toMatchObject({ records: 0, entries: 0 });
    expect(world.sent).toEqual([[reading("a", 1)]]);
  });
});

describe("order", () => {
  it("is kept per key: a later value waits for the answer to the former", async () => {
    const world = new OutboxWorld();
    const answers: Deferred<ApiAnswer>[] = [];
    world.zoho = () => {
      const answer = new Deferred<ApiAnswer>();
      answers.push(answer);
      return answer.promise;
    };
    await world.keep(upsert([reading("a", 1)]));
    await world.keep(upsert([reading("a", 2)]));
    await world.keep(upsert([reading("b", 1)]));
    expect(world.sent).toEqual([[reading("a", 1)], [reading("b", 1)]]);
    const [call] = world.calls;
    if (call !== undefined) answers[0]?.resolve(takeAll(call));
    await world.settled();
    expect(world.sent[2]).toEqual([reading("a", 2)]);
  });

  it("waits until the former value is gone from the disk, so that a crash can't bring it back", async () => {
    const world = new OutboxWorld();
    const removal = new Deferred<undefined>();
    const remove = world.store.remove.bind(world.store);
    world.store.remove = async (queue, seqs) => {
      await removal.promise;
      await remove(queue, seqs);
    };
    await world.keep(upsert([reading("a", 1)]));
    await world.keep(upsert([reading("a", 2)]));
    expect(world.delivered).toHaveLength(1);
    expect(world.sent).toEqual([[reading("a", 1)]]);
    removal.resolve(undefined);
    await world.settled();
    expect(world.sent).toEqual([[reading("a", 1)], [reading("a", 2)]]);
  });

  it.each([
    [
      "the same record by its ID",
      writeOf("PUT", "Leads/554023000000527002", { data: [{ City: "Ulm" }] }),
      writeOf("DELETE", "Leads", undefined, { query: new URLSearchParams("ids=554023000000527002") }),
    ],
    [
      "the same record by an external ID",
      writeOf("PUT", "Leads", { data: [{ Device: "R-7" }] }, { headers: { "x-external": "Leads.Device" } }),
      writeOf("DELETE", "Leads/r-7", undefined, { headers: { "x-external": "Leads.Device" } }),
    ],
    [
      "the same path",
      writeOf("PUT", "settings/preferences", { a: 1 }, { product: "books", org: "1" }),
      writeOf("PUT", "settings/preferences", { a: 2 }, { product: "books", org: "1" }),
    ],
  ])("is kept across calls of different kinds: %s", async (_name, first, second) => {
    const world = new OutboxWorld();
    const answer = new Deferred<ApiAnswer>();
    world.zoho = () => answer.promise;
    await world.keep(first);
    await world.keep(second);
    expect(world.calls).toHaveLength(1);
    answer.resolve({
      status: 200,
      headers: {},
      body: { code: 0, data: [{ status: "success" }] },
      url: "",
      attempts: 1,
      waitedMs: 0,
    });
    await world.settled();
    expect(world.calls.map(({ method }) => method)).toEqual([first.method, second.method]);
  });

  it("is kept by the key of the flow's own", async () => {
    const world = new OutboxWorld();
    const answer = new Deferred<ApiAnswer>();
    world.zoho = () => answer.promise;
    await world.keep(create([reading("a", 1)]), { key: "sensor 1" });
    await world.keep(create([reading("a", 2)]), { key: "sensor 1" });
    await world.keep(create([reading("a", 3)]), { key: "sensor 2" });
    expect(world.sent).toEqual([[reading("a", 1)], [reading("a", 3)]]);
  });

  it("is kept for upserts of which nothing tells the record", async () => {
    const world = new OutboxWorld();
    const answer = new Deferred<ApiAnswer>();
    world.zoho = () => answer.promise;
    await world.queue.pause();
    await world.queue.keep(upsert([{ Value: 1 }]));
    await world.queue.keep(upsert([{ Value: 2 }]));
    await world.queue.resume();
    await world.settled();
    await world.keep(upsert([{ Value: 3 }]));
    expect(world.sent).toEqual([[{ Value: 1 }, { Value: 2 }]]);
  });
});
