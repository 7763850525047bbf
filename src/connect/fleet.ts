import { LIMITS } from "../zoho/limits";
import type { KeptGrant } from "./kept-grants";

/**
 * Zoho lets 20 refresh tokens of one person and client live, on all machines together, and each new one beyond kills
 * the oldest without a word (Zoho: OAuth token limits). From 15 known ones on it is said, and here the retired make
 * room; the rest is for machines of which this one knows nothing.
 */
export const GRANTS_TO_WARN_FROM = 15;

/** What is to be said about the refresh tokens of one person and client. */
export type FleetVerdict =
  /** There is room. */
  | "room"
  /** Little is left: another machine or two may push the oldest out. */
  | "nearly full"
  /** Zoho kills the oldest with the next one, or has done so. */
  | "full";

/** The arithmetic of one client's refresh tokens. */
export interface Fleet {
  /** Known to live, or expected to: on this machine and on those that are expected. */
  readonly grants: number;
  readonly limit: number;
  readonly verdict: FleetVerdict;
  /** How many more consents there is room for. */
  readonly left: number;
  /** A sentence for people, where there is something to say. */
  readonly advice?: string;
}

/** What the refresh tokens of a client add up to. */
export interface FleetFacts {
  /** Refresh tokens of the person and client that are known to live. */
  readonly known: number;
  /** Machines with a refresh token of their own of the same person and client, this one left out. */
  readonly otherMachines?: number;
}

/** Counts refresh tokens against Zoho's limit. Pure arithmetic; asks nobody. */
export function fleetOf({ known, otherMachines = 0 }: FleetFacts): Fleet {
  const limit = LIMITS.refreshTokensPerUserAndClient;
  const grants = known + otherMachines;
  const verdict: FleetVerdict =
    grants >= limit ? "full" : grants >= GRANTS_TO_WARN_FROM ? "nearly full" : "room";
  const advice = adviceFor(verdict, grants);
  const left = Math.max(0, limit - grants);
  return { grants, limit, verdict, left, ...(advice !== undefined && { advice }) };
}

function adviceFor(verdict: FleetVerdict, grants: number): string | undefined {
  const { refreshTokensPerUserAndClient: limit } = LIMITS;
  const instead =
    "Use client credentials, a client of its own for each group of gateways, or one hub that talks to Zoho for all.";
  switch (verdict) {
    case "room":
      return undefined;
    case "nearly full":
      return `${grants} of the ${limit} refresh tokens that Zoho lets live for one person and client are taken; number ${limit + 1} silently kills the oldest. ${instead}`;
    case "full":
      return `${grants} refresh tokens of one person and client are more than the ${limit} that live at once, or as many: each new consent kills the oldest, so another machine goes silent. ${instead}`;
  }
}

/**
 * The refresh tokens that count together with those of a person: Zoho counts for each person and client, and one
 * whose person is not known may be anybody's.
 *
 * @param grants of one client in one realm
 * @param userId undefined where it is not known who consents: then all of them count
 */
export function countedTogether<G extends KeptGrant>(
  grants: readonly G[],
  userId: string | undefined,
): readonly G[] {
  return grants.filter(
    (grant) => userId === undefined || grant.userId === undefined || grant.userId === userId,
  );
}

/** How long the consents of many machines take at the least, milliseconds: Zoho gives 10 codes in ten minutes. */
export function shortestRollout(machines: number): number {
  const perWindow = LIMITS.grantTokensPerWindow;
  return Math.max(0, Math.ceil(machines / perWindow) - 1) * LIMITS.windowMs;
}
