/** How a lane goes on after Zoho has refused. */
export interface PaceRules {
  /** Calls in the air at once while nothing is refused. */
  readonly concurrency: number;
}

/** First and longest pause where neither Zoho's answer nor its docs say how long; milliseconds. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * How fast a lane may go: closed for a while when Zoho refuses, then with half as many calls at once, and one more for
 * each round that is taken. Zoho counts what others do with the same org, so the published number may be too many.
 */
export class Pace {
  /** Calls that may be in the air at once now. */
  limit: number;
  /** Monotonic, milliseconds. */
  pausedUntil = 0;
  private refusedAt = Number.NEGATIVE_INFINITY;
  /** Pauses in a row with nothing taken in between. */
  private pauses = 0;

  /** @param random from 0 to below 1 */
  constructor(
    private rules: PaceRules,
    private readonly random: () => number,
  ) {
    this.limit = rules.concurrency;
  }

  get isFull(): boolean {
    return this.limit >= this.rules.concurrency;
  }

  follow(rules: PaceRules): void {
    this.limit = this.isFull ? rules.concurrency : Math.min(this.limit, rules.concurrency);
    this.rules = rules;
  }

  /**
   * Zoho has refused a call because of a limit.
   *
   * @param startedAt when that call began
   * @param toldMs how long Zoho asks to wait
   * @returns how long nothing may begin, milliseconds
   */
  refused(startedAt: number, toldMs: number | undefined, now: number): number {
    // Of calls that were in the air together the first one tells; the others say the same once more.
    const isNews = startedAt > this.refusedAt;
    if (isNews) {
      this.refusedAt = now;
      this.pauses++;
      this.limit = Math.max(1, Math.floor(this.limit / 2));
    }
    const pauseMs = toldMs ?? (isNews ? this.backOffMs() : 0);
    // Told to wait for no time, one would ask again at once, for ever.
    const until = now + Math.max(pauseMs, isNews ? FIRST_PAUSE_MS / 2 : 0);
    this.pausedUntil = Math.max(this.pausedUntil, until);
    return this.pausedUntil - now;
  }

  /** A call that began then was taken. */
  taken(startedAt: number): void {
    if (startedAt <= this.refusedAt) return;
    this.pauses = 0;
    this.limit = Math.min(this.rules.concurrency, this.limit + 1 / this.limit);
  }

  /** Twice as long each time, half of it by chance: several machines must not come back together. */
  private backOffMs(): number {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.pauses - 1));
    return (longest / 2) * (1 + this.random());
  }
}
