import type { EmulatedRequest } from "../http/emulated-request";
import type { GatewayHost } from "../hosts/virtual-hosts";
import type { Reply } from "../http/reply";
import type { World } from "../world";
import { crmError, refuse } from "./api-answer";
import { authenticate } from "./authenticate";
import { type Face, FACES } from "./face";
import { findRoute } from "./find-route";
import { passGate } from "./pass-gate";

const FACE_LIST: readonly Face[] = Object.values(FACES);

/**
 * CRM and Bigin on the API gateway of one data center and environment. Order of checks: path, token, scope, calls in
 * flight and credits, method, module, the rest.
 *
 * @returns undefined where the path belongs to neither
 */
export function crmOnGateway(world: World, host: GatewayHost, request: EmulatedRequest): Reply | undefined {
  for (const face of FACE_LIST) {
    const found = face.path.exec(request.path);
    if (found !== null) return answer(world, host, face, request, found[1] ?? "", found[2] ?? "");
  }
  return undefined;
}

function answer(
  world: World,
  host: GatewayHost,
  face: Face,
  request: EmulatedRequest,
  version: string,
  path: string,
): Reply {
  const found = findRoute(face.product, request.method, path.replace(/\/$/, ""));
  if (found === undefined) return refuse(request, crmError("INVALID_URL_PATTERN"));
  const { route, params } = found;
  const scope = route.scope.replace("{module}", params["module"] ?? "");
  const caller = authenticate(world, host, face, request, { ...route, scope });
  if ("status" in caller) return caller;
  const { person, org, token } = caller;
  const data = world.records.of(org);
  const { clientId, scopes } = token.consent;
  const call = {
    world,
    face,
    version: Number(version),
    person,
    clientId,
    scopes,
    org,
    data,
    request,
    params,
  };
  return passGate(call, route, () =>
    found.isMethodKnown ? route.answer(call) : refuse(request, crmError("INVALID_REQUEST_METHOD")),
  );
}
