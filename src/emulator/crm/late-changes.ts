import { hexOf } from "../random/seeded-random";
import type { World } from "../world";

/**
 * Whether a change shows in what is asked for by time: an index may get to know of it a while later, and of a later change
 * sooner. Nothing is published of Zoho's lists; the setting `changeLag` says how long it takes at most.
 *
 * @returns undefined where each shows at once
 */
export function shownByTime(
  world: Pick<World, "clock" | "seed" | "settings">,
): ((id: string, changedAt: number) => boolean) | undefined {
  const lagMs = world.settings.changeLag * 1000;
  if (lagMs === 0) return undefined;
  const now = world.clock.now();
  return (id, changedAt) => {
    if (changedAt <= now - lagMs) return true;
    const draw = Number.parseInt(hexOf(world.seed, `late/${id}/${changedAt}`).slice(0, 8), 16) / 0xffffffff;
    return changedAt + draw * lagMs <= now;
  };
}
