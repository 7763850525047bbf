import { Cancellation, type CancelSignal } from "../../time/cancel-signal";
import type { Place } from "./place";

/**
 * Who leaves the line because a signal says so. Many may wait on one signal, so each of Node's is listened to once: Node
 * looks through all listeners of a signal whenever one is added. Our own takes each for itself, with nothing in between.
 */
export class Departures {
  private readonly groups = new Map<CancelSignal, Group>();

  /** Looks after one that begins to wait; its signal has not aborted yet. */
  watch(place: Place): void {
    const { signal } = place;
    if (signal === undefined) return;
    if (signal instanceof Cancellation) {
      signal.addEventListener("abort", place);
      return;
    }
    let group = this.groups.get(signal);
    if (group === undefined) {
      group = new Group(signal, this);
      this.groups.set(signal, group);
    }
    group.add(place);
  }

  /** It waits no longer. */
  forget(place: Place): void {
    const { signal } = place;
    if (signal === undefined) return;
    if (signal instanceof Cancellation) {
      signal.removeEventListener("abort", place);
      return;
    }
    const group = this.groups.get(signal);
    if (group === undefined) return;
    group.remove(place);
    if (group.isEmpty) this.end(group);
  }

  leave(group: Group): void {
    this.end(group);
    for (const place of group.all()) place.handleEvent();
  }

  private end(group: Group): void {
    group.signal.removeEventListener("abort", group);
    this.groups.delete(group.signal);
  }
}

/** Those that wait on one signal. */
class Group {
  private first: Place | undefined = undefined;
  private others: Set<Place> | undefined = undefined;

  constructor(
    readonly signal: CancelSignal,
    private readonly departures: Departures,
  ) {
    signal.addEventListener("abort", this);
  }

  get isEmpty(): boolean {
    return this.first === undefined && this.others === undefined;
  }

  add(place: Place): void {
    if (this.isEmpty) this.first = place;
    else (this.others ??= new Set()).add(place);
  }

  remove(place: Place): void {
    if (this.first === place) this.first = undefined;
    else if (this.others?.delete(place) === true && this.others.size === 0) this.others = undefined;
  }

  all(): readonly Place[] {
    return [...(this.first === undefined ? [] : [this.first]), ...(this.others ?? [])];
  }

  handleEvent(): void {
    this.departures.leave(this);
  }
}
