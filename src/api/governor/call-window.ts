/** So many calls in so long a time. */
export interface WindowLimit {
  readonly calls: number;
  /** Milliseconds. */
  readonly ms: number;
}

/**
 * Calls in a rolling window, as Zoho counts them. A call counts from the moment that it may have arrived until its
 * answer is there, and then for the whole length of the window: however slow the network was, Zoho has never seen more.
 */
export class CallWindow {
  /** When calls ended, oldest first; the ones before `oldest` have left the window. Monotonic, milliseconds. */
  private ended: number[] = [];
  private oldest = 0;

  /** @param running calls that are in the air already */
  constructor(
    private readonly limit: WindowLimit,
    private running: number,
  ) {}

  /**
   * When another call may begin: now, later, or at infinity where one that runs must end first.
   *
   * @param now monotonic clock
   */
  freeAt(now: number): number {
    this.forget(now);
    const count = this.ended.length - this.oldest;
    if (this.running + count < this.limit.calls) return now;
    // Of those that have ended so many must leave until there is room for one.
    const leaving = this.ended[this.oldest + this.running + count - this.limit.calls];
    return leaving === undefined ? Number.POSITIVE_INFINITY : leaving + this.limit.ms;
  }

  begin(): void {
    this.running++;
  }

  end(now: number): void {
    this.running--;
    this.ended.push(now);
  }

  /** A call that was sent once more in its place. */
  repeat(now: number): void {
    this.ended.push(now);
  }

  isEmpty(now: number): boolean {
    this.forget(now);
    return this.running === 0 && this.oldest === this.ended.length;
  }

  private forget(now: number): void {
    const { ended, limit } = this;
    while (this.oldest < ended.length && (ended[this.oldest] ?? now) <= now - limit.ms) this.oldest++;
    // Each entry is moved once at most, so that a call costs the same however many the window holds.
    if (this.oldest * 2 < ended.length || this.oldest === 0) return;
    this.ended = ended.slice(this.oldest);
    this.oldest = 0;
  }
}
