import { describe, expect, it } from "vitest";
import { ZohoError } from "../../../src/errors/zoho-error";
import {
  connection,
  create,
  type Item,
  offline,
  OutboxWorld,
  sentBy,
  takeAll,
  upsert,
  writeOf,
} from "../support/outbox-world";

function readings(count: number): Item[] {
  return Array.from({ length: count }, (_, index) => ({ Email: `s${index}`, Value: index }));
}

async function keepAll(world: OutboxWorld, items: readonly Item[], make = upsert): Promise<void> {
  for (const item of items) await world.queue.keep(make([item]));
  await world.settled();
}

describe("without a network", () => {
  it("everything is held and said once; the first call that gets through lets all others follow", async () => {
    const world = new OutboxWorld();
    world.zoho = offline;
    await keepAll(world, readings(250));
    const tried = world.calls.length;
    expect(tried).toBeLessThanOrEqual(4);
    expect(world.states.filter(({ held }) => held !== undefined)).toMatchObject([
      { held: { code: "network" }, heldConnections: ["acme"], records: expect.any(Number) as number },
    ]);
    await world.pass(300_000);
    // After half of 1, 2, 4 … 60 seconds, which is the shortest that chance makes of them.
    expect(world.calls.length - tried).toBe(14);
    world.zoho = takeAll;
    const before = world.calls.length;
    await world.pass(60_000);
    expect(world.calls.slice(before).map((call) => sentBy(call).length)).toEqual([100, 100, 50]);
    expect(world.reported("written", "Value")).toHaveLength(250);
    expect(world.states.at(-1)).toMatchObject({ records: 0, heldConnections: [] });
    expect(world.states.at(-1)?.held).toBeUndefined();
  });

  it("a create that was never sent is sent when there is one", async () => {
    const world = new OutboxWorld();
    world.zoho = offline;
    await keepAll(world, readings(3), create);
    expect((await world.store.read("node", 0, 9)).map(({ marked }) => marked)).toEqual([false, false, false]);
    await world.kill();
    world.zoho = takeAll;
    await world.pass(60_000);
    expect(world.reported("written", "Value")).toEqual([0, 1, 2]);
    expect(world.reported("unknown", "Value")).toEqual([]);
  });

  it("an upsert whose answer is lost is sent again, before anything newer of its key", async () => {
    const world = new OutboxWorld();
    world.zoho = () => {
      throw new ZohoError("timeout", { details: { host: "x", seconds: 60 } });
    };
    await keepAll(world, [
      { Email: "a", Value: 1 },
      { Email: "a", Value: 2 },
    ]);
    world.zoho = takeAll;
    await world.pass(60_000);
    expect(world.sent.map(([item]) => item?.["Value"])).toEqual([1, 1, 2]);
  });

  it("waits as long as Zoho says", async () => {
    const world = new OutboxWorld();
    world.zoho = () => {
      throw new ZohoError("api_limit", { retryAt: world.clock.now() + 900_000, retryAfterMs: 900_000 });
    };
    await keepAll(world, readings(1));
    expect(world.queue.state()).toMatchObject({
      held: { code: "api_limit" },
      retryAt: new Date(world.clock.now() + 900_000).toISOString(),
    });
    world.zoho = takeAll;
    await world.pass(899_000);
    expect(world.calls).toHaveLength(1);
    await world.pass(1_000);
    expect(world.calls).toHaveLength(2);
  });
});

describe("a create whose answer is lost", () => {
  const lost = (): never => {
    throw new ZohoError("write_unknown", { details: { problem: "ECONNRESET" } });
  };

  it("is reported as unknown and never sent again; the next ones are risked one by one", async () => {
    const world = new OutboxWorld();
    await world.queue.pause();
    await keepAll(world, readings(3), create);
    world.zoho = lost;
    await world.queue.resume();
    await world.settled();
    expect(world.reported("unknown", "Value")).toEqual([0, 1, 2]);
    expect(world.delivered[0]?.error).toMatchObject({ code: "write_unknown" });
    await keepAll(world, readings(3), create);
    await world.pass(1_000);
    expect(world.sent.map((one) => one.length)).toEqual([3, 1]);
    world.zoho = takeAll;
    await world.pass(60_000);
    expect(world.reported("written", "Value")).toEqual([1, 2]);
    expect(world.store.depth("node").entries).toBe(0);
  });

  it("because the process was killed is reported by the next one", async () => {
    const world = new OutboxWorld();
    world.zoho = () => new Promise(() => undefined);
    await keepAll(world, readings(1), create);
    expect(world.calls).toHaveLength(1);
    world.zoho = takeAll;
    await world.kill();
    expect(world.reported("unknown", "Value")).toEqual([0]);
    expect(world.delivered).toMatchObject([
      { unknown: [{ index: 0, outbox: { id: 1 } }], error: { code: "write_unknown", class: "unknown" } },
    ]);
    await world.pass(60_000);
    expect(world.calls).toHaveLength(1);
    expect(world.store.depth("node").entries).toBe(0);
  });
});

