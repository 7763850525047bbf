import type { Connection } from "../../vault/connection";
import type { ProductId } from "../../zoho/products";

/** What shares Zoho's limits: one org in one product. */
export interface LaneId {
  readonly key: string;
  readonly product: ProductId;
}

/** What a lane is for: an org, or a connection whose org is not known. */
export type LaneMeaning = { readonly product: string } & (
  | {
      readonly realm: string;
      readonly dataCenter: string;
      readonly environment: string;
      /** ID of the org. */
      readonly org: string;
    }
  | { readonly connectionId: string }
);

interface KnownLane extends LaneId {
  readonly org: string | undefined;
}

/** The last lane of each connection: nearly always the next one, too, and all calls that wait then share it. */
const LAST_LANES = new WeakMap<Connection, KnownLane>();

/**
 * What shares Zoho's limits: an org in its product and environment, or the connection where the org is not known.
 *
 * @param org ID of the org that a call is for
 */
export function laneOf(connection: Connection, product: ProductId, org: string | undefined): LaneId {
  const last = LAST_LANES.get(connection);
  if (last?.product === product && last.org === org) return last;
  const lane = { key: laneKey(connection, product, org), product, org };
  LAST_LANES.set(connection, lane);
  return lane;
}

function laneKey(
  { realm, dataCenter, environment, id }: Connection,
  product: ProductId,
  org: string | undefined,
): string {
  return org === undefined ? `${id} ${product}` : `${realm} ${dataCenter} ${environment} ${product} ${org}`;
}

/** Reads the key of a lane again. None of its parts has a space in it, save perhaps the ID of an org, which is the last. */
export function readLaneKey(key: string): LaneMeaning {
  const [first = "", second = "", environment, product, ...org] = key.split(" ");
  if (environment === undefined || product === undefined) return { connectionId: first, product: second };
  return { realm: first, dataCenter: second, environment, product, org: org.join(" ") };
}
