import type { Clock } from "../time/clock";

/** Several changes that are written together. */
interface Group<Change> {
  readonly changes: Change[];
  readonly done: Promise<void>;
  readonly settle: { readonly resolve: () => void; readonly reject: (error: unknown) => void };
}

/**
 * Collects changes and writes them together: those that come while a write is under way, and those that come within a
 * stated time after the last one began. A change that comes after a pause is written at once.
 *
 * Each write is one fsync, which wears an SD card and takes a slow one tens of milliseconds: the time bounds how many
 * there are, whatever the number of messages.
 */
export class GroupCommit<Change> {
  readonly #clock: Clock;
  readonly #flushMs: number;
  readonly #write: (changes: readonly Change[]) => Promise<void>;
  #next: Group<Change> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #lastAt = Number.NEGATIVE_INFINITY;
  #hurry = new AbortController();

  /**
   * @param flushMs the least time between two writes, milliseconds
   * @param write writes changes durably, in their order, all or none
   */
  constructor(options: {
    readonly clock: Clock;
    readonly flushMs: number;
    readonly write: (changes: readonly Change[]) => Promise<void>;
  }) {
    this.#clock = options.clock;
    this.#flushMs = options.flushMs;
    this.#write = options.write;
  }

  /** Resolves when the change is written. @throws what `write` throws, for all that were written together */
  add(change: Change): Promise<void> {
    const group = this.#next ?? this.#begin();
    group.changes.push(change);
    return group.done;
  }

  /** Writes what has come so far without waiting, and resolves when nothing is under way; failures are told by `add`. */
  async flush(): Promise<void> {
    this.#hurry.abort();
    await this.#writing;
    this.#hurry = new AbortController();
  }

  #begin(): Group<Change> {
    let settle: Group<Change>["settle"] = { resolve: () => undefined, reject: () => undefined };
    const done = new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
    });
    const group = { changes: [], done, settle };
    this.#next = group;
    this.#writing = this.#writing.then(() => this.#take(group));
    return group;
  }

  async #take(group: Group<Change>): Promise<void> {
    const left = this.#lastAt + this.#flushMs - this.#clock.monotonic();
    if (left > 0) await this.#clock.sleep(left, this.#hurry.signal).catch(() => undefined);
    this.#lastAt = this.#clock.monotonic();
    this.#next = undefined;
    try {
      await this.#write(group.changes);
      group.settle.resolve();
    } catch (error) {
      group.settle.reject(error);
    }
  }
}
