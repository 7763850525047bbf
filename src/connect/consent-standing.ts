import type { ConsentOutcome } from "./consent-outcomes";
import type { StartRecord } from "../vault/vault";
import type { WaitingStarts } from "./waiting-starts";

/**
 * How a consent stands. `waiting`: its person has not come back, or has not typed the code. `consented`: the grant is
 * being stored and tried.
 */
export type ConsentStanding =
  | ConsentOutcome
  | {
      readonly state: "waiting" | "consented";
      /** Milliseconds since 1970. */
      readonly expiresAt: number;
    };

/** A ticket, as `Consents.start` makes them. */
const TICKET = /^[0-9a-f]{64}$/;

/**
 * How the consent of a ticket stands.
 *
 * @returns undefined where none waits, and none ended of late
 * @throws ZohoError those of the vault
 */
export async function standingOf(
  starts: WaitingStarts,
  ticket: string,
): Promise<ConsentStanding | undefined> {
  const record = await waitingStart(starts, ticket);
  // Asked only now: one that has ended while it was read is gone from the vault, and its outcome is there.
  const outcome = starts.outcomes.of(ticket);
  if (outcome !== undefined) return outcome;
  const known = record ?? starts.endingOf(ticket);
  if (known === undefined) return undefined;
  return { state: known.exchanging ? "consented" : "waiting", expiresAt: known.expiresAt };
}

/**
 * The consent of a ticket, where it waits.
 *
 * @throws ZohoError those of the vault
 */
export async function waitingStart(starts: WaitingStarts, ticket: string): Promise<StartRecord | undefined> {
  return TICKET.test(ticket) ? starts.book.read(ticket) : undefined;
}
