import type { ProductHost } from "../hosts/virtual-hosts";
import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import type { World } from "../world";

/** A host of one product. */
export function productHost(_world: World, host: ProductHost, _request: EmulatedRequest): Reply {
  return json(404, { message: `${host.name}: URL not found` });
}
