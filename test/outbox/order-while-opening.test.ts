import { expect, it } from "vitest";
import { LevelStore } from "../../src/outbox/level-store";
import { type Clock, systemClock } from "../../src/time/clock";
import { seededDraw } from "../faults/support/draw";
import { testDirectory } from "../support/test-directory";
import { entry } from "./support/open-test-store";

/** Whoever waits wakes at a time of their own. */
function unevenClock(seed: string): Clock {
  const draw = seededDraw(seed);
  return { ...systemClock, sleep: (_ms, signal) => systemClock.sleep(draw(3), signal) };
}

it.each(["a", "b", "c"])("what comes while the store is opened keeps its order (%s)", async (seed) => {
  const directory = await testDirectory("outbox");
  const store = new LevelStore({ directory, clock: unevenClock(seed), busyMs: 0 });
  const appends = Array.from({ length: 200 }, (_, index) => store.append("q", [entry(String(index))]));
  const seqs = (await Promise.all(appends)).flat();
  expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
  await store.close();
});
