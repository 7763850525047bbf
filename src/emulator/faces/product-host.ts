import type { ProductHost } from "../hosts/virtual-hosts";
import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import type { World } from "../world";
import { faceAt } from "./face-at";
import { serveFace } from "./serve-face";

/** A host of one product. */
export function productHost(world: World, host: ProductHost, request: EmulatedRequest): Reply {
  const found = faceAt(world.settings, host, request.path);
  if (found === undefined) return json(404, { message: "API endpoint not found" });
  return serveFace(world, host.dataCenter, found.face, found.path, request);
}
