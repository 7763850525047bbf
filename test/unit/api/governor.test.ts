import { Cancellation, type CancelSignal } from "../../../src/time/cancel-signal";
import { describe, expect, it } from "vitest";
import type { Governor, Place, Wish } from "../../../src/api/governor/governor";
import { expectCode } from "../support/expect-zoho-error";
import { governed, governor, LANE } from "../support/governed";
import { settled } from "../support/held-clock";
import { Deferred } from "../support/scripted-transport";

const IDLE = { running: 0, waiting: 0, pausedMs: 0 };

/** Calls of which each ends when the test says so; notes the order in which they begin. */
class Calls {
  readonly began: string[] = [];
  readonly ends: Promise<unknown>[] = [];
  readonly places = new Map<string, Place>();
  private readonly gates: Deferred<undefined>[] = [];

  constructor(private readonly one: Governor) {}

  add(name: string, wish: Wish = {}): Promise<unknown> {
    const end = governed({ governor: this.one, wish }, (place) => {
      this.began.push(name);
      this.places.set(name, place);
      const gate = new Deferred<undefined>();
      this.gates.push(gate);
      return gate.promise;
    });
    end.catch(() => undefined);
    this.ends.push(end);
    return end;
  }

  /** Lets the call end that has run longest. */
  async next(): Promise<void> {
    this.gates.shift()?.resolve(undefined);
    await settled();
  }

  async all(): Promise<void> {
    while (this.gates.length > 0) await this.next();
    await Promise.all(this.ends);
  }
}

describe("the governor of an org", () => {
  it("never lets more than ten run at once, keeps their order, and loses none of 10,000", async () => {
    const { governor: one } = governor({ maxWaiting: 10_000 });
    let running = 0;
    let most = 0;
    const began: number[] = [];
    const calls = Array.from({ length: 10_000 }, (_, index) =>
      governed({ governor: one }, async () => {
        began.push(index);
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        if (index % 7 === 0) throw new Error("failed");
        return index;
      }),
    );
    const ends = await Promise.allSettled(calls);
    expect(most).toBe(10);
    expect(began).toEqual(began.map((_, index) => index));
    expect(began).toHaveLength(10_000);
    expect(ends.filter(({ status }) => status === "rejected")).toHaveLength(1_429);
    expect(one.load(LANE)).toEqual(IDLE);
  });

  it("refuses what its queue can't hold, and nothing else, and says when to try again", async () => {
    const { governor: one, clock } = governor({ concurrency: 2, maxWaiting: 3 });
    const calls = new Calls(one);
    for (const name of ["a", "b", "c", "d", "e"]) void calls.add(name);
    expect(one.load(LANE)).toEqual({ running: 2, waiting: 3, pausedMs: 0 });
    const error = await expectCode(calls.add("f"), "queue_full");
    expect(error.class).toBe("rate_limited");
    expect(error.message).toContain("3");
    expect(Date.parse(error.cause.retryAt ?? "")).toBeGreaterThan(clock.now());
    const other = { key: "other", product: "crm" } as const;
    await expect(governed({ governor: one, lane: other }, async () => "free")).resolves.toBe("free");
    await calls.next();
    await calls.all().catch(() => undefined);
    expect(calls.began).toEqual(["a", "b", "c", "d", "e"]);
    expect(one.load(LANE)).toEqual(IDLE);
  });

  it("holds none back where nothing may wait and there is room", async () => {
    const { governor: one } = governor({ concurrency: 1, maxWaiting: 0 });
    const calls = new Calls(one);
    void calls.add("a");
    await expectCode(calls.add("b"), "queue_full");
    await calls.next();
    void calls.add("c");
    expect(calls.began).toEqual(["a", "c"]);
  });

  it("sends away who has waited too long, each at its time", async () => {
    const { governor: one, clock } = governor({ concurrency: 1, maxWaitMs: 60_000 });
    const calls = new Calls(one);
    void calls.add("runs");
    const first = calls.add("first", { origin: "n1" });
    await clock.pass(30_000);
    const second = calls.add("second", { origin: "n2" });
    await clock.pass(30_000);
    const error = await expectCode(first, "waited_too_long");
    expect(error.cause).toMatchObject({ class: "rate_limited", details: { seconds: 60 } });
    expect(error.cause.retryAfterMs).toBeGreaterThanOrEqual(1_000);
    expect(one.load(LANE)).toMatchObject({ running: 1, waiting: 1 });
    await clock.pass(30_000);
    await expectCode(second, "waited_too_long");
    await calls.next();
    expect(calls.began).toEqual(["runs"]);
    expect(one.load(LANE)).toEqual(IDLE);
  });

  it("sends 1,000 away in turns that leave room for others", async () => {
    const { governor: one, clock } = governor({ concurrency: 1, maxWaitMs: 60_000 });
    const calls = new Calls(one);
    for (let count = 0; count <= 1_000; count++) void calls.add(String(count));
    await clock.pass(60_000);
    expect(one.load(LANE).waiting).toBe(900);
    await clock.pass(1_000);
    expect(one.load(LANE).waiting).toBe(0);
  });
});

