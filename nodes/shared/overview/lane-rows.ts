import { type LaneMeaning, readLaneKey } from "../../../src/api/governor/lane-id";
import type { LaneInUse } from "../../../src/api/governor/governor";
import type { ListedConnection } from "../../../src/connect/connections";
import type { Connection } from "../../../src/vault/connection";
import type { ZohoRuntime } from "../../../src/zoho-runtime";
import type { OverviewLane } from "./overview-api";

/** So many are shown. */
const MOST_LANES = 50;

/** So many nodes are named of those whose calls wait in one lane. */
const MOST_NODES = 10;

type Governing = Pick<ZohoRuntime, "governor" | "credits" | "clock">;

/** What calls of each org and product are doing, since this process began: the busiest first. */
export function laneRows(zoho: Governing, listed: readonly ListedConnection[]): readonly OverviewLane[] {
  const connections = listed.flatMap((one) => ("connection" in one ? [one.connection] : []));
  return [...zoho.governor.lanesInUse()]
    .sort((a, b) => load(b) - load(a) || a.key.localeCompare(b.key))
    .slice(0, MOST_LANES)
    .map((lane) => rowOf(zoho, lane, connections));
}

function load({ running, waiting, pausedMs }: LaneInUse): number {
  return running + waiting + (pausedMs > 0 ? 1 : 0);
}

function rowOf(zoho: Governing, lane: LaneInUse, connections: readonly Connection[]): OverviewLane {
  const { key, running, waiting, pausedMs, waitingByOrigin } = lane;
  const meaning = readLaneKey(key);
  const credits = zoho.credits.of({ key });
  const nodes = [...waitingByOrigin].map(([node, count]) => ({ node, waiting: count }));
  return {
    product: meaning.product,
    ...namesOf(meaning, connections),
    inFlight: running,
    waiting,
    waitingNodes: nodes.sort((a, b) => b.waiting - a.waiting).slice(0, MOST_NODES),
    ...(pausedMs > 0 && { pausedUntil: new Date(zoho.clock.now() + pausedMs).toISOString() }),
    ...(credits !== undefined && { creditsLeft: credits.left }),
  };
}

/** An org has a name where some connection is pinned to it. */
function namesOf(
  meaning: LaneMeaning,
  connections: readonly Connection[],
): Pick<OverviewLane, "of" | "environment"> {
  if ("connectionId" in meaning) {
    const { connectionId } = meaning;
    return { of: connections.find(({ id }) => id === connectionId)?.name ?? connectionId };
  }
  const { realm, org, environment } = meaning;
  const pinned = connections.find((one) => one.realm === realm && one.pins.orgId === org);
  return { of: pinned?.pins.orgName ?? org, environment };
}
