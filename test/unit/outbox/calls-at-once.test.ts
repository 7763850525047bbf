import { describe, expect, it } from "vitest";
import type { ApiAnswer, ApiCall } from "../../../src/api/api-call";
import { create, type Item, OutboxWorld, sentBy, takeAll, upsert } from "../support/outbox-world";
import { Deferred } from "../support/scripted-transport";

function reading(sensor: number, value: number): Item {
  return { Email: `s${sensor}`, Value: value };
}

/** A Zoho that answers a call when it is told to. */
class SlowZoho {
  readonly waiting: { readonly call: ApiCall; readonly answer: Deferred<ApiAnswer> }[] = [];

  constructor(private readonly world: OutboxWorld) {
    world.zoho = (call) => {
      const answer = new Deferred<ApiAnswer>();
      this.waiting.push({ call, answer });
      return answer.promise;
    };
  }

  /** Answers the call that has waited longest. */
  async answer(): Promise<void> {
    const next = this.waiting.shift();
    next?.answer.resolve(takeAll(next.call));
    await this.world.settled();
  }
}

describe("calls in the air", () => {
  it.each([
    [1, 1],
    [5, 4],
    [10, 9],
    [25, 22],
  ])("are of %i that Zoho lets an org make %i: the others stay free for who waits", async (limit, calls) => {
    const world = new OutboxWorld();
    world.callsAtOnce = limit;
    // The first one finds out by what connection they go.
    await world.keep(create([reading(0, 0)]));
    const zoho = new SlowZoho(world);
    for (let value = 1; value < 30; value++) await world.keep(create([reading(0, value)]));
    expect(zoho.waiting).toHaveLength(calls);
    await zoho.answer();
    expect(zoho.waiting).toHaveLength(calls);
  });

  it("are whole ones while there are many: what waits for keys fills the next", async () => {
    const world = new OutboxWorld();
    world.callsAtOnce = 5;
    const zoho = new SlowZoho(world);
    const inTheAir = (): readonly number[] => zoho.waiting.map(({ call }) => sentBy(call).length);
    await world.queue.pause();
    // Of 350 sensors three values each.
    for (let index = 0; index < 1_050; index++)
      await world.queue.keep(upsert([reading(index % 350, Math.floor(index / 350))]));
    await world.queue.resume();
    await world.settled();
    expect(inTheAir()).toEqual([100, 100, 100]);
    await zoho.answer();
    expect(inTheAir()).toEqual([100, 100, 100]);
    while (zoho.waiting.length > 0) await zoho.answer();
    const sent = world.sent.flat();
    for (let sensor = 0; sensor < 350; sensor++) {
      const values = sent.filter(({ Email }) => Email === `s${sensor}`).map(({ Value }) => Value);
      expect(values).toEqual([0, 1, 2]);
    }
  });

  it("are incomplete ones while there are few", async () => {
    const world = new OutboxWorld();
    const zoho = new SlowZoho(world);
    await world.queue.pause();
    for (let index = 0; index < 450; index++)
      await world.queue.keep(upsert([reading(index % 150, Math.floor(index / 150))]));
    await world.queue.resume();
    await world.settled();
    expect(zoho.waiting.map(({ call }) => sentBy(call).length)).toEqual([100, 50]);
  });
});
