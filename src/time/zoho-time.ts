import type { Clock } from "./clock";

/** No clock that is right shows a time before this package was written. */
export const WRITTEN_AT = Date.UTC(2026, 0, 1);

/** A date of an answer is believed from then on and up to here; others are a mistake of somebody. */
const LATEST_MS = Date.UTC(2076, 0, 1);

/** An answer that took longer tells too little of the time, milliseconds. */
const LONGEST_WAY_MS = 30_000;

/** HTTP dates are in whole seconds. */
const RESOLUTION_MS = 1_000;

/** A clock that is this far from Zoho's can't judge certificates, milliseconds. */
const TOO_FAR_MS = 24 * 3_600_000;

/**
 * The `Date` of an answer of Zoho's.
 *
 * @returns milliseconds since 1970; undefined where it has none that can be
 */
export function toldDate(date: string | undefined): number | undefined {
  const told = Date.parse(date ?? "");
  return told >= WRITTEN_AT && told < LATEST_MS ? told : undefined;
}

/**
 * Zoho's clock as far as it is known here: the wall clock until Zoho has answered, from then on counted from the `Date`
 * of its answers by the monotonic clock, which no correction of the wall clock moves.
 */
export class ZohoTime {
  /** What Zoho's clock showed at a moment of the monotonic one. */
  private heard: { readonly zoho: number; readonly monotonic: number } | undefined;

  /** The date of the last answer and what it means: a busy second has many answers and one date. */
  private lastDate: string | undefined;
  private lastTold: number | undefined;

  constructor(private readonly clock: Clock) {}

  /** Milliseconds since 1970. */
  now(): number {
    return this.at(this.clock.monotonic(), this.clock.now());
  }

  /** Zoho's clock at a moment of which both clocks of this machine are known. */
  at(monotonic: number, wall: number): number {
    return this.heard === undefined ? wall : Math.round(this.heard.zoho + monotonic - this.heard.monotonic);
  }

  /** How far Zoho's clock is ahead of this machine's, milliseconds; undefined before Zoho has answered. */
  offset(): number | undefined {
    return this.heard === undefined ? undefined : this.now() - this.clock.now();
  }

  /**
   * Takes the time from an answer of Zoho's.
   *
   * @param date its `Date` header
   * @param sentAt when it was asked for, monotonic
   */
  hear(date: string | undefined, sentAt: number): void {
    const monotonic = this.clock.monotonic();
    const way = monotonic - sentAt;
    if (date !== this.lastDate) {
      this.lastDate = date;
      this.lastTold = toldDate(date);
    }
    const told = this.lastTold;
    if (told === undefined || way > LONGEST_WAY_MS) return;
    const zoho = told + RESOLUTION_MS / 2 + way / 2;
    const uncertain = RESOLUTION_MS / 2 + way / 2;
    const known = this.heard === undefined ? undefined : this.at(monotonic, 0);
    // What is known may be the better guess: it is kept while the answer does not contradict it.
    if (known === undefined || Math.abs(known - zoho) > uncertain) this.heard = { zoho, monotonic };
  }

  /** True where this machine's clock can't be right, so that certificates seem not valid yet or no more. */
  isClockWrong(): boolean {
    return this.clock.now() < WRITTEN_AT || Math.abs(this.offset() ?? 0) > TOO_FAR_MS;
  }
}
