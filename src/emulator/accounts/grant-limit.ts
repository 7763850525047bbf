import { LIMITS } from "../../zoho/limits";
import type { World } from "../world";

/**
 * Counts a grant token, unless there were too many in ten minutes. Zoho's pages count per client or per person:
 * both are counted here.
 *
 * @returns false where this grant is refused
 */
export function countGrant(world: World, clientId: string, zuid: string): boolean {
  const now = world.clock.now();
  const keys = [`client ${clientId}`, `person ${zuid}`];
  const recent = keys.map((key) =>
    (world.grantTimes.get(key) ?? []).filter((time) => time > now - LIMITS.windowMs),
  );
  if (recent.some((times) => times.length >= world.settings.grantsPer10min)) return false;
  keys.forEach((key, index) => world.grantTimes.set(key, [...(recent[index] ?? []), now]));
  return true;
}
