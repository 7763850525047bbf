import type { CancelSignal } from "../../time/cancel-signal";
import type { Lane } from "./lane";
import type { Linked } from "./linked-list";
import type { OriginQueue } from "./turns";

/**
 * - `interactive`: somebody waits for it.
 * - `background`: it can wait, and leaves the reserve of credits alone.
 */
export type Priority = "interactive" | "background";

/** Who wants to make a call, and how long it may wait. */
export interface Wish {
  /** Whose order is kept and whose share is fair: the ID of a node. */
  readonly origin?: string | undefined;
  /** `interactive` unless said otherwise. */
  readonly priority?: Priority | undefined;
  /** True for a call of those that Zoho lets fewer run at once. */
  readonly isHeavy?: boolean | undefined;
  /** Longest wait because Zoho has refused, milliseconds. */
  readonly patienceMs?: number | undefined;
  /** No wait that is known to last beyond it is begun; monotonic, milliseconds. */
  readonly endsAt?: number | undefined;
  /** Takes it out of the line. */
  readonly signal?: CancelSignal | undefined;
}

/** What a place needs to know of its wish. */
export interface PlaceFacts {
  readonly isHeavy: boolean;
  readonly patienceMs: number;
  /** Undefined where its time has no end. */
  readonly endsAt: number | undefined;
  readonly signal: CancelSignal | undefined;
  /** Goes up with each that enters the lane. */
  readonly number: number;
  /** Monotonic, milliseconds. */
  readonly arrivedAt: number;
}

/** Who is told what becomes of a call that waits. Told while its lane counts: goes on a moment later. */
export interface Waiter {
  begin(): void;
  /** @param reason why its turn never comes */
  turnAway(reason: unknown): void;
}

/**
 * A call on its way through the governor. It holds its own links: waiting costs this object and nothing that has to be
 * looked for.
 */
export class Place implements Linked<Place> {
  previous: Place | undefined = undefined;
  next: Place | undefined = undefined;
  /** The calls of its node that wait, or did when it began. */
  queue: OriginQueue | undefined = undefined;
  /** When it began; undefined while it waits and when it is over. Monotonic, milliseconds. */
  startedAt: number | undefined = undefined;
  /** When Zoho refused it first; monotonic, milliseconds. */
  refusedAt: number | undefined = undefined;
  readonly isHeavy: boolean;
  readonly patienceMs: number;
  readonly endsAt: number | undefined;
  readonly signal: CancelSignal | undefined;
  readonly number: number;
  readonly arrivedAt: number;
  private waiter: Waiter | undefined = undefined;
  /** Why its turn never comes. */
  private gone: { readonly reason: unknown } | undefined = undefined;

  constructor(
    private readonly lane: Lane,
    facts: PlaceFacts,
  ) {
    this.isHeavy = facts.isHeavy;
    this.patienceMs = facts.patienceMs;
    this.endsAt = facts.endsAt;
    this.signal = facts.signal;
    this.number = facts.number;
    this.arrivedAt = facts.arrivedAt;
  }

  /** False where it has begun. */
  get isWaiting(): boolean {
    return this.startedAt === undefined;
  }

  /** Settles when its turn comes, or when it is turned away. */
  turn(): Promise<void> {
    return new Promise((begin, turnAway) => {
      this.tell({ begin, turnAway });
    });
  }

  /** The same for one who has thousands of them wait: a promise for each would take half a kilobyte. */
  tell(waiter: Waiter): void {
    if (this.gone !== undefined) waiter.turnAway(this.gone.reason);
    else if (this.isWaiting) this.waiter = waiter;
    else waiter.begin();
  }

  /** The call is over, however it ended; does nothing where it never began. */
  leave(): void {
    this.lane.leave(this);
  }

  /** Zoho has taken the call: whatever limit it met before is over. */
  taken(): void {
    this.lane.taken(this);
  }

  /** The call is sent once more without leaving its place. */
  repeated(): void {
    this.lane.repeated(this);
  }

  /**
   * Zoho has refused the call because of a limit: all that share it wait.
   *
   * @param toldMs how long Zoho asks to wait, milliseconds
   * @returns how long nothing may begin, milliseconds
   */
  refused(toldMs: number | undefined): number {
    return this.lane.refused(this, toldMs);
  }

  /**
   * Gives the place back and stands in line again, before those of its node that came later.
   *
   * @returns its new turn; undefined where it has come at once
   * @throws ZohoError `api_limit`, `waited_too_long`; the reason of its signal
   */
  again(): Promise<void> | undefined {
    this.lane.again(this);
    return this.isWaiting ? this.turn() : undefined;
  }

  /** Its signal says that nobody wants it any more: it leaves the line. */
  handleEvent(): void {
    this.lane.turnAway(this, this.signal?.reason);
  }

  begin(now: number): void {
    this.startedAt = now;
    this.told()?.begin();
  }

  /** Its turn never comes. Also one that is turned away before anybody is told of its turn finds that out then. */
  turnAway(reason: unknown): void {
    this.gone = { reason };
    this.told()?.turnAway(reason);
  }

  private told(): Waiter | undefined {
    const { waiter } = this;
    this.waiter = undefined;
    return waiter;
  }
}
