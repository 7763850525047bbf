/** What has come in under a name so far, and who waits for more of it. */
export class Arrivals<T> {
  readonly #arrived = new Map<string, T[]>();
  readonly #waiting = new Set<Waiting<T>>();
  readonly #what: string;
  #closed: string | undefined;

  /** @param what these are, for the text of a failure, e.g. `message at` */
  constructor(what: string) {
    this.#what = what;
  }

  /** Takes one in, and settles whoever waited for it. */
  add(name: string, item: T): void {
    const items = [...this.of(name), item];
    this.#arrived.set(name, items);
    for (const waiting of this.#waiting) {
      if (waiting.name === name && waiting.enough(items)) {
        waiting.resolve(items);
      }
    }
  }

  /** Everything that came in under this name, oldest first. */
  of(name: string): readonly T[] {
    return this.#arrived.get(name) ?? [];
  }

  /** Forgets what came in, under this name or all. */
  forget(name?: string): void {
    if (name === undefined) {
      this.#arrived.clear();
    } else {
      this.#arrived.delete(name);
    }
  }

  /** Nothing more can come, for this reason: all waits fail now, new ones at once. */
  close(reason: string): void {
    this.#closed = reason;
    for (const waiting of this.#waiting) {
      waiting.fail(reason);
    }
  }

  /** Things may come in again. */
  reopen(): void {
    this.#closed = undefined;
  }

  /**
   * Waits until enough has come in; what came in before counts.
   *
   * @param timeoutMs after which the wait fails
   * @returns everything under this name
   * @throws Error saying what did come in
   */
  until(name: string, enough: (items: readonly T[]) => boolean, timeoutMs: number): Promise<readonly T[]> {
    const present = this.of(name);
    if (enough(present)) {
      return Promise.resolve(present);
    }
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
      };
      const fail = (reason: string): void => {
        settle();
        reject(
          new Error(`${reason}; ${this.#what} "${name}" so far: ${JSON.stringify(this.of(name), null, 2)}`),
        );
      };
      const waiting: Waiting<T> = {
        name,
        enough,
        fail,
        resolve: (items) => {
          settle();
          resolve(items);
        },
      };
      const timer = setTimeout(fail, timeoutMs, `not enough within ${timeoutMs} ms`);
      this.#waiting.add(waiting);
      if (this.#closed !== undefined) {
        fail(this.#closed);
      }
    });
  }
}

interface Waiting<T> {
  readonly name: string;
  readonly enough: (items: readonly T[]) => boolean;
  readonly resolve: (items: readonly T[]) => void;
  readonly fail: (reason: string) => void;
}
