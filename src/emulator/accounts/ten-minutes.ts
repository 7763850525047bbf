import { LIMITS } from "../../zoho/limits";
import type { World } from "../world";
import { addTime, forgetUntil, type RecentTimes } from "./recent-times";

/** How often something happened in the last ten minutes. */
export function countInTenMinutes(world: World, key: string): number {
  return recent(world, key).length;
}

/** Counts something for the ten minutes to come. */
export function noteForTenMinutes(world: World, key: string): void {
  const times = recent(world, key);
  addTime(times, world.clock.now());
  world.recentTimes.set(key, times);
  world.touch();
}

function recent(world: World, key: string): RecentTimes {
  const times = world.recentTimes.get(key) ?? [];
  forgetUntil(times, world.clock.now() - LIMITS.windowMs);
  return times;
}
