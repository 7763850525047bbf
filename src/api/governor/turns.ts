import { type Linked, LinkedList } from "./linked-list";
import type { Place, Priority } from "./place";

/** So many calls somebody waits for may begin in a row while others that can wait are there. */
const MOST_IN_A_ROW = 4;

/** What waits for one node, in the order it came. */
export class OriginQueue extends LinkedList<Place> implements Linked<OriginQueue> {
  previous: OriginQueue | undefined = undefined;
  next: OriginQueue | undefined = undefined;
  /** The list that it stands in for its next turn. */
  list: LinkedList<OriginQueue> | undefined = undefined;
  /** When it was put there: the lower, the longer it has not had a turn. */
  stamp = 0;

  constructor(
    readonly origin: string,
    readonly priority: Priority,
  ) {
    super();
  }
}

/** Nodes of one priority, by what the first of their calls is: a heavy one that must wait stops nobody else. */
class Ranks {
  readonly light = new LinkedList<OriginQueue>();
  readonly heavy = new LinkedList<OriginQueue>();
  readonly queues = new Map<string, OriginQueue>();

  /** The node that has waited longest for a turn. */
  next(isHeavyAllowed: boolean): OriginQueue | undefined {
    const light = this.light.first;
    const heavy = isHeavyAllowed ? this.heavy.first : undefined;
    if (light === undefined || heavy === undefined) return light ?? heavy;
    return light.stamp < heavy.stamp ? light : heavy;
  }
}

/**
 * Whose turn it is: nodes take turns, each in its own order; what somebody waits for comes first, but not always.
 */
export class Turns {
  size = 0;
  private readonly ranks: Readonly<Record<Priority, Ranks>> = {
    interactive: new Ranks(),
    background: new Ranks(),
  };
  private stamps = 0;
  private earlyStamps = 0;
  private inARow = 0;

  add(place: Place, origin: string, priority: Priority): void {
    const { queues } = this.ranks[priority];
    let queue = queues.get(origin);
    if (queue === undefined) {
      queue = new OriginQueue(origin, priority);
      queues.set(origin, queue);
    }
    place.queue = queue;
    this.insert(queue, place);
    if (queue.size === 1) this.line(queue, ++this.stamps);
  }

  /** Puts one that had its turn back to where it was: before all of its node that came later, and its node to the front. */
  putBack(place: Place): void {
    const { queue: former } = place;
    if (former === undefined) return;
    const { queues } = this.ranks[former.priority];
    // A node of which nothing waited any more has left the line; others of it may have come since.
    const queue = queues.get(former.origin) ?? former;
    queues.set(queue.origin, queue);
    place.queue = queue;
    this.insert(queue, place);
    if (queue.first === place) this.line(queue, --this.earlyStamps);
  }

  /** Takes the next one out, or undefined where none may begin. */
  take(isHeavyAllowed: boolean): Place | undefined {
    const interactive = this.ranks.interactive.next(isHeavyAllowed);
    const background = this.ranks.background.next(isHeavyAllowed);
    const isBackgroundsTurn = interactive === undefined || this.inARow >= MOST_IN_A_ROW;
    const queue = isBackgroundsTurn ? (background ?? interactive) : interactive;
    const place = queue?.first;
    if (queue === undefined || place === undefined) return undefined;
    this.inARow = queue === interactive && background !== undefined ? this.inARow + 1 : 0;
    queue.remove(place);
    this.size--;
    this.line(queue, ++this.stamps);
    return place;
  }

  /** Takes one out that waits, wherever it stands. */
  remove(place: Place): void {
    const { queue } = place;
    if (queue === undefined) return;
    const wasFirst = queue.first === place;
    queue.remove(place);
    this.size--;
    if (wasFirst) this.line(queue, queue.stamp);
  }

  /** What waits, node by node. Nothing may be added or taken while it goes on. */
  *queues(): Generator<OriginQueue> {
    yield* this.ranks.interactive.queues.values();
    yield* this.ranks.background.queues.values();
  }

  /** How many calls of each node wait. */
  sizes(): ReadonlyMap<string, number> {
    const sizes = new Map<string, number>();
    for (const { origin, size } of this.queues()) sizes.set(origin, (sizes.get(origin) ?? 0) + size);
    return sizes;
  }

  private insert(queue: OriginQueue, place: Place): void {
    let later: Place | undefined;
    // One that comes back stands near the front: only others that came back are before it.
    if (queue.last !== undefined && queue.last.number > place.number) {
      later = queue.first;
      while (later !== undefined && later.number < place.number) later = later.next;
    }
    queue.insertBefore(later, place);
    this.size++;
  }

  /** Puts a node where its first call belongs, by how long it has had no turn; takes it out where it has no call. */
  private line(queue: OriginQueue, stamp: number): void {
    queue.list?.remove(queue);
    queue.list = undefined;
    const ranks = this.ranks[queue.priority];
    const { first } = queue;
    if (first === undefined) {
      ranks.queues.delete(queue.origin);
      return;
    }
    queue.stamp = stamp;
    queue.list = first.isHeavy ? ranks.heavy : ranks.light;
    let later: OriginQueue | undefined;
    for (let last = queue.list.last; last !== undefined && last.stamp > stamp; last = last.previous)
      later = last;
    queue.list.insertBefore(later, queue);
  }
}
