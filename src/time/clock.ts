import type { CancelSignal } from "./cancel-signal";
/**
 * Time as everything below the nodes sees it, so that tests can hold it still.
 *
 * Two clocks on purpose: the wall clock jumps (no battery, NTP), the monotonic one stops during suspend.
 */
export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  now(): number;
  /** Monotonic clock, milliseconds since an arbitrary start; never persisted. */
  monotonic(): number;
  /** Resolves after this many milliseconds, or rejects with the signal's reason. Does not keep the process alive. */
  sleep(ms: number, signal?: CancelSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      }, ms);
      timer.unref();
      function onAbort(): void {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      }
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};
