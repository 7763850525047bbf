import type { Clock } from "../../../src/time/clock";

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/**
 * Time that stands still until a test moves it. Wall clock and monotonic clock can be moved apart, as an NTP
 * correction does.
 */
export class HeldClock implements Clock {
  #wall: number;
  #monotonic = 5_000;
  readonly #sleepers = new Set<Sleeper>();
  /** Every sleep that was asked for, milliseconds. */
  readonly sleeps: number[] = [];

  constructor(start: string | number = "2026-03-01T12:00:00Z") {
    this.#wall = new Date(start).getTime();
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  /** Lets time pass on both clocks and wakes who sleeps, in order. */
  async pass(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    for (;;) {
      const [next] = [...this.#sleepers].sort((a, b) => a.wakeAt - b.wakeAt);
      if (next === undefined || next.wakeAt > end) break;
      this.#advance(Math.max(0, next.wakeAt - this.#monotonic));
      this.#sleepers.delete(next);
      next.wake();
      await settled();
    }
    this.#advance(end - this.#monotonic);
    await settled();
  }

  /** Corrects the wall clock alone. */
  jumpWall(ms: number): void {
    this.#wall += ms;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = {
        wakeAt: this.#monotonic + ms,
        wake: () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      this.#sleepers.add(sleeper);
      const onAbort = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  #advance(ms: number): void {
    this.#wall += ms;
    this.#monotonic += ms;
  }
}

/** Lets everything run that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
