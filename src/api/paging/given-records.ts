import { EmittedIds } from "./emitted-ids";
import { compareIds, recordId } from "./record-id";
import type { Direction } from "./record-order";

/** Which records of a list were given out: none comes twice, and it is known behind which one to go on. */
export class GivenRecords {
  private readonly ids = new EmittedIds();
  private lastId: string | undefined;
  private isKnown = true;
  /** The last record that was given. */
  sample: unknown;
  count = 0;

  /**
   * @param direction the order of the IDs that the list was asked for in; undefined: some other
   * @param after up to this ID a former walk has given all
   */
  constructor(
    private direction: Direction | undefined,
    private after: string | undefined,
  ) {
    this.lastId = after;
  }

  /** True as long as all records have an ID, so that a list can be read again without giving one twice. */
  get canReadAgain(): boolean {
    return this.isKnown;
  }

  /** The ID behind which nothing was given yet, where the list really comes in the order of the IDs. */
  get last(): string | undefined {
    return this.isKnown && this.direction !== undefined ? this.lastId : undefined;
  }

  /** The list is read from its beginning once more: what was given stays given, also what queries have found. */
  startAgain(): void {
    this.after = this.last ?? this.after;
  }

  /** The list is not in the order of the IDs after all. */
  loseOrder(): void {
    this.direction = undefined;
  }

  /**
   * Takes the records of a page that are new.
   *
   * @param read "on": the list for the first time; "again": from its beginning once more; "behind": only what comes
   * behind the last one, which need not be remembered
   */
  take(records: readonly unknown[], read: "on" | "again" | "behind"): readonly unknown[] {
    const fresh = records.filter((record) => this.takeOne(record, read));
    this.count += fresh.length;
    this.sample = fresh.at(-1) ?? this.sample;
    return fresh;
  }

  private takeOne(record: unknown, read: "on" | "again" | "behind"): boolean {
    const id = recordId(record);
    if (id === undefined) {
      this.isKnown = false;
      return true;
    }
    if (this.after !== undefined && !this.isBehind(id, this.after)) return false;
    if (read === "behind" ? this.ids.has(id) : !this.ids.add(id)) return false;
    if (this.lastId === undefined || this.isBehind(id, this.lastId)) this.lastId = id;
    // Zoho does not keep the order that it was asked for: behind the last one there may be less than is missing.
    else if (read === "on") this.direction = undefined;
    return true;
  }

  private isBehind(id: string, other: string): boolean {
    if (this.direction === undefined) return true;
    const order = compareIds(id, other);
    return this.direction === "desc" ? order < 0 : order > 0;
  }
}
