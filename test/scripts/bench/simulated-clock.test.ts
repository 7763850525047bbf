import { describe, expect, test } from "vitest";
import { SimulatedClock } from "../../../scripts/bench/simulated-clock";
import { createVirtualClock } from "../../../src/emulator/time/virtual-clock";

const NOON = Date.UTC(2026, 2, 10, 12);

function clocks() {
  const emulator = createVirtualClock({ now: NOON, frozen: true });
  return { emulator, clock: new SimulatedClock(emulator) };
}

describe("the simulated clock", () => {
  test("is the emulator's, and its monotonic one goes with it", async () => {
    const { emulator, clock } = clocks();
    await clock.pass(1_500);
    expect([emulator.now(), clock.now(), clock.monotonic()]).toEqual([NOON + 1_500, NOON + 1_500, 1_500]);
  });

  test("wakes who slept long enough, the earliest first, and nobody else", async () => {
    const { clock } = clocks();
    const woken: number[] = [];
    for (const ms of [300, 100, 200]) void clock.sleep(ms).then(() => woken.push(ms));
    await clock.pass(200);
    expect(woken).toEqual([100, 200]);
    await clock.pass(100);
    expect(woken).toEqual([100, 200, 300]);
  });

  test("lets a sleeper go whose signal aborts, before or while it sleeps", async () => {
    const { clock } = clocks();
    const abort = new AbortController();
    const sleep = clock.sleep(100, abort.signal);
    abort.abort(new Error("no longer"));
    await expect(sleep).rejects.toThrow("no longer");
    await expect(clock.sleep(100, abort.signal)).rejects.toThrow("no longer");
  });
});
