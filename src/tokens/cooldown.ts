import type { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * A pause after a token request that failed for no lasting reason, doubling up to 30 s. Requests in the pause
 * fail with the same error at once, so that a busy flow does not hammer an endpoint that is down.
 */
export class Cooldown {
  private readonly pauses = new Map<
    string,
    { readonly error: ZohoError; readonly until: number; readonly length: number }
  >();

  constructor(private readonly clock: Clock) {}

  /** @throws the error that began the pause, while it lasts */
  check(key: string): void {
    const pause = this.pauses.get(key);
    if (pause !== undefined && this.clock.monotonic() < pause.until) throw pause.error;
  }

  fail(key: string, error: ZohoError): void {
    const previous = this.pauses.get(key)?.length ?? FIRST_PAUSE_MS / 2;
    const length = Math.min(previous * 2, LONGEST_PAUSE_MS);
    this.pauses.set(key, { error, length, until: this.clock.monotonic() + length });
  }

  reset(key: string): void {
    this.pauses.delete(key);
  }
}
