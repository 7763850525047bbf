import type { Clock } from "../time/clock";
import { claimAfter, type ClaimPlace, isReleased, newestClaim, type OwnClaim } from "./numbered-claims";

/** How often the holder shows that it lives. */
const BEAT_MS = 2_000;
/** A holder that did not for so long is dead: three beats, so that one late one does no harm. */
const SILENCE_MS = 6_000;
const POLL_MS = 25;
/** Of a holder that takes seconds, as one that waits for Zoho, nobody need be told within milliseconds. */
const SLOW_POLL_MS = 200;

export interface LeasePlace extends ClaimPlace {
  readonly clock: Clock;
}

/** While it is held, nobody else gets it. */
export interface HeldLease {
  /** Never throws. */
  release(): Promise<void>;
}

/**
 * Waits until no other process holds the lease in a folder, and holds it then.
 *
 * A holder whose claim has not changed for six seconds of waiting is taken for dead. No wall clock, no file times and no
 * process IDs are used, because gateways boot in 1970 and containers that share a volume share none of them.
 *
 * @param patienceMs longest time to wait for a holder that lives, milliseconds
 * @returns undefined where somebody holds it still
 * @throws system errors where the folder can't be read or written
 */
export async function holdLease(place: LeasePlace, patienceMs: number): Promise<HeldLease | undefined> {
  // Sleeping must not end a script that does nothing else than opening its vault: `Clock.sleep` alone would.
  const alive = setInterval(() => undefined, SILENCE_MS);
  try {
    const claim = await waitForTurn(place, patienceMs);
    if (claim === undefined) return undefined;
    const beating = new AbortController();
    void keepBeating(place.clock, claim, beating.signal);
    return {
      release: () => {
        beating.abort();
        return claim.release();
      },
    };
  } finally {
    clearInterval(alive);
  }
}

async function waitForTurn(place: LeasePlace, patienceMs: number): Promise<OwnClaim | undefined> {
  const { clock } = place;
  const began = clock.monotonic();
  let seen: string | undefined;
  let since = began;
  for (;;) {
    const last = await newestClaim(place);
    const now = clock.monotonic();
    const looks = JSON.stringify(last);
    if (looks !== seen) {
      seen = looks;
      since = now;
    }
    if (last === undefined || isReleased(last) || now - since >= SILENCE_MS) {
      const claim = await claimAfter(place, last);
      if (claim !== undefined) return claim;
    } else if (now - began >= patienceMs) {
      return undefined;
    }
    await clock.sleep(now - began < BEAT_MS ? POLL_MS : SLOW_POLL_MS);
  }
}

async function keepBeating(clock: Clock, claim: OwnClaim, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await clock.sleep(BEAT_MS, signal);
    } catch {
      // Only the signal ends a sleep.
      return;
    }
    if (signal.aborted) return;
    await claim.beat();
  }
}