describe("where a person must do something", () => {
  it.each(["grant_revoked", "invalid_scope", "wrong_org", "read_only"] as const)(
    "%s holds the connection, and others go on",
    async (code) => {
      const world = new OutboxWorld();
      const other = connection("other");
      world.connections.set("other", other);
      world.zoho = (call) => {
        if (call.connection.name === "acme" && call.connection.generation === 1) throw new ZohoError(code);
        return takeAll(call);
      };
      await keepAll(world, readings(3));
      for (const item of readings(2)) await world.keep(upsert([item], { connection: other }));
      expect(world.reported("written", "Value")).toEqual([0, 1]);
      expect(world.queue.state()).toMatchObject({ records: 3, held: { code }, heldConnections: ["acme"] });
      const tried = world.calls.length;
      world.outbox.changed("id of acme");
      await world.settled();
      expect(world.calls).toHaveLength(tried);
      world.connections.set("acme", connection("acme", { generation: 2 }));
      world.outbox.changed("id of acme");
      await world.settled();
      expect(world.queue.state()).toMatchObject({ records: 0, heldConnections: [] });
    },
  );

  it("a connection that is gone is waited for", async () => {
    const world = new OutboxWorld();
    world.connections.clear();
    await keepAll(world, readings(1));
    expect(world.queue.state()).toMatchObject({ records: 1, held: { code: "unknown_connection" } });
    world.connections.set("acme", connection());
    world.outbox.changed("id of acme");
    await world.settled();
    expect(world.reported("written", "Value")).toEqual([0]);
  });

  it("nothing is delivered to where the connection leads by now, if that is not where it led", async () => {
    const world = new OutboxWorld();
    await world.queue.pause();
    await keepAll(world, readings(1));
    world.connections.set("acme", connection("acme", { environment: "Sandbox" }));
    await world.queue.resume();
    await world.settled();
    expect(world.calls).toHaveLength(0);
    expect(world.queue.state().held).toMatchObject({
      code: "wrong_org",
      message: expect.stringContaining("kept for Production in eu") as string,
    });
  });
});

describe("a call that is refused as a whole", () => {
  it("for one record is taken apart: all others are delivered", async () => {
    const world = new OutboxWorld();
    await world.queue.pause();
    await keepAll(world, readings(20));
    world.zoho = (call) => {
      if (sentBy(call).some(({ Value }) => Value === 13)) throw new ZohoError("invalid_data");
      return takeAll(call);
    };
    await world.queue.resume();
    await world.settled();
    expect(world.reported("failed", "Value")).toEqual([13]);
    expect([...world.reported("written", "Value")].sort((a, b) => Number(a) - Number(b))).toEqual(
      readings(20)
        .map(({ Value }) => Value)
        .filter((value) => value !== 13),
    );
    expect(world.store.depth("node").entries).toBe(0);
  });

  it("for one record of a message is taken apart as well, and removed when all of it is done", async () => {
    const world = new OutboxWorld();
    world.zoho = (call) => {
      if (sentBy(call).some(({ Value }) => Value === 3)) throw new ZohoError("invalid_data");
      return takeAll(call);
    };
    const items = readings(8);
    await world.queue.keep(create(items), { items, msgid: "m1" });
    await world.settled();
    const failed = world.delivered.flatMap((report) => report.failed);
    expect(failed).toMatchObject([
      { index: 3, item: { Value: 3 }, code: "invalid_data", outbox: { id: 1, _msgid: "m1" } },
    ]);
    expect(world.delivered.flatMap(({ written }) => written.map(({ index }) => index)).sort()).toEqual([
      0, 1, 2, 4, 5, 6, 7,
    ]);
    expect(world.store.depth("node").entries).toBe(0);
  });

  it("for its path fails each of its records, and holds up nobody", async () => {
    const world = new OutboxWorld();
    world.zoho = (call) => {
      if (call.path === "Nowhere") throw new ZohoError("not_found", { details: { path: "Nowhere" } });
      return takeAll(call);
    };
    await world.queue.pause();
    await world.queue.keep(writeOf("POST", "Nowhere", { data: [{ Value: 1 }] }));
    await world.queue.keep(writeOf("POST", "Nowhere", { data: [{ Value: 2 }] }));
    await world.queue.keep(upsert([{ Email: "a", Value: 3 }]));
    await world.queue.resume();
    await world.settled();
    expect(world.reported("failed", "Value")).toEqual([1, 2]);
    expect(world.delivered[0]?.error).toMatchObject({ code: "not_found" });
    expect(world.reported("written", "Value")).toEqual([3]);
  });
});

