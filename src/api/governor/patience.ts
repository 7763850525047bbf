import type { Place } from "./place";

/** What a place says of how long it waits while Zoho keeps its lane closed. */
type Waiting = Pick<Place, "patienceMs" | "refusedAt" | "endsAt">;

/**
 * True where a place would wait in vain: its patience, counted from the first refusal of its own, or its time ends
 * before the lane opens.
 *
 * @param now monotonic, milliseconds
 * @param pausedMs how long the lane stays closed
 */
export function isInVain(place: Waiting, now: number, pausedMs: number): boolean {
  const patienceMs = place.patienceMs - (now - (place.refusedAt ?? now));
  return pausedMs > patienceMs || outlasts(place, now, pausedMs);
}

/** True where that is so because of the time that a place has. */
export function outlasts({ endsAt }: Pick<Waiting, "endsAt">, now: number, pausedMs: number): boolean {
  return endsAt !== undefined && pausedMs > 0 && now + pausedMs > endsAt;
}

/** The least that any of those that wait puts up with. What it says may be too little once that one has gone. */
export class LeastPatience {
  private ms = Number.POSITIVE_INFINITY;
  endsAt = Number.POSITIVE_INFINITY;

  note({ patienceMs, endsAt }: Waiting): void {
    this.ms = Math.min(this.ms, patienceMs);
    if (endsAt !== undefined) this.endsAt = Math.min(this.endsAt, endsAt);
  }

  /** Nobody waits any more. */
  reset(): void {
    this.ms = Number.POSITIVE_INFINITY;
    this.endsAt = Number.POSITIVE_INFINITY;
  }

  /** True where somebody may not want to wait for so long. */
  isExceeded(now: number, pausedMs: number): boolean {
    return pausedMs > this.ms || outlasts(this, now, pausedMs);
  }
}
