import type { Cursor } from "./cursor";

/**
 * One record as it was when it was read. Several changes between two polls are one: the record comes once, with its
 * latest state; one that was created and deleted between two polls comes as `deleted` only.
 */
export interface Change {
  /**
   * `created` where nothing of the record had come before and it was created since the last poll. One that was created and
   * changed since may be `changed`, where Zoho listed it only after the poll. It is said once, but for one that was created
   * long before the last 5,000 new ones of a poll that ended early.
   */
  readonly kind: "created" | "changed" | "deleted";
  readonly id: string;
  /** When Zoho says that it happened: ISO 8601 in UTC. */
  readonly at: string;
  /** The fields asked for; of a deleted record what the product still tells of it. */
  readonly record: Readonly<Record<string, unknown>>;
}

/** Changes that belong together, oldest first. */
export interface ChangeBatch {
  /** May be empty. */
  readonly changes: readonly Change[];
  /** To be stored once the changes have been taken: the next poll begins behind them. */
  readonly cursor: Cursor;
  /** `yes` where this poll goes on to give batches. */
  readonly more: "yes" | "no";
}
