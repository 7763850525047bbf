import type { Clock } from "../../time/clock";

/** What one call has cost so far, over all its tries. */
export class Effort {
  /** Exchanges with the product. */
  attempts = 0;
  private readonly arrivedAt: number;
  private exchangingMs = 0;
  private failure: unknown;

  constructor(private readonly clock: Clock) {
    this.arrivedAt = clock.monotonic();
  }

  /** Time that was not spent in exchanges: for its turn, for a token, in pauses; milliseconds. */
  get waitedMs(): number {
    return Math.max(0, Math.round(this.clock.monotonic() - this.arrivedAt - this.exchangingMs));
  }

  /** Counts an exchange. @returns what says that it is over */
  begin(): () => void {
    this.attempts++;
    const begin = this.clock.monotonic();
    return () => {
      this.exchangingMs += this.clock.monotonic() - begin;
    };
  }

  /** Notes that this is what an exchange with the product has come to. */
  cameTo(failure: unknown): unknown {
    this.failure = failure;
    return failure;
  }

  /** False for what came of the way there: a token that is not to be had waits by rules of its own. */
  isOfExchange(error: unknown): boolean {
    return this.failure === error;
  }
}