describe("a record that Zoho fails at", () => {
  const broken = (): never => {
    throw new ZohoError("server_error", { status: 500 });
  };

  it("holds up nobody else, and is given up when others were taken again and again", async () => {
    const world = new OutboxWorld();
    await world.queue.pause();
    await keepAll(world, readings(150));
    world.zoho = (call) => (sentBy(call).some(({ Value }) => Value === 13) ? broken() : takeAll(call));
    await world.queue.resume();
    await world.settled();
    for (let round = 0; round < 40; round++) {
      await keepAll(world, [{ Email: `later ${round}`, Value: 1_000 + round }]);
      await world.pass(1_000);
    }
    expect(world.reported("unknown", "Value")).toEqual([13]);
    expect(new Set(world.reported("written", "Value")).size).toBe(189);
    expect(world.queue.state()).toMatchObject({ records: 0, heldConnections: [] });
  });

  it("is found in a message of many as well", async () => {
    const world = new OutboxWorld();
    world.zoho = (call) => (sentBy(call).some(({ Value }) => Value === 3) ? broken() : takeAll(call));
    const items = readings(6);
    await world.queue.keep(upsert(items), { items });
    for (let round = 0; round < 60; round++) {
      await keepAll(world, [{ Email: `later ${round}`, Value: 1_000 + round }]);
      await world.pass(1_000);
    }
    expect(world.reported("unknown", "Value")).toEqual([3]);
    expect(new Set(world.reported("written", "Value")).size).toBe(65);
  });

  it("waits like all others while Zoho is down", async () => {
    const world = new OutboxWorld();
    world.zoho = broken;
    await keepAll(world, readings(5));
    await world.pass(3_600_000);
    expect(world.delivered).toEqual([]);
    world.zoho = takeAll;
    await world.pass(60_000);
    expect([...world.reported("written", "Value")].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("a disk that refuses", () => {
  it("to remove what was delivered: it is not sent again, and nothing newer of its key", async () => {
    const world = new OutboxWorld();
    const remove = world.store.remove.bind(world.store);
    const full = new ZohoError("outbox_unwritable", { details: { directory: "/x", problem: "ENOSPC" } });
    world.store.remove = () => Promise.reject(full);
    await keepAll(world, [
      { Email: "a", Value: 1 },
      { Email: "a", Value: 2 },
    ]);
    expect(world.queue.state()).toMatchObject({ records: 1, held: { code: "outbox_unwritable" } });
    await world.pass(10_000);
    expect(world.calls).toHaveLength(1);
    world.store.remove = remove;
    await world.pass(60_000);
    expect(world.sent.map(([item]) => item?.["Value"])).toEqual([1, 2]);
    expect(world.queue.state().held).toBeUndefined();
  });

  it("to keep: the message is told, and nothing is delivered of it", async () => {
    const world = new OutboxWorld();
    world.store.failing = new ZohoError("outbox_unwritable", {
      details: { directory: "/x", problem: "EROFS" },
    });
    await expect(world.queue.keep(upsert(readings(1)))).rejects.toMatchObject({ code: "outbox_unwritable" });
    world.store.failing = undefined;
    await keepAll(world, [{ Email: "b", Value: 7 }]);
    expect(world.sent).toEqual([[{ Email: "b", Value: 7 }]]);
  });

  it("to mark a create: it is not sent before that is done", async () => {
    const world = new OutboxWorld();
    const mark = world.store.mark.bind(world.store);
    world.store.mark = () => Promise.reject(new ZohoError("outbox_unwritable"));
    await keepAll(world, readings(1), create);
    await world.pass(60_000);
    expect(world.calls).toHaveLength(0);
    world.store.mark = mark;
    await world.pass(60_000);
    expect(world.reported("written", "Value")).toEqual([0]);
  });
});
