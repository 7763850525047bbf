import type { Clock } from "../../time/clock";

/** Rings once, at the earliest time that was asked for. */
export class Alarm {
  private set: { readonly at: number; readonly off: AbortController } | undefined;

  /** @param ring asks for the next time itself */
  constructor(
    private readonly clock: Clock,
    private readonly ring: () => void,
  ) {}

  /** @param at monotonic, milliseconds; never at infinity */
  wake(at: number): void {
    if (at === Number.POSITIVE_INFINITY || (this.set !== undefined && this.set.at <= at)) return;
    this.set?.off.abort();
    const set = { at, off: new AbortController() };
    this.set = set;
    this.clock.sleep(Math.max(0, at - this.clock.monotonic()), set.off.signal).then(
      () => {
        this.set = undefined;
        this.ring();
      },
      // Another time was asked for, or none any more.
      () => undefined,
    );
  }

  off(): void {
    this.set?.off.abort();
    this.set = undefined;
  }
}
