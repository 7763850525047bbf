import type { VirtualClock } from "../../src/emulator/time/virtual-clock";
import type { Clock } from "../../src/time/clock";

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/**
 * One time for the library and for the emulator in the same process. It passes only when it is told to, so that a day
 * takes as long as its calls do.
 */
export class SimulatedClock implements Clock {
  private readonly sleepers = new Set<Sleeper>();
  private readonly start: number;

  /** @param time of the emulator, standing still */
  constructor(private readonly time: VirtualClock) {
    this.start = time.now();
  }

  now(): number {
    return this.time.now();
  }

  monotonic(): number {
    return this.time.now() - this.start;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const leave = (): void => {
        this.sleepers.delete(sleeper);
        reject(signal?.reason as Error);
      };
      const wake = (): void => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const sleeper: Sleeper = { wakeAt: this.time.now() + ms, wake };
      this.sleepers.add(sleeper);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  /** Lets so many milliseconds pass, and everything run that waited for them. */
  async pass(ms: number): Promise<void> {
    this.time.advance(ms);
    const now = this.time.now();
    const due = [...this.sleepers].filter(({ wakeAt }) => wakeAt <= now).sort((a, b) => a.wakeAt - b.wakeAt);
    for (const sleeper of due) {
      this.sleepers.delete(sleeper);
      sleeper.wake();
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
