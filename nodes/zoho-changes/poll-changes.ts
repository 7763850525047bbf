import { asZohoError } from "../../src/errors/as-zoho-error";
import type { FirstRun } from "../../src/changes/change-query";
import { type Cursor, readCursor } from "../../src/changes/cursor";
import type { ZohoError } from "../../src/errors/zoho-error";
import type { CancelSignal } from "../../src/time/cancel-signal";
import type { BatchDelivery } from "./batch-delivery";
import type { WatchListener } from "./watch-state";
import type { Watched } from "./watched";
import type { WatchPlace } from "./watch-place";

export interface PollParts {
  readonly place: WatchPlace;
  readonly delivery: BatchDelivery;
  /** Where a watch begins that has no place. @throws ZohoError `invalid_input` */
  readonly first: () => FirstRun;
  /** @throws ZohoError where it is not known what is to be watched: no client, no connection, no org */
  readonly open: () => Promise<Watched>;
  readonly listener: WatchListener;
}

/** Who wants a poll: a pause ends those that come by themselves. */
export type Wanted = "by itself" | "by hand";

/** One poll: from the place of the node to where nothing is left, each batch handed over before the next is read. */
export class Poll {
  /** Why the place is not on disk. */
  unkept: ZohoError | undefined;

  constructor(private readonly parts: PollParts) {}

  /**
   * @returns how many changes were handed over
   * @throws ZohoError; the signal's reason
   */
  async run(signal: CancelSignal, wanted: Wanted): Promise<number> {
    const { place } = this.parts;
    const watched = await this.parts.open();
    const cursor = await this.cursorOf(watched, signal);
    let changes = 0;
    for await (const batch of watched.source.poll(cursor, { signal })) {
      if (batch.changes.length === 0) await this.kept(place.nothingNew(batch.cursor));
      else {
        await this.give(watched, batch.changes, signal);
        changes += batch.changes.length;
        await this.kept(place.taken(batch.cursor));
      }
      if (batch.more === "yes" && place.isPaused && wanted === "by itself") return changes;
    }
    await this.kept(place.nothingLeft());
    return changes;
  }

  /**
   * Goes on from another place, which is on disk when this resolves.
   *
   * @param again `replay` where what comes was given before
   * @throws ZohoError where it can't be found or kept: the old place then still counts
   */
  async move(first: FirstRun, signal: CancelSignal, again?: "replay"): Promise<void> {
    const watched = await this.parts.open();
    const cursor = await watched.source.begin(first, { signal });
    await this.parts.place.move(watched, cursor, again);
    this.unkept = undefined;
  }

  private async give(
    { facts }: Watched,
    changes: Parameters<BatchDelivery["give"]>[1],
    signal: CancelSignal,
  ): Promise<void> {
    const { place, delivery } = this.parts;
    const again = place.isAgain ? "again" : "first time";
    if (delivery.waitsForFlow) await this.kept(place.sending());
    await delivery.give(facts, changes, { again, signal });
  }

  /** Where the poll begins: the place of what is watched, or where its first run does. */
  private async cursorOf(watched: Watched, signal: CancelSignal): Promise<Cursor> {
    const { place, listener } = this.parts;
    const known = await place.of(watched);
    if (known !== undefined) return readCursor(known);
    const isAnother = place.isOfAnother(watched);
    const cursor = await watched.source.begin(this.parts.first(), { signal });
    if (isAnother) listener.beganAnew();
    await this.kept(place.begin(watched, cursor));
    return cursor;
  }

  /** A place that can't be kept stops nothing: told once, and after a restart changes come again. */
  private async kept(keeping: Promise<void>): Promise<void> {
    try {
      await keeping;
      this.unkept = undefined;
    } catch (thrown) {
      const error = asZohoError(thrown);
      if (this.unkept === undefined) this.parts.listener.failed(error);
      this.unkept = error;
    }
  }
}