/** What a caller may give up by: Node's own, and the lighter one that messages have. */
const GIVING_UP = [
  ["Node's signal", () => new AbortController()],
  ["a Cancellation", () => ending()],
] as const;

function ending(): { readonly signal: CancelSignal; readonly abort: (reason?: unknown) => void } {
  const signal = new Cancellation();
  return {
    signal,
    abort: (reason) => {
      signal.abort(reason);
    },
  };
}

describe.each(GIVING_UP)("one that gives up by %s", (_kind, given) => {
  it("leaves the queue at once, and its place to the next", async () => {
    const { governor: one } = governor({ concurrency: 1, maxWaiting: 2 });
    const leaving = given();
    const calls = new Calls(one);
    void calls.add("first");
    const second = calls.add("second", { signal: leaving.signal });
    void calls.add("third");
    leaving.abort(new Error("stopped"));
    expect(one.load(LANE)).toMatchObject({ running: 1, waiting: 1 });
    await expect(second).rejects.toThrow("stopped");
    await calls.next();
    expect(calls.began).toEqual(["first", "third"]);
  });

  it("does not begin where it gave up before it came, whether there is room or not", async () => {
    const { governor: one } = governor({ concurrency: 1 });
    const signal = AbortSignal.abort(new Error("gone"));
    const calls = new Calls(one);
    await expect(calls.add("a", { signal })).rejects.toThrow("gone");
    void calls.add("b");
    await expect(calls.add("c", { signal })).rejects.toThrow("gone");
    await calls.next();
    expect(calls.began).toEqual(["b"]);
    expect(one.load(LANE)).toEqual(IDLE);
  });

  it("takes no harm after its turn has come", async () => {
    const { governor: one } = governor({ concurrency: 1 });
    const late = given();
    const calls = new Calls(one);
    void calls.add("first");
    const second = calls.add("second", { signal: late.signal });
    await calls.next();
    late.abort();
    await calls.next();
    await expect(second).resolves.toBeUndefined();
    expect(one.load(LANE)).toEqual(IDLE);
  });

  it("takes all of its node with it, and nobody else", async () => {
    const { governor: one } = governor({ concurrency: 1 });
    const closing = given();
    const calls = new Calls(one);
    void calls.add("runs");
    for (let count = 0; count < 300; count++) {
      void calls.add("closed", { origin: "n1", signal: closing.signal });
      void calls.add("open", { origin: "n2", signal: given().signal });
    }
    closing.abort();
    expect(one.load(LANE)).toMatchObject({ waiting: 300 });
    await calls.all().catch(() => undefined);
    expect(calls.began).not.toContain("closed");
    expect(calls.began).toHaveLength(301);
  });
});

