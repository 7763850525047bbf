import type { EmulatedRequest } from "../http/emulated-request";
import type { VirtualHost } from "../hosts/virtual-hosts";
import { json, type Reply } from "../http/reply";
import type { World } from "../world";
import { apiError, refuse } from "./api-answer";
import type { ApiCall } from "./api-call";
import { authenticate } from "./authenticate";
import { type Face, FACES } from "./face";
import { getOrg } from "./org";
import { findRecordsRoute } from "./records-route";
import type { Route } from "./route";
import { getFields } from "./settings-fields";
import { getModules } from "./settings-modules";
import { getUsers } from "./users";

const RESOURCES: ReadonlyMap<string, { readonly area: string; readonly get: (call: ApiCall) => Reply }> =
  new Map([
    ["org", { area: "org", get: getOrg }],
    ["users", { area: "users", get: getUsers }],
    ["settings/modules", { area: "settings.modules", get: getModules }],
    ["settings/fields", { area: "settings.fields", get: getFields }],
  ]);

const FACE_LIST = Object.values(FACES);

/** The API gateway of one data center and environment. Order of checks: path, token, scope, method, module, the rest. */
export function gatewayHost(
  world: World,
  host: Extract<VirtualHost, { kind: "gateway" }>,
  request: EmulatedRequest,
): Reply {
  const face = FACE_LIST.find((one) => request.path.startsWith(`${one.basePath}/`));
  if (face === undefined) return json(404, { message: "API endpoint not found" });
  const route = findRoute(face, request);
  if (route === undefined) return refuse(request, 404, wrongPath());
  const caller = authenticate(world, host, face, request, route);
  if ("status" in caller) return caller;
  if (route.answer === undefined) {
    const wrongMethod = apiError("INVALID_REQUEST_METHOD", "The http request method type is not a valid one");
    return refuse(request, 400, wrongMethod);
  }
  const data = world.records.of(caller.org);
  return route.answer({ world, face, person: caller.person, org: caller.org, data, request });
}

function findRoute(face: Face, request: EmulatedRequest): Route | undefined {
  const path = request.path.slice(face.basePath.length + 1).replace(/\/$/, "");
  const resource = RESOURCES.get(path);
  if (resource !== undefined) {
    const answer = request.method === "GET" ? resource.get : undefined;
    return { area: resource.area, operation: "READ", answer };
  }
  return findRecordsRoute(path, request.method);
}

function wrongPath(): ReturnType<typeof apiError> {
  return apiError("INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one");
}
