import { crmOnGateway } from "../crm/gateway-host";
import { faceAt } from "../faces/face-at";
import { serveFace } from "../faces/serve-face";
import type { GatewayHost } from "../hosts/virtual-hosts";
import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import type { World } from "../world";

/** The API gateway of one data center and environment: the products that share it, told apart by their paths. */
export function gatewayHost(world: World, host: GatewayHost, request: EmulatedRequest): Reply {
  const fromCrm = crmOnGateway(world, host, request);
  if (fromCrm !== undefined) return fromCrm;
  const found = faceAt(world.settings, host, request.path);
  if (found === undefined) return json(404, { message: "API endpoint not found" });
  return serveFace(world, host.dataCenter, found.face, found.path, request);
}
