import type { CancelSignal } from "../time/cancel-signal";
import type { ChangeBatch } from "./change";
import type { FirstRun } from "./change-query";
import type { Cursor } from "./cursor";
import type { PollCost } from "./poll-cost";

/**
 * The changes of one module. Nothing is kept in here that the next poll needs: a cursor is all, also after a restart.
 */
export interface ChangeSource {
  /**
   * Where the first poll begins. From now on costs one call, which also shows whether Zoho takes the query; so does
   * everything, where deleted records are wanted.
   *
   * @throws ZohoError as `Caller.call`; `invalid_input` for a date that is none
   */
  begin(first: FirstRun, options?: PollOptions): Promise<Cursor>;
  /**
   * What has changed since, oldest change first, at least once: where a batch's cursor was not stored the batch comes
   * again. The next page is asked for when the last batch has been taken. The last batch has `more: "no"`, and comes also
   * where nothing has changed.
   *
   * @param cursor as a batch or `begin` gave it; `readCursor` checks one that was stored
   * @throws ZohoError as `Caller.call`; what was given before stays given, with its cursors
   */
  poll(cursor: Cursor, options?: PollOptions): AsyncGenerator<ChangeBatch, void, void>;
  /** What a poll costs where nothing has changed. */
  readonly costOfPoll: PollCost;
}

export interface PollOptions {
  readonly signal?: CancelSignal;
}
