import type { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";

/**
 * How a request for a token failed.
 *
 * - `never left`: it cost nothing, and the network may be back at any moment.
 * - `left`: Zoho may have counted it among its ten.
 * - `not understood`: Zoho has answered, and nobody knows what would make the answer another one.
 */
export type TokenFailure = "never left" | "left" | "not understood";

interface Pace {
  readonly firstMs: number;
  readonly factor: number;
  readonly longestMs: number;
}

/**
 * The pauses between tries. At the pace of `left`, the first ten minutes of an outage cost seven tokens of the runtime's
 * eight and later ones four: when Zoho is back there is one left to ask for.
 */
const PACES: Readonly<Record<TokenFailure, Pace>> = {
  "never left": { firstMs: 1_000, factor: 2, longestMs: 5_000 },
  left: { firstMs: 5_000, factor: 3, longestMs: 150_000 },
  "not understood": { firstMs: 30_000, factor: 3, longestMs: 10 * 60_000 },
};

interface Pause {
  readonly error: ZohoError;
  /** Monotonic. */
  readonly until: number;
  /** Length of the last pause of each kind: what goes wrong now one way, now the other, is no reason to begin anew. */
  readonly lengthsMs: Readonly<Partial<Record<TokenFailure, number>>>;
}

/**
 * A pause after a token request that failed for no lasting reason, longer with each further failure. Who asks in the
 * pause gets the same failure at once and is told when it ends, so that a busy flow does not spend the tokens of ten
 * minutes on an endpoint that is down.
 */
export class Cooldown {
  private readonly pauses = new Map<string, Pause>();

  constructor(private readonly clock: Clock) {}

  /** @throws ZohoError the failure that began the pause, with `retryAt`, while it lasts */
  check(key: string): void {
    const pause = this.pauses.get(key);
    const leftMs = pause === undefined ? 0 : pause.until - this.clock.monotonic();
    if (pause !== undefined && leftMs > 0) throw told(pause.error, leftMs, this.clock);
  }

  /** @returns the failure for who caused it, with the end of the pause as `retryAt` */
  fail(key: string, error: ZohoError, failure: TokenFailure): ZohoError {
    const { firstMs, factor, longestMs } = PACES[failure];
    const lengths = this.pauses.get(key)?.lengthsMs;
    const previous = lengths?.[failure];
    const lengthMs = previous === undefined ? firstMs : Math.min(previous * factor, longestMs);
    this.pauses.set(key, {
      error,
      until: this.clock.monotonic() + lengthMs,
      lengthsMs: { ...lengths, [failure]: lengthMs },
    });
    return told(error, lengthMs, this.clock);
  }

  reset(key: string): void {
    this.pauses.delete(key);
  }
}

function told(error: ZohoError, retryAfterMs: number, clock: Clock): ZohoError {
  return error.copy({ retryAt: clock.now() + retryAfterMs, retryAfterMs });
}
