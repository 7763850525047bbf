import { Alarm } from "../api/governor/alarm";
import { ZohoError } from "../errors/zoho-error";
import { Cancellation } from "../time/cancel-signal";
import type { DeliveryLane } from "./delivery-lane";
import { DeliveryLanes } from "./delivery-lanes";
import type { DeliveryOptions } from "./delivery-options";
import { failureVerdict } from "./failure-verdict";
import type { KeptPlace } from "./kept-call";
import { halved, type Parcel, writeOf } from "./parcel";
import { ReadAhead } from "./read-ahead";
import { Removal } from "./removal";
import { type Outcome, outcomeOf } from "./reported-items";
import { Retirement } from "./retirement";
import { type Sent, sendOnce, unmark } from "./send-once";
import type { StoredEntry } from "./store";

/** Timers can't be set much longer than three weeks. */
const LONGEST_SLEEP_MS = 3_600_000;

/** How long calls in the air may still end by themselves when this process ends, and be called back; milliseconds. */
const GRACE_MS = 500;
const CALL_BACK_MS = 300;

/**
 * Delivers what a queue keeps: reads ahead, sends what may go together, and removes what has been answered and
 * reported.
 *
 * Order is kept per key: nothing of a key is sent before all earlier entries of it are gone from the disk. So what a
 * crash leaves of a key begins with what was sent last, and delivering that again ends in its newest value.
 */
export class Delivery {
  private readonly lanes: DeliveryLanes;
  private readonly reader: ReadAhead;
  private readonly removal: Removal;
  private readonly retirement: Retirement;
  private readonly alarm: Alarm;
  private readonly underWay = new Set<Promise<void>>();
  private readonly calledBack = new Cancellation();
  private isPumping = false;
  private halvings = 0;
  private phase: "waiting" | "running" | "paused" | "closed" = "waiting";
  /** How many wait for the queue to become empty: nothing is collected meanwhile. */
  draining = 0;

  constructor(private readonly options: DeliveryOptions) {
    const { store, queue, clock } = options;
    this.reader = new ReadAhead(store, queue, (stored) =>
      this.retirement.takes(stored)
        ? "left"
        : this.lanes.take(stored, () => this.retirement.add(stored, "unreadable")),
    );
    this.removal = new Removal(options, (seqs) => {
      for (const seq of seqs) this.reader.removed(seq);
      this.pump();
    });
    this.retirement = new Retirement(options, this.removal, (seq) => this.lanes.pull(seq));
    this.lanes = new DeliveryLanes(options, this.reader);
    this.alarm = new Alarm(clock, () => this.pump());
  }

  /** Lanes that deliver nothing at present, in the order in which they came up. */
  get held(): readonly DeliveryLane[] {
    return this.lanes.all.filter(({ error }) => error !== undefined);
  }

  /** What the disk refuses. */
  get trouble(): ZohoError | undefined {
    return this.removal.trouble;
  }

  /** What is reported and not gone from the disk yet. */
  get leaving(): Iterable<StoredEntry> {
    return this.removal.entries;
  }

  run(): void {
    if (this.phase !== "closed") this.phase = "running";
    this.pump();
  }

  /** What is in the air ends; nothing else is sent. */
  pause(): void {
    if (this.phase !== "closed") this.phase = "paused";
  }

  /** Entries for this place were added. */
  appended(place: KeptPlace, [first = 0]: readonly number[]): void {
    this.reader.appended();
    this.retirement.expect();
    // What would only be passed over is not even read.
    if (this.lanes.missing(place, first) === "to be read") this.pump();
  }

  /** Everything that waits for another try is tried at once. */
  tryAgain(): void {
    this.lanes.tryAgain();
    this.pump();
  }

  /** What waits for somebody to connect again is tried where somebody has. */
  connectionChanged(id: string): void {
    this.track(this.lanes.connectionChanged(id).then(() => this.pump()));
  }

  /** Nothing else is sent. What is in the air gets half a second, then it is called back. */
  async close(): Promise<void> {
    this.phase = "closed";
    this.alarm.off();
    await this.settled(GRACE_MS);
    this.calledBack.abort(new ZohoError("cancelled", { details: { because: "the outbox was closed" } }));
    this.removal.close();
    await this.settled(CALL_BACK_MS);
  }

  private async settled(ms: number): Promise<void> {
    const timer = new AbortController();
    const late = this.options.clock.sleep(ms, timer.signal).catch(() => undefined);
    await Promise.race([Promise.allSettled([...this.underWay]), late]);
    timer.abort();
  }

