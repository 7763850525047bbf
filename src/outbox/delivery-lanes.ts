import type { ZohoError } from "../errors/zoho-error";
import { backOffMs } from "./back-off";
import { DeliveryLane, laneKeyOf } from "./delivery-lane";
import type { DeliveryOptions } from "./delivery-options";
import { failureVerdict } from "./failure-verdict";
import type { KeptPlace } from "./kept-call";
import { openEntry, type Parcel, parcelOf } from "./parcel";
import type { ReadAhead, Taken } from "./read-ahead";
import type { StoredEntry } from "./store";

/** The lanes of a queue: what of it is in memory, and what is held. */
export class DeliveryLanes {
  private readonly lanes = new Map<string, DeliveryLane>();

  constructor(
    private readonly options: DeliveryOptions,
    private readonly reader: Pick<ReadAhead, "has" | "letGo" | "rewind">,
  ) {}

  /** In the order in which they came up. */
  get all(): readonly DeliveryLane[] {
    return [...this.lanes.values()];
  }

  /**
   * Lets an entry wait for its turn, where its lane is not held.
   *
   * @param unreadable told of one that this version can't read
   */
  take(stored: StoredEntry, unreadable: () => Taken): Taken {
    const entry = openEntry(stored);
    if (entry === undefined) return unreadable();
    const key = laneKeyOf(entry.kept);
    let lane = this.lanes.get(key);
    if (lane === undefined) {
      lane = new DeliveryLane(entry.kept);
      this.lanes.set(key, lane);
    }
    if (lane.state === "held") {
      lane.missing(stored.seq);
      return "left";
    }
    lane.add(parcelOf(entry, this.options.clock.monotonic()));
    return "taken";
  }

  /** Takes an entry out that is not on its way. @returns false where it is */
  pull(seq: number): boolean {
    if (!this.reader.has(seq)) return true;
    for (const lane of this.lanes.values()) {
      const found = lane.waiting.find(({ entry }) => entry.stored.seq === seq);
      if (found === undefined) continue;
      if (!isOnDisk(found)) return false;
      lane.waiting = lane.waiting.filter((parcel) => parcel !== found);
      this.reader.letGo(seq);
      return true;
    }
    return false;
  }

  /** An entry was added that is not in memory. */
  missing(place: KeptPlace, seq: number): "held" | "to be read" {
    const lane = this.lanes.get(laneKeyOf(place));
    if (lane?.state !== "held") return "to be read";
    lane.missing(seq);
    return "held";
  }

  hold(lane: DeliveryLane, error: ZohoError): void {
    const { clock, random } = this.options;
    const verdict = failureVerdict(error);
    const wait = (failures: number): number => backOffMs(error, { verdict, failures, random: random() });
    lane.hold(error, wait, clock.monotonic());
    this.letGo(lane);
  }

  /** What is held needs no room: others of the queue go on. */
  letGo(lane: DeliveryLane): void {
    const leaving = lane.waiting.filter(isOnDisk);
    lane.waiting = lane.waiting.filter((parcel) => !isOnDisk(parcel));
    for (const { entry } of leaving) {
      this.reader.letGo(entry.stored.seq);
      lane.missing(entry.stored.seq);
    }
  }

  /** Lets one call tell whether what is held may go on. */
  probe(lane: DeliveryLane): void {
    lane.state = "probing";
    if (lane.from !== undefined) this.reader.rewind(lane.from);
    lane.from = undefined;
  }

  /** What is held is tried at once. */
  tryAgain(): void {
    for (const lane of this.lanes.values()) lane.retryAt = Number.NEGATIVE_INFINITY;
  }

  /** The same for those that wait for a person, where the connection has another grant by now. */
  async connectionChanged(id: string): Promise<void> {
    for (const lane of this.lanes.values()) {
      const { state, error, connection, place } = lane;
      if (state !== "held" || error === undefined || (connection?.id ?? id) !== id) continue;
      if (failureVerdict(error) !== "wait for a person") continue;
      const found = await this.options.connections.find(place.realm, place.connection);
      if (found !== undefined && found.generation !== connection?.generation)
        lane.retryAt = Number.NEGATIVE_INFINITY;
    }
  }
}

/** All that is known of it stands on the disk, so that it may be let go. */
function isOnDisk({ entry }: Parcel): boolean {
  return !entry.isSplit && !entry.isMarked;
}
