import { describe, expect, it } from "vitest";
import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { connection, create, offline, OutboxWorld, takeAll, upsert, writeOf } from "../support/outbox-world";
import type { ApiCall } from "../../../src/api/api-call";
import { expectCode } from "../support/expect-zoho-error";

describe("what can't be kept", () => {
  const notKeepable: readonly (readonly [string, ApiCall])[] = [
    ["a read", writeOf("GET", "Leads")],
    ["a query", writeOf("POST", "coql", { select_query: "select id from Leads" })],
    ["a Buffer", writeOf("POST", "Leads", undefined, { body: Buffer.from("{}") })],
    [
      "a stream",
      writeOf("POST", "Leads", undefined, {
        body: { bytes: 1, sending: "once", open: () => Readable.from("x") },
      }),
    ],
  ];
  it.each(notKeepable)("%s", async (_name, call) => {
    const world = new OutboxWorld();
    await expectCode(world.queue.keep(call), "not_keepable");
    expect(world.store.depth("node").entries).toBe(0);
  });

  it.each(["Authorization", "cookie", "Proxy-Authorization"])("a call with the header %s", async (name) => {
    const world = new OutboxWorld();
    await expectCode(
      world.queue.keep(upsert([{ Email: "a" }], { headers: { [name]: "Zoho-oauthtoken 1000.abc" } })),
      "invalid_input",
    );
    expect(world.store.depth("node").entries).toBe(0);
  });

  it("a call to an org that the connection does not reach", async () => {
    const world = new OutboxWorld();
    await expectCode(world.queue.keep(upsert([{ Email: "a" }], { org: "700999" })), "wrong_org");
  });
});

describe("a queue that is full", () => {
  it("of records says so, with its limit, and takes more when there is room", async () => {
    const world = new OutboxWorld({ maxRecords: 3 });
    world.zoho = offline;
    const items = [{ Email: "a" }, { Email: "b" }, { Email: "c" }];
    await world.queue.keep(upsert(items), { items });
    const error = await expectCode(world.queue.keep(upsert([{ Email: "d" }])), "outbox_full");
    expect(error.cause).toMatchObject({
      class: "rate_limited",
      details: { what: "records", held: 3, limit: 3 },
    });
    world.zoho = takeAll;
    await world.pass(60_000);
    await world.queue.keep(upsert([{ Email: "d" }]));
  });

  it("of bytes says so", async () => {
    const world = new OutboxWorld({ maxBytes: 1_000 });
    const error = await expectCode(world.queue.keep(upsert([{ Email: "x".repeat(1_000) }])), "outbox_full");
    expect(error.cause.details).toMatchObject({ what: "bytes", held: 0, limit: 1_000 });
  });

  it("counts what is being written", async () => {
    const world = new OutboxWorld({ maxRecords: 5 });
    world.zoho = offline;
    const append = world.store.append.bind(world.store);
    world.store.append = async (queue, entries) => {
      await nextTurn();
      return append(queue, entries);
    };
    const keeps = Array.from({ length: 9 }, (_, index) => world.queue.keep(upsert([{ Email: `s${index}` }])));
    const outcomes = await Promise.allSettled(keeps);
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array<string>(5).fill("fulfilled"),
      ...Array<string>(4).fill("rejected"),
    ]);
  });
});

describe("what waits too long", () => {
  it("is reported with its items, and not delivered, in pauses and behind what is held as well", async () => {
    const world = new OutboxWorld({ maxAgeMs: 3_600_000 });
    world.zoho = offline;
    await world.queue.keep(upsert([{ Email: "a", Value: 1 }]), { msgid: "m1" });
    await world.pass(1_800_000);
    await world.queue.keep(create([{ Email: "b", Value: 2 }]));
    await world.pass(1_810_000);
    const expired = world.reports.filter((report) => report.event === "expired");
    expect(expired).toMatchObject([
      {
        items: [{ index: 0, item: { Value: 1 }, outbox: { id: 1, _msgid: "m1" } }],
        error: { code: "outbox_expired" },
        state: { records: 1 },
      },
    ]);
    await world.queue.pause();
    await world.pass(1_810_000);
    expect(world.reports.filter((report) => report.event === "expired")).toHaveLength(2);
    world.zoho = takeAll;
    await world.queue.resume();
    await world.pass(3_600_000);
    expect(world.reported("written", "Value")).toEqual([]);
    expect(world.store.depth("node").entries).toBe(0);
  });

  it("is not what was kept before the clock was set", async () => {
    const world = new OutboxWorld({ maxAgeMs: 3_600_000 });
    world.zoho = offline;
    world.clock.jumpWall(Date.parse("1970-01-02") - world.clock.now());
    await world.keep(upsert([{ Email: "a", Value: 1 }]));
    world.clock.jumpWall(Date.parse("2026-05-01") - world.clock.now());
    await world.pass(7_200_000);
    world.zoho = takeAll;
    await world.pass(60_000);
    expect(world.reported("written", "Value")).toEqual([1]);
  });
});

describe("a pause", () => {
  it("lasts over a restart, with what is known of the last delivery", async () => {
    const world = new OutboxWorld();
    await world.keep(upsert([{ Email: "a", Value: 1 }]));
    const lastDeliveryAt = new Date(world.clock.now()).toISOString();
    await world.pass(5_000);
    await world.queue.pause();
    await world.kill();
    await world.keep(upsert([{ Email: "a", Value: 2 }]));
    expect(world.calls).toHaveLength(1);
    expect(world.queue.state()).toMatchObject({ paused: true, lastDeliveryAt, records: 1 });
    expect(await world.queue.drain()).toMatchObject({ paused: true, records: 1 });
    await world.queue.resume();
    await world.settled();
    expect(world.calls).toHaveLength(2);
    await world.kill();
    expect(world.queue.state().paused).toBe(false);
  });
});

