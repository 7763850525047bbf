import type { Clock } from "../../time/clock";
import type { WindowLimit } from "./call-window";
import type { PaceRules } from "./pace";

/** What Zoho allows the calls that share a lane. */
export interface LaneRules extends PaceRules {
  /** How many of the calls in the air may be heavy ones; absent: all. */
  readonly heavyConcurrency?: number | undefined;
  /** Calls in a span of time. */
  readonly window?: WindowLimit | undefined;
}

/** How calls wait for their turn. */
export interface WaitingRules {
  /** Calls of one lane that may wait. */
  readonly maxWaiting: number;
  /** How long one may wait for its turn, milliseconds. */
  readonly maxWaitMs: number;
  /** How long one waits because Zoho has refused, where its wish says nothing; milliseconds. */
  readonly patienceMs: number;
}

export interface LaneOptions {
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly waiting: WaitingRules;
}
