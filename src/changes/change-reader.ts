import type { CancelSignal } from "../time/cancel-signal";

/** A record as a product gave it. Times are Zoho's own, milliseconds since 1970. */
export interface ReadRow {
  readonly id: string;
  /** When it was changed last. */
  readonly at: number;
  /** Undefined where the product does not tell. */
  readonly createdAt: number | undefined;
  readonly record: Readonly<Record<string, unknown>>;
}

/** A record that is gone. */
export interface DeletedRow {
  readonly id: string;
  readonly at: number;
  readonly record: Readonly<Record<string, unknown>>;
}

export interface RowPage {
  /** Oldest change first. */
  readonly rows: readonly ReadRow[];
  /** What Zoho's clock showed when it looked, or earlier; `askedAsOf` tells it. Undefined where Zoho did not say. */
  readonly asOf: number | undefined;
  readonly isLast: boolean;
  /**
   * False where rows come in any order, so that all pages have to be read before any time can be left behind; all pages
   * from there on say so.
   */
  readonly isInOrder?: false;
}

export interface DeletedRows {
  /** In any order. */
  readonly rows: readonly DeletedRow[];
  readonly asOf: number | undefined;
}

/**
 * How one product is asked for its changes: all that differs between products. What comes of it (no record twice, none
 * lost, the cursor) is `pollChanges`' business, so a reader may give rows again, and rows from before `since`.
 */
export interface ChangeReader {
  /**
   * Zoho's time, by one cheap call that also shows whether Zoho takes the query.
   *
   * @throws ZohoError as `Caller.call`
   */
  now(signal?: CancelSignal): Promise<number>;
  /**
   * Every record that was changed at `since` or later, page by page in the order of these times. A record that is changed
   * while pages are read must come with its old state, its new one or both, in this order.
   *
   * @param since undefined: every record
   * @throws ZohoError as `Caller.call`
   */
  rows(since: number | undefined, signal?: CancelSignal): AsyncIterable<RowPage>;
  /**
   * Every record that was deleted at `since` or later. Undefined where the product does not tell.
   *
   * @throws ZohoError as `Caller.call`
   */
  readonly deleted?: ((since: number, signal?: CancelSignal) => Promise<DeletedRows>) | undefined;
}
