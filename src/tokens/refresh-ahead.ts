import type { Clock } from "../time/clock";
import { type AccessToken, isSameToken } from "./access-token";

/** Renewed in the background from this long before its end, milliseconds. */
const SOFT_MS = 5 * 60_000;

/** Up to so much earlier, at random: what was connected together must not be renewed together. */
const JITTER_MS = 60_000;

/** Of a short life at most this part is the time for renewing. */
const SOFT_PART = 1 / 5;

/** Pauses between tries that fail, milliseconds; doubling. */
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * How often it is looked whether another process has a newer token, milliseconds. Zoho keeps the last ten tokens of a
 * grant: who looks this often holds none that was pushed out, unless ten are asked for on purpose in less than that.
 */
const LOOK_MS = 60_000;

/** Where nobody has looked for so long, for lack of calls, it is looked before the next one, milliseconds. */
const UNSEEN_MS = 90_000;

export interface RefreshAheadOptions {
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Gets a newer token, from whom ever. */
  readonly renew: (token: AccessToken) => Promise<unknown>;
  /** Looks whether there is a newer token already; asks nothing of Zoho. */
  readonly look: (token: AccessToken) => Promise<unknown>;
}

/** What is to be done about the present token of a connection; times of the monotonic clock. */
interface Plan {
  readonly token: AccessToken;
  /** When it was known to be the newest. */
  seenAt: number;
  renewAt: number;
  lookAt: number;
  pauseMs: number;
}

/**
 * Renews tokens before they end, so that no call waits for it. Only where a call uses them: each token counts among
 * the ten of ten minutes, and an idle connection needs none.
 */
export class RefreshAhead {
  private readonly plans = new Map<string, Plan>();

  constructor(private readonly options: RefreshAheadOptions) {}

  /** To be told that there is no newer token than this one. */
  seen(token: AccessToken): void {
    const now = this.options.clock.monotonic();
    const plan = this.planOf(token, now);
    plan.seenAt = now;
    plan.lookAt = now + LOOK_MS;
  }

  /** True where so many newer tokens may be there that Zoho has ended this one. */
  isUnseen(token: AccessToken): boolean {
    const now = this.options.clock.monotonic();
    return now - this.planOf(token, now).seenAt >= UNSEEN_MS;
  }

  /** To be told of each use of a token. Waits for nothing and never fails. */
  used(token: AccessToken): void {
    const now = this.options.clock.monotonic();
    const plan = this.planOf(token, now);
    if (now >= plan.renewAt) {
      plan.renewAt = Infinity;
      this.options.renew(token).then(
        // Nothing newer came of it, for example because the grant is being replaced.
        () => this.pause(plan),
        // The present token is good; who needs a newer one is told by the call that can't do without.
        () => this.pause(plan),
      );
    } else if (now >= plan.lookAt) {
      plan.lookAt = now + LOOK_MS;
      // What can't be read now is looked for again later, and costs nothing until the token ends.
      this.options.look(token).catch(() => undefined);
    }
  }

  forget(connectionId: string): void {
    this.plans.delete(connectionId);
  }

  private planOf(token: AccessToken, now: number): Plan {
    const known = this.plans.get(token.connectionId);
    if (known !== undefined && isSameToken(known.token, token)) return known;
    const life = token.expiresAt - token.obtainedAt;
    const ahead = Math.min(SOFT_MS + this.options.random() * JITTER_MS, life * SOFT_PART);
    const plan: Plan = {
      token,
      seenAt: now,
      renewAt: token.expiresMonotonic - ahead,
      lookAt: now + LOOK_MS,
      pauseMs: FIRST_PAUSE_MS,
    };
    this.plans.set(token.connectionId, plan);
    return plan;
  }

  private pause(plan: Plan): void {
    plan.renewAt = this.options.clock.monotonic() + plan.pauseMs;
    plan.pauseMs = Math.min(plan.pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
