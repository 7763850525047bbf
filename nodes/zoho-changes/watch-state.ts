import type { ZohoError } from "../../src/errors/zoho-error";

/** How a watch is doing; times in milliseconds since 1970. */
export interface WatchState {
  readonly is: "beginning" | "polling" | "waiting" | "resting" | "paused" | "failing";
  /** When the last poll that went well ended. */
  readonly lastPollAt?: number;
  /** How many changes it has handed over. */
  readonly lastChanges?: number;
  /** Absent where no poll comes by itself. */
  readonly nextPollAt?: number;
  /** The batch that the flow has not taken yet. */
  readonly batch?: string;
  readonly error?: ZohoError;
}

/** Who is told what happens to a watch. */
export interface WatchListener {
  /** The state may be another one now. */
  changed(): void;
  /** Something has failed that was not told before: once for each change of it, not for each poll. */
  failed(error: ZohoError): void;
  /** What is watched is another thing than before, so the place of before counts no more. */
  beganAnew(): void;
}
