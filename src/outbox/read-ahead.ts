import type { OutboxStore, StoredEntry } from "./store";

/** Entries that are read in one go. */
const CHUNK = 500;

/** What is held in memory of a queue, whatever its length. */
const MOST_ENTRIES = 2_000;
const MOST_BYTES = 8 * 1024 * 1024;

/** Whether an entry was taken into memory; what was not is read again after `rewind`. */
export type Taken = "taken" | "left";

/**
 * Reads a queue from the disk, as far ahead as there is room in memory.
 */
export class ReadAhead {
  /** Sizes of the entries in memory, characters. */
  private readonly held = new Map<number, number>();
  private heldBytes = 0;
  /** The next to read. */
  private position = 0;
  private isAtEnd = false;
  /** Removed since the last read began. */
  private readonly gone = new Set<number>();
  /** Goes up with each change of what there is to read. */
  private changes = 0;
  private filling: Promise<void> | undefined;

  constructor(
    private readonly store: Pick<OutboxStore, "read">,
    private readonly queue: string,
    private readonly take: (stored: StoredEntry) => Taken,
  ) {}

  has(seq: number): boolean {
    return this.held.has(seq);
  }

  /** There is more to read, behind what was read so far. */
  appended(): void {
    this.changes++;
    this.isAtEnd = false;
  }

  /** Entries from here on that were left are to be taken. */
  rewind(seq: number): void {
    this.position = Math.min(this.position, seq);
    this.appended();
  }

  /** It is left for now: to be read again. */
  letGo(seq: number): void {
    this.heldBytes -= this.held.get(seq) ?? 0;
    this.held.delete(seq);
  }

  /** It is gone from the disk. What is being read may still hold it. */
  removed(seq: number): void {
    this.letGo(seq);
    if (this.filling !== undefined) this.gone.add(seq);
  }

  /** Where reading would be of use now: half of the room is free, so that few reads take many. */
  get isHungry(): boolean {
    if (this.isAtEnd || this.filling !== undefined) return false;
    return this.held.size <= MOST_ENTRIES / 2 && this.heldBytes <= MOST_BYTES / 2;
  }

  /** True where others may be in memory soon. */
  get isComing(): boolean {
    return this.filling !== undefined || this.isHungry;
  }

  /** Reads until there is no room or nothing more. @throws what the store throws */
  fill(): Promise<void> {
    this.filling ??= this.read().finally(() => {
      this.filling = undefined;
    });
    return this.filling;
  }

  private async read(): Promise<void> {
    while (!this.isAtEnd && this.held.size < MOST_ENTRIES && this.heldBytes < MOST_BYTES) {
      const { changes, position } = this;
      const limit = Math.min(CHUNK, MOST_ENTRIES - this.held.size);
      this.gone.clear();
      const entries = await this.store.read(this.queue, position, limit);
      // Something before it is wanted by now, or behind it.
      if (changes !== this.changes && position !== this.position) continue;
      for (const stored of entries) {
        if (this.heldBytes >= MOST_BYTES) return;
        this.position = stored.seq + 1;
        if (this.held.has(stored.seq) || this.gone.has(stored.seq)) continue;
        if (this.take(stored) === "left") continue;
        this.held.set(stored.seq, stored.text.length);
        this.heldBytes += stored.text.length;
      }
      if (entries.length === 0 && changes === this.changes) this.isAtEnd = true;
    }
  }
}
