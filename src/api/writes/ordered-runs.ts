/**
 * Runs things in the order they come, so many at once, but never two at once that concern the same thing.
 *
 * What can't begin yet holds up what came after it: order is worth more than haste.
 */
export class OrderedRuns {
  private readonly waiting: Waiting[] = [];
  private readonly busy = new Set<string>();
  private running = 0;

  /** @param limit how many may run at once */
  constructor(private readonly limit: number) {}

  /**
   * @param keys what the run concerns
   * @returns what the run returns, or its error
   */
  run<T>(keys: ReadonlySet<string>, task: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.waiting.push({
        keys,
        start: () => {
          task()
            .then(resolve, reject)
            .finally(() => {
              this.end(keys);
            });
        },
      });
      this.next();
    });
  }

  private next(): void {
    for (;;) {
      const [first] = this.waiting;
      if (first === undefined || this.running >= this.limit || this.isBusy(first.keys)) return;
      this.waiting.shift();
      this.running++;
      for (const key of first.keys) this.busy.add(key);
      first.start();
    }
  }

  private isBusy(keys: ReadonlySet<string>): boolean {
    if (this.busy.size === 0) return false;
    for (const key of keys) if (this.busy.has(key)) return true;
    return false;
  }

  private end(keys: ReadonlySet<string>): void {
    this.running--;
    for (const key of keys) this.busy.delete(key);
    this.next();
  }
}

interface Waiting {
  readonly keys: ReadonlySet<string>;
  readonly start: () => void;
}
