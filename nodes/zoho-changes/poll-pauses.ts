import { endsByItself } from "../../src/errors/classes";
import type { ZohoError } from "../../src/errors/zoho-error";

/** The first poll of a node comes within this time of the start, milliseconds: many nodes must not poll at once. */
const FIRST_WITHIN_MS = 10_000;

/** Each pause is longer or shorter by up to this part, so that nodes that began together part. */
const SPREAD = 0.05;

/** The pause after a first failure that mends itself, milliseconds; it doubles with each further one. */
const FIRST_RETRY_MS = 10_000;

/** The longest of them, where the interval is not longer. */
const LONGEST_RETRY_MS = 10 * 60_000;

/** What a person must mend is looked at this often, where the interval is not longer. */
const UNMENDED_MS = 5 * 60_000;

/** @param random from 0 to below 1 */
export function firstPause(intervalMs: number, random: number): number {
  return Math.min(intervalMs, FIRST_WITHIN_MS) * random;
}

/** The pause after a poll that went well. */
export function regularPause(intervalMs: number, random: number): number {
  return intervalMs * (1 - SPREAD + 2 * SPREAD * random);
}

/** How a node has failed lately. */
export interface Failures {
  readonly error: ZohoError;
  /** In a row, from 1 on. */
  readonly count: number;
}

/**
 * The pause after a failure: what mends itself is tried again sooner and then ever later, never before Zoho says; what
 * a person must mend is looked at now and then.
 */
export function pauseAfter({ error, count }: Failures, intervalMs: number, random: number): number {
  if (!endsByItself(error.class)) return regularPause(Math.max(intervalMs, UNMENDED_MS), random);
  const longest = Math.max(intervalMs, LONGEST_RETRY_MS);
  const wait = Math.min(longest, FIRST_RETRY_MS * 2 ** Math.min(count - 1, 20));
  // Half of it by chance: what failed together must not come back together.
  return Math.max((wait / 2) * (1 + random), error.cause.retryAfterMs ?? 0);
}
