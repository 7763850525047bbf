import type { ApiAnswer, ApiCall } from "../api/api-call";
import type { FailedItem, WriteResult, WrittenItem } from "../api/writes/write-result";
import type { ZohoError } from "../errors/zoho-error";

/** What a record was known by while it was kept. */
export interface KeptAs {
  /** Sequence number of its entry, as `Kept` told. */
  readonly id: number;
  /** ISO 8601. */
  readonly acceptedAt: string;
  readonly topic?: string;
  /** ID of the message that it came with. */
  readonly _msgid?: string;
}

/** An item of a report; its `index` counts within the message that it came with. */
export type Reported<Item> = Item & { readonly outbox: KeptAs };

export interface ReportedResult {
  readonly written: readonly Reported<WrittenItem>[];
  readonly failed: readonly Reported<FailedItem>[];
  /** They may have been written: their answer is missing, or does not mention them. */
  readonly unknown: readonly Reported<WriteResult["unknown"][number]>[];
}

/** How a queue is doing. */
export interface QueueState {
  /** What waits and what is on its way. */
  readonly records: number;
  readonly entries: number;
  readonly bytes: number;
  /** When the oldest of it was accepted: ISO 8601; absent where the queue is empty. */
  readonly oldestAt?: string;
  /** When Zoho last took something: ISO 8601. */
  readonly lastDeliveryAt?: string;
  readonly paused: boolean;
  /** Why nothing is delivered, where that is so for one of its connections; the first of them. */
  readonly held?: ZohoError;
  /** Names of the connections that are held. */
  readonly heldConnections: readonly string[];
  /** When the next try is made: ISO 8601. */
  readonly retryAt?: string;
}

/**
 * What a queue has to tell. Every record that was accepted is in one `delivered` or `expired` report at least: in
 * another one where this process ends between a report and the removal of what it reports.
 *
 * - `delivered`: one call was answered, or will never be sent again.
 * - `expired`: they were kept for longer than they were to be, and are not delivered.
 * - `state`: something but the counts has changed, or the queue has become empty.
 */
export type OutboxReport =
  | ({
      readonly event: "delivered";
      /** As it was sent; absent where what was kept can't be read. */
      readonly call?: ApiCall;
      /** Absent where there was none. */
      readonly answer?: ApiAnswer;
      /** Where something was refused or is unknown. */
      readonly error?: ZohoError;
      readonly state: QueueState;
    } & ReportedResult)
  | {
      readonly event: "expired";
      readonly items: readonly Reported<{ readonly index: number; readonly item: unknown }>[];
      readonly call: ApiCall;
      readonly error: ZohoError;
      readonly state: QueueState;
    }
  | { readonly event: "state"; readonly state: QueueState };
