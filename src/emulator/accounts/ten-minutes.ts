import { LIMITS } from "../../zoho/limits";
import type { World } from "../world";

/** How often something happened in the last ten minutes. */
export function countInTenMinutes(world: World, key: string): number {
  return recent(world, key).length;
}

/** Counts something for the ten minutes to come. */
export function noteForTenMinutes(world: World, key: string): void {
  world.recentTimes.set(key, [...recent(world, key), world.clock.now()]);
  world.touch();
}

function recent(world: World, key: string): readonly number[] {
  const oldest = world.clock.now() - LIMITS.windowMs;
  return (world.recentTimes.get(key) ?? []).filter((time) => time > oldest);
}