describe("drain", () => {
  it("tries at once what waits for another try, and ends with its signal", async () => {
    const world = new OutboxWorld();
    world.zoho = offline;
    await world.keep(upsert([{ Email: "a", Value: 1 }]));
    const tried = world.calls.length;
    const given = new AbortController();
    const drained = world.queue.drain(given.signal);
    await world.settled();
    expect(world.calls.length).toBeGreaterThan(tried);
    given.abort();
    expect(await drained).toMatchObject({ records: 1, held: { code: "network" } });
    expect(await new OutboxWorld().queue.drain()).toMatchObject({ records: 0 });
  });
});

describe("what is exported", () => {
  it("is everything in its order, ready to be sent again", async () => {
    const world = new OutboxWorld();
    await world.queue.pause();
    const call = upsert([{ Email: "a" }], { query: new URLSearchParams("x=1") });
    await world.queue.keep(call, { msgid: "m1", topic: "t", key: "k" });
    for (let index = 0; index < 450; index++) await world.queue.keep(create([{ Email: "b", Value: index }]));
    const exported = [];
    for await (const entry of world.queue.exported()) exported.push(entry);
    expect(exported).toHaveLength(451);
    expect(exported[0]).toEqual({
      outbox: { id: 1, acceptedAt: new Date(world.clock.now()).toISOString(), topic: "t", _msgid: "m1" },
      sent: "no",
      realm: "zoho",
      connection: "acme",
      org: "700001",
      product: "crm",
      method: "POST",
      path: "Leads/upsert",
      query: { x: "1" },
      headers: { "content-type": "application/json" },
      key: "k",
      items: [{ Email: "a" }],
      body: '{"data":[{"Email":"a"}]}',
    });
    expect(exported.slice(1).map(({ items }) => items)).toEqual(
      Array.from({ length: 450 }, (_, Value) => [{ Email: "b", Value }]),
    );
    expect(world.store.depth("node").entries).toBe(451);
  });
});

describe("closing", () => {
  it("takes less than a second with calls in the air: an upsert is delivered again, a create is reported as unknown", async () => {
    const world = new OutboxWorld();
    world.zoho = (call) =>
      new Promise((_resolve, reject) => {
        call.signal?.addEventListener("abort", () => {
          const isCreate = call.path === "Leads";
          reject(isCreate ? new Error("write_unknown") : (call.signal?.reason as Error));
        });
      });
    await world.keep(upsert([{ Email: "a", Value: 1 }]));
    await world.keep(create([{ Email: "b", Value: 2 }]));
    expect(world.calls).toHaveLength(2);
    const closing = world.outbox.close();
    await world.pass(1_000);
    await closing;
    expect(world.delivered).toHaveLength(0);
    world.zoho = takeAll;
    await world.kill();
    await world.settled();
    expect(world.reported("unknown", "Value")).toEqual([2]);
    expect(world.reported("written", "Value")).toEqual([1]);
  });

  it("lets what is answered in time count", async () => {
    const world = new OutboxWorld();
    world.zoho = async (call) => {
      await world.clock.sleep(300);
      return takeAll(call);
    };
    await world.keep(create([{ Email: "b", Value: 2 }]));
    const closing = world.outbox.close();
    await world.pass(1_000);
    await closing;
    expect(world.reported("written", "Value")).toEqual([2]);
    expect(world.store.depth("node").entries).toBe(0);
    await expectCode(world.queue.keep(upsert([{ Email: "a" }])), "cancelled");
  });

  it("hands the queue over to the next one of its name", async () => {
    const world = new OutboxWorld();
    world.zoho = () => new Promise(() => undefined);
    await world.keep(upsert([{ Email: "a", Value: 1 }]));
    const closing = world.queue.close();
    const reports: unknown[] = [];
    world.zoho = takeAll;
    world.outbox.queue("node", { maxRecords: 9, maxBytes: 9_999, maxAgeMs: 9_999_999 }, (report) =>
      reports.push(report),
    );
    await world.settled();
    expect(world.calls).toHaveLength(1);
    await world.pass(1_000);
    await closing;
    await world.settled();
    expect(world.calls).toHaveLength(2);
    expect(reports).toContainEqual(expect.objectContaining({ event: "delivered" }));
  });
});

describe("queues on disk that nobody has opened", () => {
  it("are told with what they hold", async () => {
    const world = new OutboxWorld();
    await world.store.append("gone", [{ text: "{}", records: 3, acceptedAt: world.clock.now() }]);
    expect(await world.outbox.orphans()).toEqual([
      { queue: "gone", records: 3, oldestAt: new Date(world.clock.now()).toISOString() },
    ]);
  });
});

describe("an entry that can't be read", () => {
  it("is reported with its text, and holds up nobody", async () => {
    const world = new OutboxWorld();
    await world.store.append("node", [{ text: '{"v":99}', records: 1, acceptedAt: world.clock.now() }]);
    await world.keep(upsert([{ Email: "a", Value: 1 }], { connection: connection() }));
    expect(world.delivered.flatMap(({ failed }) => failed)).toMatchObject([
      { item: '{"v":99}', code: "outbox_unreadable", outbox: { id: 1 } },
    ]);
    expect(world.reported("written", "Value")).toEqual([1]);
    expect(world.store.depth("node").entries).toBe(0);
  });
});
