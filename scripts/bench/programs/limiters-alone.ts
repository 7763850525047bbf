/** Limiters without Node-RED and without a network: tasks that do nothing, all at once. */
import Bottleneck from "bottleneck";
import { Governor } from "../../../src/api/governor/governor";
import { heapUsed } from "./heap-used";
import { type LoopDelay, LoopDelays } from "./loop-delays";

/** What a limiter costs. */
export interface LimiterFigures {
  /** Bytes for each task that waits. */
  readonly heap: number;
  readonly msPerTask: number;
  readonly delay: LoopDelay;
}

/** The governor of the package. */
export async function governorAlone(tasks: number, limit: number): Promise<LimiterFigures> {
  const governor = new Governor({ concurrency: limit, maxWaiting: tasks });
  return limiterAlone(tasks, async (work) => {
    const place = governor.enter({ key: "bench", product: "crm" }, { origin: "bench" });
    if (place.isWaiting) await place.turn();
    await work();
    place.leave();
  });
}

/** The limiter of npm that many use. */
export function bottleneckAlone(tasks: number, limit: number): Promise<LimiterFigures> {
  const limiter = new Bottleneck({ maxConcurrent: limit });
  return limiterAlone(tasks, (work) => limiter.schedule(work));
}

async function limiterAlone(
  tasks: number,
  schedule: (work: () => Promise<void>) => Promise<void>,
): Promise<LimiterFigures> {
  let open: (() => void) | undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const before = await heapUsed();
  const delays = new LoopDelays();
  delays.watch();
  const start = performance.now();
  const all = Array.from({ length: tasks }, () => schedule(() => gate));
  const entered = performance.now() - start;
  delays.pause();
  const heap = ((await heapUsed()) - before) / tasks;
  delays.watch();
  const again = performance.now();
  open?.();
  await Promise.all(all);
  const msPerTask = (entered + performance.now() - again) / tasks;
  delays.pause();
  return { heap, msPerTask, delay: delays.seen() };
}
