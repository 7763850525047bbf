import { ZohoError } from "../../errors/zoho-error";
import type { Clock } from "../../time/clock";

/** Whose limit a wait would outlast, for people. */
export const WHOLE_MESSAGE = "the whole message";

/**
 * The lane stays closed for longer than a call may wait. Not sent.
 *
 * @param outlasted whose limit of time the wait would outlast, where that is why
 */
export function closedLane(clock: Clock, ms: number, outlasted?: string): ZohoError {
  return new ZohoError("api_limit", {
    ...after(clock, ms),
    details: { message: "it was not sent", sent: false, ...(outlasted !== undefined && { outlasted }) },
  });
}

/** @param limit calls that may wait */
export function fullQueue(clock: Clock, limit: number, ms: number): ZohoError {
  return new ZohoError("queue_full", { ...after(clock, ms), details: { limit } });
}

export function waitedTooLong(clock: Clock, waitedMs: number, ms: number): ZohoError {
  return new ZohoError("waited_too_long", {
    ...after(clock, ms),
    details: { seconds: Math.round(waitedMs / 1000) },
  });
}

/** When a repetition makes sense. */
function after(clock: Clock, ms: number): { readonly retryAt: number; readonly retryAfterMs: number } {
  return { retryAt: clock.now() + ms, retryAfterMs: ms };
}