  /** Looks, as soon as everything else had its turn, for what may go. */
  pump(): void {
    if (this.isPumping) return;
    this.isPumping = true;
    setImmediate(() => {
      this.isPumping = false;
      if (this.phase === "running" || this.phase === "paused") this.go();
    });
  }

  private go(): void {
    const { clock, report } = this.options;
    if (clock.monotonic() >= this.retirement.nextAt) this.track(this.retirement.sweep());
    let wakeAt = Math.min(this.retirement.nextAt, clock.monotonic() + LONGEST_SLEEP_MS);
    if (this.phase === "running" && this.trouble === undefined) {
      for (const lane of this.lanes.all) wakeAt = Math.min(wakeAt, this.goOn(lane, clock.monotonic()));
      if (this.reader.isHungry) this.track(this.read());
    }
    this.alarm.wake(wakeAt);
    report.stateMayHaveChanged();
  }

  private async read(): Promise<void> {
    await this.removal.insist(() => this.reader.fill());
    this.pump();
    await this.retirement.flush();
  }

  /** @returns when to look again; monotonic, milliseconds */
  private goOn(lane: DeliveryLane, now: number): number {
    if (lane.state === "held") {
      if (now < lane.retryAt) return lane.retryAt;
      this.lanes.probe(lane);
    }
    for (;;) {
      if (lane.running >= (lane.state === "probing" ? 1 : lane.atOnce)) return Number.POSITIVE_INFINITY;
      const collect = this.draining > 0 || lane.state === "probing" ? undefined : this.options.rules.collect;
      const { parcels, dueAt } = lane.next({ collect, now }, this.reader.isComing ? "coming" : "none");
      if (parcels.length === 0) return dueAt;
      this.track(this.send(lane, parcels));
    }
  }

  private track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) =>
        this.options.log(`The outbox ${this.options.queue} failed: ${String(error)}`),
      )
      .finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }

  private async send(lane: DeliveryLane, parcels: readonly Parcel[]): Promise<void> {
    const write = writeOf(parcels);
    if (write === undefined) return;
    lane.take(parcels);
    lane.running++;
    const sent = await sendOnce(this.options, { lane, parcels, write, signal: this.calledBack });
    lane.running--;
    const { call, part } = sent;
    if ("answer" in part) {
      lane.succeeded();
      await this.settle(lane, parcels, { call, outcome: outcomeOf(parcels, write, part) });
    } else if (this.calledBack.aborted) {
      // An upsert is delivered again by the next process, and what may have been created is reported by it.
      if (failureVerdict(part.error) === "wait") await unmark(this.options, parcels);
    } else
      await this.failed(lane, parcels, { call, error: part.error, outcome: outcomeOf(parcels, write, part) });
  }

  private async failed(
    lane: DeliveryLane,
    parcels: readonly Parcel[],
    {
      call,
      error,
      outcome,
    }: { readonly call: Sent["call"]; readonly error: ZohoError; readonly outcome: Outcome },
  ): Promise<void> {
    const verdict = failureVerdict(error);
    const suspicion = lane.poison.judge(error, parcels);
    if ((verdict === "wait" && suspicion !== "give up") || verdict === "wait for a person") {
      if (suspicion === "wait") this.lanes.hold(lane, error);
      await unmark(this.options, parcels);
      lane.free(parcels);
      lane.putBack(parcels);
      if (lane.state === "held") this.lanes.letGo(lane);
      this.pump();
      return;
    }
    // What was lost on its way says that others would be lost, too.
    if (verdict === "unknown") this.lanes.hold(lane, error);
    else if (verdict !== "wait") lane.succeeded();
    const isToBeHalved = verdict === "take apart" || suspicion === "give up";
    const halves = isToBeHalved ? halved(parcels, String(++this.halvings)) : undefined;
    if (halves === undefined) {
      await this.settle(lane, parcels, { call, outcome });
      return;
    }
    lane.free(parcels);
    lane.putBack(halves);
    this.pump();
  }

  /** Reports, removes what is done with, and only then lets others write the same records. */
  private async settle(
    lane: DeliveryLane,
    parcels: readonly Parcel[],
    { call, outcome }: { readonly call: Sent["call"]; readonly outcome: Outcome },
  ): Promise<void> {
    const done = parcels.filter(({ entry }) => --entry.open === 0).map(({ entry }) => entry.stored);
    this.removal.begin(done);
    lane.poison.forget(parcels);
    this.options.report.delivered(call, outcome);
    this.pump();
    if ((await this.removal.finish(done)) === "still there") return;
    lane.free(parcels);
    this.pump();
  }
}
