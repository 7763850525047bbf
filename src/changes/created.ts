/** IDs that one poll remembers while it goes on: some megabytes. */
const MOST_IN_MEMORY = 100_000;

/** IDs of them that a cursor holds, about 100 kB: it goes to disk with each batch. */
const MOST_SAVED = 5_000;

/**
 * Records that came as created since the last poll that was read to its end: they are new no more. Of very many the first
 * are forgotten, and may come as created once more.
 */
export class CreatedMemory {
  private readonly ids: Set<string>;

  constructor(saved: readonly string[]) {
    this.ids = new Set(saved);
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  add(id: string): void {
    this.ids.add(id);
    if (this.ids.size <= MOST_IN_MEMORY) return;
    for (const first of this.ids) {
      this.ids.delete(first);
      break;
    }
  }

  save(): readonly string[] {
    return [...this.ids].slice(-MOST_SAVED);
  }
}
