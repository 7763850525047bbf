import type { ZohoError } from "../errors/zoho-error";
import type { KeptPlace } from "./kept-call";
import type { Connection } from "../vault/connection";
import { type BatchRules, type NextBatch, nextBatch } from "./next-batch";
import { isCreate, type Parcel } from "./parcel";
import { PoisonWatch } from "./poison-watch";

/** What fails together: all that goes by one connection to one org of a product. */
export function laneKeyOf({ realm, connection, to, product, org = "" }: KeptPlace): string {
  const place = to === undefined ? "" : `${to.dataCenter} ${to.environment}`;
  return `${realm}\n${connection}\n${place}\n${product}\n${org}`;
}

/**
 * Entries of one connection, org and product on their way, in the order in which they were kept.
 *
 * - `open`: as many calls as may be.
 * - `held`: none; its entries are let go from memory and read again later.
 * - `probing`: one, which tells whether the others may follow.
 */
export class DeliveryLane {
  state: "open" | "held" | "probing" = "open";
  /** In the order of the queue. */
  waiting: Parcel[] = [];
  /** Calls in the air. */
  running = 0;
  /** How many of them there may be: at first what is left of the fewest that Zoho lets an org make. */
  atOnce = 4;
  /** What is in the air, and what is delivered but not gone from the disk yet. */
  readonly busy = new Set<string>();
  readonly poison = new PoisonWatch();
  /** Failures in a row. */
  failures = 0;
  /** When to try again; monotonic, milliseconds. */
  retryAt = Number.NEGATIVE_INFINITY;
  /** Why it is held, until something has been delivered again. */
  error: ZohoError | undefined;
  /** The first of its entries that may have been let go. */
  from: number | undefined;
  /** What it was last sent by: another grant of it is worth a try at once. */
  connection: Connection | undefined;

  /** @param place where it leads */
  constructor(readonly place: KeptPlace) {}

  /** Adds one that was kept after most others. */
  add(parcel: Parcel): void {
    const last = this.waiting.at(-1);
    if (last === undefined || last.entry.stored.seq < parcel.entry.stored.seq) this.waiting.push(parcel);
    else this.putBack([parcel]);
  }

  /** Puts parcels where they were kept. */
  putBack(parcels: readonly Parcel[]): void {
    this.waiting = [...parcels, ...this.waiting].sort(
      (one, other) => one.entry.stored.seq - other.entry.stored.seq || one.start - other.start,
    );
  }

  take(parcels: readonly Parcel[]): void {
    const taken = new Set(parcels);
    this.waiting = this.waiting.filter((parcel) => !taken.has(parcel));
    for (const { keys, series } of parcels) {
      for (const key of keys) this.busy.add(key);
      if (series !== undefined) this.busy.add(series);
    }
  }

  /** What they concern may be written again. */
  free(parcels: readonly Parcel[]): void {
    for (const { keys, series } of parcels) {
      for (const key of keys) this.busy.delete(key);
      if (series !== undefined) this.busy.delete(series);
    }
  }

  /**
   * What goes next: what has just failed at Zoho only where there is nothing else.
   *
   * @param others whether more may come from the disk
   */
  next(rules: Pick<BatchRules, "collect" | "now">, others: "coming" | "none"): NextBatch {
    const { waiting, poison } = this;
    const most = (first: Parcel): number =>
      this.state === "probing" && isCreate(first) ? 1 : poison.most(first);
    const now = { ...rules, busy: this.busy, most, incomplete: this.incomplete };
    if (poison.isCalm) return nextBatch(waiting, now);
    const isLater = (parcel: Parcel): boolean => poison.isDoubtful(parcel);
    const next = nextBatch(waiting, { ...now, isLater });
    const isWaiting = next.parcels.length > 0 || Number.isFinite(next.dueAt) || this.running > 0;
    return !isWaiting && others === "none" ? nextBatch(waiting, now) : next;
  }

  /** While many calls are in the air, one of them soon frees what would fill another; with few, each is of use. */
  private get incomplete(): BatchRules["incomplete"] {
    return this.running * 2 > this.atOnce ? "waits for keys" : "goes";
  }

  /**
   * Nothing of it goes before a time. Of calls that were in the air together the first failure counts.
   *
   * @param wait how long, by the number of failures in a row; milliseconds
   * @param now monotonic
   */
  hold(error: ZohoError, wait: (failures: number) => number, now: number): void {
    if (this.state !== "held") this.failures++;
    this.state = "held";
    this.error = error;
    this.retryAt = Math.max(this.retryAt, now + wait(this.failures));
  }

  /** What was let go begins no later than this. */
  missing(seq: number): void {
    this.from = Math.min(this.from ?? seq, seq);
  }

  /** Zoho has looked at a call. What was sent before the failure of another does not end its hold. */
  succeeded(): void {
    this.poison.succeeded();
    if (this.state === "held") return;
    this.state = "open";
    this.failures = 0;
    this.error = undefined;
    this.retryAt = Number.NEGATIVE_INFINITY;
  }
}
