import type { World } from "../world";
import { countInTenMinutes, noteForTenMinutes } from "./ten-minutes";

/** Zoho's pages count grant tokens per client, or per person. */
const KEYS = {
  client: (clientId: string, _zuid: string) => `grants of client ${clientId}`,
  person: (_clientId: string, zuid: string) => `grants of person ${zuid}`,
} as const;

/** True where this client may get another grant token of this person, by the settings `grantsPer10min` and `grantLimitKey`. */
export function mayGrant(world: World, clientId: string, zuid: string): boolean {
  const { grantLimitKey, grantsPer10min } = world.settings;
  const counted = grantLimitKey === "both" ? (["client", "person"] as const) : [grantLimitKey];
  return counted.every((key) => countInTenMinutes(world, KEYS[key](clientId, zuid)) < grantsPer10min);
}

/**
 * Counts a grant token, unless there were too many in ten minutes.
 *
 * @returns false where this grant is refused
 */
export function countGrant(world: World, clientId: string, zuid: string): boolean {
  if (!mayGrant(world, clientId, zuid)) return false;
  for (const key of Object.values(KEYS)) noteForTenMinutes(world, key(clientId, zuid));
  return true;
}
