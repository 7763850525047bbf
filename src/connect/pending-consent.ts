import type { StartRecord } from "../vault/vault";

/** A consent that waits for its person. */
export interface PendingConsent {
  /** Tells consents apart; no secret. */
  readonly ticket: string;
  readonly connectionName: string;
  readonly startedBy: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What may be known of a start outside the vault. */
export function pendingOf(record: StartRecord): PendingConsent {
  const { id, connectionName, startedBy, expiresAt } = record;
  return { ticket: id, connectionName, startedBy, expiresAt };
}
