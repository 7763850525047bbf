import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as () => void;

/** Newer V8 frees the memory of dead buffers in the background, and has only done so for certain when the next collection begins. */
function collect(): void {
  gc();
  gc();
}

/**
 * How much memory Buffers took at most while something went on, bytes beyond what there was before.
 *
 * @param limit where it looks like more than this, garbage is collected first: it lies about for as long as there is room
 */
export async function mostLiveBytes(limit: number, work: () => Promise<unknown>): Promise<number> {
  const now = (): number => process.memoryUsage().arrayBuffers;
  collect();
  const before = now();
  let most = 0;
  const watch = setInterval(() => {
    if (now() - before > limit) collect();
    most = Math.max(most, now() - before);
  }, 20);
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  return most;
}
