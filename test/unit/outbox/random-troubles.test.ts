import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { ApiCall } from "../../../src/api/api-call";
import { ZohoError } from "../../../src/errors/zoho-error";
import { type Draw, seededDraw } from "../../faults/support/draw";
import { create, OutboxWorld, sentBy, takeAll, upsert } from "../support/outbox-world";

const SENSORS = 12;
const READINGS = 400;

/** What Zoho has carried out of each sensor and of the creates, in its order. */
class Zoho {
  readonly taken = new Map<string, number[]>();
  /** Who calls. */
  private process = 0;

  constructor(private readonly draw: Draw) {}

  /** What has not arrived yet never does. */
  cutOff(): void {
    this.process++;
  }

  private take(call: ApiCall): void {
    for (const { Email, Value } of sentBy(call)) {
      const key = typeof Email === "string" ? Email : "create";
      this.taken.set(key, [...(this.taken.get(key) ?? []), Number(Value)]);
    }
  }

  /** Answers, fails before or after it has done what was asked, or takes its time. */
  async answer(call: ApiCall): Promise<ReturnType<typeof takeAll>> {
    const isCreate = call.path === "Leads";
    const { process } = this;
    for (let turn = this.draw(8); turn > 0; turn--) await nextTurn();
    const fate = this.draw(12);
    if (fate === 0) throw new ZohoError("network", { details: { host: "x", problem: "ECONNREFUSED" } });
    if (fate === 1) throw new ZohoError("api_limit");
    if (fate === 2 && sentBy(call).length > 1) throw new ZohoError("invalid_data");
    if (fate === 5 && !isCreate) throw new ZohoError("server_error", { status: 500 });
    if (process !== this.process) return new Promise(() => undefined);
    this.take(call);
    if (fate === 3 || fate === 4)
      throw new ZohoError(isCreate ? "write_unknown" : "timeout", {
        details: { host: "x", problem: "lost" },
      });
    for (let turn = this.draw(8); turn > 0; turn--) await nextTurn();
    return takeAll(call);
  }
}

/** A disk that takes its time. */
function slowDown(world: OutboxWorld, draw: Draw): void {
  const { store } = world;
  for (const name of ["append", "mark", "unmark", "remove", "read"] as const) {
    const work = store[name].bind(store) as (...args: unknown[]) => Promise<unknown>;
    Reflect.set(store, name, async (...args: unknown[]) => {
      // Reads tell what was there when they were asked for, and what is added is there in the order in which it came.
      const isEarly = name === "read" || name === "append";
      const early = isEarly ? await work(...args) : undefined;
      for (let turn = draw(4); turn > 0; turn--) await nextTurn();
      return isEarly ? early : work(...args);
    });
  }
}

describe("whatever goes wrong", () => {
  it.each(Array.from({ length: 12 }, (_, index) => index))(
    "nothing is lost, overtaken, or created twice (seed %i)",
    async (seed) => {
      const draw = seededDraw(`outbox ${seed}`);
      const world = new OutboxWorld();
      slowDown(world, draw);
      const zoho = new Zoho(draw);
      world.zoho = (call) => zoho.answer(call);
      const kept = new Set<number>();
      for (let n = 0; n < READINGS; n++) {
        const isCreate = draw(10) === 0;
        const item = isCreate ? { Value: n } : { Email: `s${draw(SENSORS)}`, Value: n };
        const keeping = world.queue.keep(isCreate ? create([item]) : upsert([item]), { msgid: String(n) });
        void keeping.then(() => kept.add(n));
        for (let turn = draw(3); turn > 0; turn--) await nextTurn();
        if (draw(20) === 0) await world.clock.pass(draw(3_000));
        if (draw(60) !== 0) continue;
        zoho.cutOff();
        await world.kill();
      }
      for (let minute = 0; minute < 200 && world.store.depth("node").entries > 0; minute++)
        await world.pass(60_000);
      expect(world.store.depth("node").entries).toBe(0);
      const { create: creates = [], ...sensors } = Object.fromEntries(zoho.taken);
      for (const [sensor, values] of Object.entries(sensors))
        expect(values, sensor).toEqual([...values].sort((a, b) => a - b));
      expect(creates).toHaveLength(new Set(creates).size);
      const reported = new Set(
        world.delivered.flatMap(({ written, unknown }) =>
          [...written, ...unknown].map(({ outbox }) => Number(outbox._msgid)),
        ),
      );
      expect([...kept].filter((n) => !reported.has(n))).toEqual([]);
    },
  );
});
