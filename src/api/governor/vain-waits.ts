import { isInVain, LeastPatience } from "./patience";
import type { Place } from "./place";
import type { Turns } from "./turns";

/** So many are turned away in one go: whatever else there is to do gets a turn in between. */
const MOST_AT_ONCE = 100;

/** Between two looks for those that wait in vain, milliseconds. */
const SPACING_MS = 50;

/** Finds the calls of a lane that have waited too long, and those that would for a lane that stays closed. */
export class VainWaits {
  /** When to look for them; monotonic, milliseconds. */
  lookAt = Number.POSITIVE_INFINITY;
  private readonly leastPatience = new LeastPatience();

  /** @param maxWaitMs how long a call may wait for its turn, milliseconds */
  constructor(private readonly maxWaitMs: number) {}

  /** To be told of each that begins to wait. */
  note(place: Place): void {
    this.leastPatience.note(place);
    this.lookAt = Math.min(this.lookAt, place.arrivedAt + this.maxWaitMs);
  }

  /** Nobody waits any more. */
  reset(): void {
    this.lookAt = Number.POSITIVE_INFINITY;
    this.leastPatience.reset();
  }

  /**
   * To be told of each pause.
   *
   * @param now monotonic, milliseconds
   * @returns true where somebody may not want to wait for so long: it is to be looked now
   */
  areExpected(now: number, pausedMs: number): boolean {
    if (!this.leastPatience.isExceeded(now, pausedMs)) return false;
    this.lookAt = now;
    return true;
  }

  /** Some of them, to be turned away. Sets when to look again: there may be more. */
  find(turns: Turns, now: number, pausedMs: number): readonly Place[] {
    const found = this.search(turns, now, pausedMs);
    this.lookAt = Math.max(found.length > 0 ? now : this.lookAt, now + SPACING_MS);
    return found;
  }

  private search(turns: Turns, now: number, pausedMs: number): readonly Place[] {
    const isLongClosed = this.leastPatience.isExceeded(now, pausedMs);
    const found: Place[] = [];
    this.lookAt = Number.POSITIVE_INFINITY;
    for (const queue of turns.queues()) {
      for (let place = queue.first; place !== undefined; place = place.next) {
        const tooLongAt = place.arrivedAt + this.maxWaitMs;
        if (now >= tooLongAt || isInVain(place, now, pausedMs)) found.push(place);
        else {
          this.lookAt = Math.min(this.lookAt, tooLongAt);
          // Who came later has not waited longer; how patient they are is another matter.
          if (!isLongClosed) break;
        }
        if (found.length === MOST_AT_ONCE) return found;
      }
    }
    return found;
  }
}
