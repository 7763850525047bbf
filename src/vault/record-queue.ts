/**
 * Runs what is asked for one key in order, one at a time, and for different keys side by side. A failure is
 * told to its own caller only. Holds nothing for a key on which nothing is going on.
 */
export class RecordQueue {
  readonly #tails = new Map<string, Promise<void>>();

  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(work);
    const tail = result.then(ignore, ignore).then(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
    this.#tails.set(key, tail);
    return result;
  }

  /** How many keys have work going on. */
  get size(): number {
    return this.#tails.size;
  }
}

function ignore(): void {
  // The outcome belongs to the caller of `run`.
}