describe("who is told of a turn", () => {
  /** Notes what it is told. */
  function noting(said: string[], name: string): { begin: () => void; turnAway: (reason: unknown) => void } {
    return {
      begin: () => said.push(`${name} begins`),
      turnAway: (reason) => said.push(`${name}: ${String(reason)}`),
    };
  }

  it("hears it once: when it comes, or that it never will", () => {
    const { governor: one } = governor({ concurrency: 1 });
    const said: string[] = [];
    const leaving = new AbortController();
    const first = one.enter(LANE, {});
    const second = one.enter(LANE, { signal: leaving.signal });
    const third = one.enter(LANE, {});
    second.tell(noting(said, "second"));
    third.tell(noting(said, "third"));
    expect([first.isWaiting, second.isWaiting, third.isWaiting]).toEqual([false, true, true]);
    leaving.abort(new Error("gone"));
    expect(said).toEqual(["second: Error: gone"]);
    first.leave();
    expect(said).toEqual(["second: Error: gone", "third begins"]);
    third.leave();
    expect(said).toHaveLength(2);
    expect(one.load(LANE)).toEqual(IDLE);
  });

  it("hears it also where it asks too late", () => {
    const { governor: one } = governor({ concurrency: 1 });
    const said: string[] = [];
    const leaving = new AbortController();
    const first = one.enter(LANE, {});
    const second = one.enter(LANE, { signal: leaving.signal });
    leaving.abort(new Error("gone"));
    first.tell(noting(said, "first"));
    second.tell(noting(said, "second"));
    expect(said).toEqual(["first begins", "second: Error: gone"]);
  });
});

describe("several nodes", () => {
  it("take turns, each in its own order", async () => {
    const { governor: one } = governor({ concurrency: 1 });
    const calls = new Calls(one);
    void calls.add("runs");
    for (let count = 1; count <= 3; count++) void calls.add(`a${count}`, { origin: "a" });
    for (let count = 1; count <= 2; count++) void calls.add(`b${count}`, { origin: "b" });
    void calls.add("c1", { origin: "c" });
    await calls.all();
    expect(calls.began).toEqual(["runs", "a1", "b1", "c1", "a2", "b2", "a3"]);
  });

  it("keep their turn when one of their calls is given up", async () => {
    const { governor: one } = governor({ concurrency: 1 });
    const calls = new Calls(one);
    const leaving = new AbortController();
    void calls.add("runs");
    void calls.add("a1", { origin: "a", signal: leaving.signal });
    void calls.add("a2", { origin: "a" });
    void calls.add("b1", { origin: "b" });
    leaving.abort();
    await calls.next();
    await calls.all().catch(() => undefined);
    expect(calls.began).toEqual(["runs", "a2", "b1"]);
  });

  it("let those go first for which somebody waits, and four of them for each of the others", async () => {
    const { governor: one } = governor({ concurrency: 1 });
    const calls = new Calls(one);
    void calls.add("runs");
    for (let count = 1; count <= 3; count++)
      void calls.add(`b${count}`, { origin: "a", priority: "background" });
    for (let count = 1; count <= 9; count++) void calls.add(`i${count}`, { origin: "a" });
    await calls.all();
    expect(calls.began.slice(1)).toEqual([
      "i1",
      "i2",
      "i3",
      "i4",
      "b1",
      "i5",
      "i6",
      "i7",
      "i8",
      "b2",
      "i9",
      "b3",
    ]);
  });
});

