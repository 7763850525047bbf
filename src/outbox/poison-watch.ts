import type { ZohoError } from "../errors/zoho-error";
import type { Parcel } from "./parcel";

/** So often what is sent alone may fail while others are taken, before it is given up. */
const STRIKES = 5;

/** Of more it is not remembered. */
const MANY = 10_000;

interface Failed {
  /** How many calls had been taken when it last failed. */
  readonly after: number;
  /** How often it has failed again although others had been taken in between. */
  readonly strikes: number;
}

/**
 * Tells a Zoho that is down from a record that brings it down: what fails again and again while others are taken must
 * not hold them up for days.
 */
export class PoisonWatch {
  private readonly failed = new Map<number, Failed>();
  private taken = 0;

  /** A call was taken. */
  succeeded(): void {
    this.taken++;
  }

  /** They are done with. */
  forget(parcels: readonly Parcel[]): void {
    for (const { entry } of parcels) this.failed.delete(entry.stored.seq);
  }

  /** True for what has failed since anything was taken: to find out whether Zoho is back, others tell more. */
  isDoubtful({ entry }: Parcel): boolean {
    return this.failed.get(entry.stored.seq)?.after === this.taken;
  }

  /** True where nothing has failed of late, so that nobody need be asked. */
  get isCalm(): boolean {
    return this.failed.size === 0;
  }

  /** How many may go with this one: half as many each time it has failed while others were taken. */
  most({ entry, write }: Parcel): number {
    const strikes = this.failed.get(entry.stored.seq)?.strikes ?? 0;
    return strikes === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(write.size / 2 ** strikes));
  }

  /**
   * A call has failed.
   *
   * @returns `again` where others were taken since it failed before: it is tried in smaller calls, and nobody else
   *   waits. `give up` for what can't be sent in smaller calls and to which that has happened often enough. `wait` where it may be Zoho's fault
   */
  judge(error: Pick<ZohoError, "code">, parcels: readonly Parcel[]): "wait" | "again" | "give up" {
    if (error.code !== "server_error") return "wait";
    if (this.failed.size > MANY) this.failed.clear();
    let fewest = Number.POSITIVE_INFINITY;
    let isStrike = true;
    for (const { entry } of parcels) {
      const before = this.failed.get(entry.stored.seq);
      const isOwn = before !== undefined && before.after < this.taken;
      const strikes = (before?.strikes ?? 0) + (isOwn ? 1 : 0);
      this.failed.set(entry.stored.seq, { after: this.taken, strikes });
      fewest = Math.min(fewest, strikes);
      isStrike &&= isOwn;
    }
    if (!isStrike) return "wait";
    return parcels.length === 1 && fewest >= STRIKES ? "give up" : "again";
  }
}
