import type { DataCenterCode } from "../../zoho/data-centers";
import { identifyCaller } from "../access/identify-caller";
import { allowsScope } from "../crm/scope-rules";
import type { EmulatedRequest } from "../http/emulated-request";
import type { Reply } from "../http/reply";
import type { World } from "../world";
import type { Face } from "./face";

/**
 * Answers a call of one product. No page tells the order of checks; here: path, token, method, scope, limits, org,
 * the rest.
 *
 * @param path below the face's base, undefined where the path is not below it
 */
export function serveFace(
  world: World,
  dataCenter: DataCenterCode,
  face: Face,
  path: string | undefined,
  request: EmulatedRequest,
): Reply {
  const found = path === undefined ? undefined : face.find(request.method, path);
  if (found === undefined) return face.refuse(world, request, "unknown path");
  const caller = identifyCaller(world, dataCenter, request);
  if (caller.kind === "no token") return face.refuse(world, request, "no token");
  if (caller.kind !== "known") return face.refuse(world, request, "dead token");
  if (!found.isMethodKnown) return face.refuse(world, request, "wrong method");
  const { person, token } = caller;
  if (!isCovered(face, token.consent.scopes, found.route.scope)) {
    return face.refuse(world, request, "no scope");
  }
  const call = { world, person, token, request, route: found.route, params: found.params };
  return face.admit?.(call) ?? found.route.answer(call);
}

function isCovered(face: Face, granted: readonly string[], wanted: string): boolean {
  if (face.fullScope !== undefined && allowsScope(granted, face.fullScope)) return true;
  return allowsScope(granted, wanted);
}