describe("heavy calls", () => {
  it("are ten at once, however many the edition allows, and hold up no light call of another node", async () => {
    const { governor: one } = governor({ concurrency: 12 });
    const calls = new Calls(one);
    for (let count = 1; count <= 11; count++) void calls.add(`h${count}`, { origin: "h", isHeavy: true });
    void calls.add("after h", { origin: "h" });
    void calls.add("light", { origin: "l" });
    expect(one.load(LANE)).toMatchObject({ running: 11, waiting: 2 });
    expect(calls.began).not.toContain("h11");
    // Order within a node stays, also between heavy and light.
    expect(calls.began).not.toContain("after h");
    expect(calls.began).toContain("light");
    await calls.next();
    expect(calls.began.slice(-2)).toEqual(["h11", "after h"]);
    await calls.all();
  });
});

describe("a lane that Zoho has closed", () => {
  it("lets nothing begin before it is open, and half as many as before at first", async () => {
    const { governor: one, clock } = governor({ concurrency: 4 });
    const calls = new Calls(one);
    for (let count = 1; count <= 12; count++) void calls.add(String(count));
    expect(calls.places.get("1")?.refused(20_000)).toBe(20_000);
    await calls.next();
    expect(one.load(LANE)).toEqual({ running: 3, waiting: 8, pausedMs: 20_000 });
    await clock.pass(19_999);
    expect(calls.began).toHaveLength(4);
    await calls.next();
    await calls.next();
    await calls.next();
    await clock.pass(1);
    expect(one.load(LANE)).toMatchObject({ running: 2 });
    // Each round that is taken allows one more.
    for (let round = 0; round < 8; round++) {
      calls.places.get(calls.began[4 + round] ?? "")?.taken();
      await calls.next();
    }
    await calls.all();
    expect(one.load(LANE)).toEqual(IDLE);
  });

  it("stays closed for longer each time, at most a minute, until something is taken", async () => {
    const { governor: one, clock } = governor({ concurrency: 1 });
    const pauses: number[] = [];
    const refuse = (): Promise<void> =>
      governed({ governor: one }, async (place) => {
        pauses.push(place.refused(undefined));
      });
    for (let count = 0; count < 9; count++) {
      await clock.pass(100_000);
      await refuse();
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    await clock.pass(100_000);
    await governed({ governor: one }, async (place) => place.taken());
    await clock.pass(1);
    await refuse();
    expect(pauses.at(-1)).toBe(500);
  });

  it("takes refusals of calls that were in the air together for one", async () => {
    const { governor: one } = governor({ concurrency: 10 });
    const calls = new Calls(one);
    for (let count = 1; count <= 10; count++) void calls.add(String(count));
    const pauses = [...calls.places.values()].map((place) => place.refused(undefined));
    expect(new Set(pauses)).toEqual(new Set([500]));
  });

  it("keeps the longest of what it is told, and never asks again at once", async () => {
    const { governor: one } = governor();
    const calls = new Calls(one);
    for (const name of ["a", "b", "c"]) void calls.add(name);
    expect(calls.places.get("a")?.refused(0)).toBe(500);
    expect(calls.places.get("b")?.refused(30_000)).toBe(30_000);
    expect(calls.places.get("c")?.refused(10_000)).toBe(30_000);
  });

  it("tells at once who can't wait so long: those in line, and those who come", async () => {
    const { governor: one, clock } = governor({ concurrency: 1, maxWaitMs: 900_000 });
    const calls = new Calls(one);
    void calls.add("runs");
    const waits = calls.add("waits");
    const patient = calls.add("patient", { patienceMs: 700_000 });
    calls.places.get("runs")?.refused(600_000);
    await clock.pass(0);
    const error = await expectCode(waits, "api_limit");
    expect(error.cause).toMatchObject({ class: "rate_limited", retryAfterMs: 600_000 });
    expect(error.cause.retryAt).toBe(new Date(clock.now() + 600_000).toISOString());
    await expectCode(calls.add("comes"), "api_limit");
    await calls.next();
    await clock.pass(599_999);
    expect(calls.began).toEqual(["runs"]);
    await clock.pass(1);
    expect(calls.began).toEqual(["runs", "patient"]);
    await calls.next();
    await patient;
  });

  it("lets the refused one go first, in its node and before the others", async () => {
    const { governor: one, clock } = governor({ concurrency: 1 });
    const calls = new Calls(one);
    const again: string[] = [];
    const refused = governed({ governor: one, wish: { origin: "a" } }, async (place) => {
      place.refused(5_000);
      await place.again();
      again.push("refused");
      calls.began.push("refused");
    });
    void calls.add("b1", { origin: "b" });
    void calls.add("a2", { origin: "a" });
    await clock.pass(5_000);
    await refused;
    await calls.all();
    expect(calls.began).toEqual(["refused", "b1", "a2"]);
  });

  it("ends a pause at once for who is given up in it", async () => {
    const { governor: one } = governor({ concurrency: 1 });
    const leaving = new AbortController();
    const call = governed({ governor: one, wish: { signal: leaving.signal } }, async (place) => {
      place.refused(50_000);
      await place.again();
    });
    expect(one.load(LANE)).toMatchObject({ running: 0, waiting: 1 });
    leaving.abort(new Error("stopped"));
    await expect(call).rejects.toThrow("stopped");
    expect(one.load(LANE)).toMatchObject({ running: 0, waiting: 0 });
  });
});

describe("a product that counts calls in a span of time", () => {
  it("is never asked more often, and not kept waiting longer than it must", async () => {
    const { governor: one, clock } = governor({ callsPerMinute: 3, concurrency: 10 });
    const times: number[] = [];
    const begin = clock.monotonic();
    const calls = Array.from({ length: 8 }, () =>
      governed({ governor: one }, async () => {
        times.push(clock.monotonic() - begin);
        await clock.sleep(1_000);
      }),
    );
    await clock.pass(200_000);
    await Promise.all(calls);
    // A call counts from its answer on, because nobody knows when Zoho had it.
    expect(times).toEqual([0, 0, 0, 61_000, 61_000, 61_000, 122_000, 122_000]);
  });

  it("is not forgotten while it counts", async () => {
    const { governor: one, clock } = governor({ callsPerMinute: 1 });
    await governed({ governor: one, lane: { key: "slow", product: "crm" } }, async () => undefined);
    for (let count = 0; count < 2_100; count++) {
      await governed({ governor: one, lane: { key: String(count), product: "crm" } }, async () => undefined);
    }
    let began = false;
    const second = governed({ governor: one, lane: { key: "slow", product: "crm" } }, async () => {
      began = true;
    });
    await clock.pass(59_999);
    expect(began).toBe(false);
    await clock.pass(1);
    await second;
    expect(began).toBe(true);
  });
});

describe("what is known of an edition", () => {
  it("counts from the next call on, and what the owner says counts more", async () => {
    const { governor: one } = governor();
    const gate = new Deferred<undefined>();
    const places = Array.from({ length: 25 }, () => one.enter(LANE, {}, { callsAtOnce: 20, toldAt: 1 }));
    expect(one.load(LANE)).toMatchObject({ running: 20, waiting: 5 });
    places.push(one.enter(LANE, {}, { callsAtOnce: 25, toldAt: 2 }));
    expect(one.load(LANE)).toMatchObject({ running: 25, waiting: 1 });
    const told = governor({ concurrency: { crm: 3 } }).governor;
    for (let count = 0; count < 5; count++) told.enter(LANE, {}, { callsAtOnce: 25, toldAt: 1 });
    expect(told.load(LANE)).toMatchObject({ running: 3, waiting: 2 });
    expect(one.callsAtOnce(LANE, { callsAtOnce: 20, toldAt: 1 })).toBe(25);
    expect(one.callsAtOnce({ ...LANE, key: "another org" }, { callsAtOnce: 20, toldAt: 1 })).toBe(20);
    expect(told.callsAtOnce(LANE, { callsAtOnce: 20, toldAt: 3 })).toBe(3);
    gate.resolve(undefined);
  });
});
