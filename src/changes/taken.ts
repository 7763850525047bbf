import type { TakenEntry } from "./cursor";

interface Taken {
  readonly at: number;
  readonly look: string | undefined;
  /** True where it had come by an earlier poll, too. */
  readonly isEarlier: boolean;
}

/**
 * More than changes in a window of two minutes. Of what is dropped beyond it something may come twice, which is better than
 * a cursor without bounds.
 */
const MOST_ENTRIES = 50_000;

/** What was given of the changes that will be read again: id and time of each. */
export class TakenMemory {
  private readonly entries = new Map<string, Taken>();

  constructor(saved: readonly TakenEntry[]) {
    for (const [id, at, look] of saved) this.entries.set(id, { at, look, isEarlier: true });
  }

  get(id: string): Taken | undefined {
    return this.entries.get(id);
  }

  set(id: string, at: number, look?: string): void {
    // Entries lie in the order in which they were taken, which is nearly that of their times.
    const isEarlier = this.entries.get(id)?.isEarlier === true;
    this.entries.delete(id);
    this.entries.set(id, { at, look, isEarlier });
  }

  /**
   * What is before this time will not be read again.
   *
   * @param poll while it goes on, what had come before it is kept: a record of these is not new where it is changed again
   */
  forgetBefore(time: number, poll: "ended" | "goes on"): void {
    for (const [id, { at, isEarlier }] of this.entries) {
      if (this.entries.size <= MOST_ENTRIES) {
        if (isEarlier && poll === "goes on") continue;
        if (at >= time) break;
      }
      this.entries.delete(id);
    }
  }

  save(): readonly TakenEntry[] {
    return [...this.entries].map(([id, { at, look }]) => (look === undefined ? [id, at] : [id, at, look]));
  }
}
