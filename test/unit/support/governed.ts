import {
  Governor,
  type GovernorOptions,
  type LaneId,
  type Place,
  type Wish,
} from "../../../src/api/governor/governor";
import { HeldClock } from "./held-clock";

export const LANE: LaneId = { key: "org", product: "crm" };

/** A governor whose time stands still. */
export function governor(options: GovernorOptions = {}): {
  readonly governor: Governor;
  readonly clock: HeldClock;
} {
  const clock = new HeldClock();
  return { clock, governor: new Governor({ clock, random: () => 0, ...options }) };
}

/** Runs some work in a place, as a call does. */
export async function governed<T>(
  { governor: one, lane = LANE, wish = {} }: { governor: Governor; lane?: LaneId; wish?: Wish },
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const place = one.enter(lane, wish);
  try {
    if (place.isWaiting) await place.turn();
    return await work(place);
  } finally {
    place.leave();
  }
}
