import { CreatedMemory } from "./created";
import { type Cursor, isoOf, timeOf } from "./cursor";
import { TakenMemory } from "./taken";

/** Where a poll stands: the cursor while it moves on. */
export class Place {
  readonly taken: TakenMemory;
  readonly gone: TakenMemory;
  readonly created: CreatedMemory;
  from: number | undefined;
  deletedFrom: number | undefined;
  readonly newSince: number | undefined;

  constructor({ from, newSince, deletedFrom, taken, gone, created = [] }: Cursor) {
    this.from = timeOf(from);
    this.newSince = timeOf(newSince);
    this.deletedFrom = timeOf(deletedFrom);
    this.taken = new TakenMemory(taken);
    this.gone = new TakenMemory(gone);
    this.created = new CreatedMemory(created);
  }

  /** Everything before this time has been given and can't change any more. Never goes back. */
  moveTo(time: number | undefined, poll: "ended" | "goes on"): void {
    if (time === undefined) return;
    this.from = Math.max(time, this.from ?? Number.NEGATIVE_INFINITY);
    this.taken.forgetBefore(this.from, poll);
    if (this.deletedFrom === undefined) return;
    this.deletedFrom = Math.max(time, this.deletedFrom);
    this.gone.forgetBefore(this.deletedFrom, poll);
  }

  /** @param poll whether it has come to its end: what is created later is new */
  cursor(poll: "ended" | "goes on"): Cursor {
    const from = isoOf(this.from);
    const created = poll === "ended" ? [] : this.created.save();
    return {
      version: 1,
      from,
      newSince: poll === "ended" ? from : isoOf(this.newSince),
      deletedFrom: isoOf(this.deletedFrom),
      taken: this.taken.save(),
      gone: this.gone.save(),
      ...(created.length > 0 && { created }),
    };
  }
}
