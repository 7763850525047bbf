import { setTimeout as sleep } from "node:timers/promises";

/** Time for what goes on in the background, milliseconds. */
const SETTLE_MS = 300;

/**
 * What the heap holds when nothing is left to collect, bytes.
 *
 * @throws Error where the program was not started with --expose-gc
 */
export async function heapUsed(): Promise<number> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("start this program with --expose-gc");
  await sleep(SETTLE_MS);
  // What weak references and finalizers let go of is collected by the next one.
  for (let round = 0; round < 4; round++) {
    gc();
    await sleep(10);
  }
  return process.memoryUsage().heapUsed;
}
