import type { Change } from "../../src/changes/change";
import { Cancellation, type CancelSignal } from "../../src/time/cancel-signal";
import type { Clock } from "../../src/time/clock";
import type { FlowMessage } from "../shared/red";
import { batchOf, keyOf, messagesOf, type SentBatch } from "./change-messages";
import type { Advance, ChangesOutput } from "./config";
import type { WatchedFacts } from "./watched";

export interface DeliveryOptions {
  readonly output: ChangesOutput;
  readonly advance: Advance;
  /** Until a batch that nobody has taken comes again, milliseconds. */
  readonly takenWithinMs: number;
  readonly clock: Pick<Clock, "sleep">;
  readonly send: (message: FlowMessage) => void;
  /** Whether it waits for the flow may be another thing now. */
  readonly changed: () => void;
}

/** How a batch is sent. */
export interface Giving {
  readonly again: "again" | "first time";
  readonly signal: CancelSignal;
}

/** A batch that the flow has not taken yet. */
interface OpenBatch extends SentBatch {
  /** Changes whose messages have not come back. */
  readonly missing: Set<string>;
  /** Set off when it is taken, and when it is given up. */
  readonly over: Cancellation;
}

/** Hands batches to the flow, and knows when one was taken. */
export class BatchDelivery {
  private open: OpenBatch | undefined;

  constructor(private readonly options: DeliveryOptions) {}

  /** True where the flow has to say that it has taken a batch. */
  get waitsForFlow(): boolean {
    return this.options.advance === "asked";
  }

  /** The batch that waits for the flow. */
  get waiting(): string | undefined {
    return this.open?.id;
  }

  /**
   * Sends changes, and resolves when they were taken. Those that nobody takes in time are sent again, marked.
   *
   * @throws the signal's reason; what was not sent by then is not sent any more
   */
  async give(facts: WatchedFacts, changes: readonly Change[], { again, signal }: Giving): Promise<void> {
    const batch = batchOf(facts, changes);
    if (!this.waitsForFlow) {
      await this.send(batch, again, signal);
      // A node that is stopped meanwhile can't know whether the nodes behind it were still there: it comes again.
      signal.throwIfAborted();
      return;
    }
    const open = { ...batch, missing: new Set(changes.map(keyOf)), over: overWith(signal) };
    await this.sendUntilTaken(open, { again, signal });
    signal.throwIfAborted();
  }

  /** The flow has taken a batch as a whole. @returns whether it was waited for */
  taken(batch: string): boolean {
    if (this.open?.id !== batch) return false;
    this.open.over.abort(new Error("it was taken"));
    return true;
  }

  /** A message of a batch has come back: the last one of them takes the batch. */
  cameBack(batch: string, change: Pick<Change, "kind" | "id" | "at"> | undefined): void {
    if (this.open?.id !== batch) return;
    if (change !== undefined) this.open.missing.delete(keyOf(change));
    if (change === undefined || this.open.missing.size === 0) this.taken(batch);
  }

  private async sendUntilTaken(batch: OpenBatch, { again, signal }: Giving): Promise<void> {
    const { clock, takenWithinMs, changed } = this.options;
    const { over } = batch;
    this.open = batch;
    changed();
    try {
      // A flow may take the batch with its first message: the others are sent all the same, or they would be lost.
      await this.send(batch, again, signal);
      while (!over.aborted) {
        await clock.sleep(takenWithinMs, over);
        await this.send(batch, "again", over);
      }
    } catch (error) {
      if (!over.aborted) throw error;
    } finally {
      this.open = undefined;
    }
  }

  private async send(batch: SentBatch, again: Giving["again"], signal: CancelSignal): Promise<void> {
    for (const message of messagesOf(batch, this.options.output, again)) {
      signal.throwIfAborted();
      this.options.send(message);
      // What is sent faster than flows take it would pile up.
      await new Promise(setImmediate);
    }
  }
}

function overWith(signal: CancelSignal): Cancellation {
  const over = new Cancellation();
  const end = (): void => {
    over.abort(signal.reason);
  };
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  return over;
}
