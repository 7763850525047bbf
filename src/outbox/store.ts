/** What the outbox keeps of one write: text, and the little that is known of it without reading the text. */
export interface NewEntry {
  /** What is to be sent, as text. */
  readonly text: string;
  /** How many records are in it. */
  readonly records: number;
  /** When it was accepted, milliseconds since 1970. */
  readonly acceptedAt: number;
}

/** An entry as it stands on disk. */
export interface StoredEntry extends NewEntry {
  /** Its place in the queue: ascending, never given twice, with gaps. */
  readonly seq: number;
  /** True between `mark` and `unmark`: it may have been sent already. */
  readonly marked: boolean;
}

/** How much a queue holds. */
export interface QueueDepth {
  readonly entries: number;
  readonly records: number;
  /** Of the texts, in UTF-8. */
  readonly bytes: number;
  /** When the first of its entries was accepted, milliseconds since 1970; undefined where it is empty. */
  readonly oldestAt?: number;
}

/**
 * Where writes wait on disk until Zoho has taken them: queues of entries, first in, first out. Only one process has a
 * store open at a time.
 *
 * What has resolved survives a power cut. What was rejected was not done, and will not have been done later.
 */
export interface OutboxStore {
  /**
   * Resolves when the store is open and tells what earlier processes left in it. Until then `queues` and `depth` know
   * of nothing.
   *
   * @throws ZohoError `outbox_missing` where the database is not installed; waits as long as anything else is in the way
   */
  opened(): Promise<void>;

  /**
   * Adds entries at the end of a queue, all or none.
   *
   * @returns their sequence numbers, ascending, in the order of the entries
   * @throws ZohoError `outbox_unwritable` where the disk refuses, `outbox_busy` where another process does not let go
   *   of the store in time, `outbox_missing` where the database is not installed
   */
  append(queue: string, entries: readonly NewEntry[]): Promise<readonly number[]>;

  /**
   * @param from the least sequence number
   * @param limit the most entries
   * @returns the entries from there on in their order; fewer than `limit` only where there are no more
   */
  read(queue: string, from: number, limit: number): Promise<readonly StoredEntry[]>;

  /**
   * Notes that entries may have been sent: to be awaited before something is sent that must not be sent twice.
   * Entries that are gone are passed over.
   *
   * @throws as `append`
   */
  mark(queue: string, seqs: readonly number[]): Promise<void>;

  /**
   * Takes the note of `mark` back: they were certainly not sent.
   *
   * @throws as `append`
   */
  unmark(queue: string, seqs: readonly number[]): Promise<void>;

  /**
   * Forgets entries; those that are gone already are passed over.
   *
   * @throws as `append`
   */
  remove(queue: string, seqs: readonly number[]): Promise<void>;

  /**
   * Keeps a text with a queue, in place of the former one: whether it is paused, when it last delivered.
   *
   * @throws as `append`
   */
  setNote(queue: string, note: string): Promise<void>;

  /** @returns the text last kept with a queue */
  note(queue: string): Promise<string | undefined>;

  depth(queue: string): QueueDepth;

  /** The queues that hold an entry or a note. */
  queues(): readonly string[];

  /** Finishes what was begun and lets go of the store. What comes afterwards is rejected. */
  close(): Promise<void>;
}
