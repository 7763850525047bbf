import { SelfClientError } from "../accounts/self-client-code";
import { FaultError, parseFaults } from "../faults/parse-fault";
import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import { readyInfo } from "../ready-info";
import { changeSettings, SettingsError } from "../settings/change-settings";
import { SETTINGS } from "../settings/settings-table";
import { resetWorld } from "../state/reset-world";
import type { World } from "../world";
import { runAction } from "./actions";
import { changeClock } from "./clock";
import { registerClient } from "./clients";
import { ControlError, jsonBody } from "./json-body";
import { foreignControlRequest } from "./refuse-foreign";
import { generateSelfClientCode } from "./self-client-code";
import { getState } from "./state";

type Handler = (world: World, request: EmulatedRequest) => Reply;

const ROUTES: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  "/state": { GET: getState },
  "/ready": { GET: (world) => json(200, readyInfo(world)) },
  "/requests": { GET: getRequests, DELETE: clearRequests },
  "/settings": { GET: (world) => json(200, world.settings), PATCH: patchSettings },
  "/settings/table": { GET: () => json(200, SETTINGS) },
  "/clock": { GET: (world) => json(200, { nowMs: world.clock.now() }), POST: changeClock },
  "/faults": {
    GET: (world) => json(200, { faults: world.faults.list(world.clock.now()) }),
    POST: addFaults,
    DELETE: clearFaults,
  },
  "/reset": { POST: reset },
  "/actions": { POST: runAction },
  "/clients": { POST: registerClient },
  "/self-client-code": { POST: generateSelfClientCode },
};

/** Everything under `/_emulator/`: for tests and for the emulator's own pages. */
export function controlRoutes(world: World, request: EmulatedRequest): Reply {
  const foreign = foreignControlRequest(request.headers);
  if (foreign !== undefined) return json(403, { error: "forbidden", message: foreign });
  const methods = Object.hasOwn(ROUTES, request.path) ? ROUTES[request.path] : undefined;
  if (methods === undefined) {
    return json(404, { error: "not_found", message: "no such control", controls: Object.keys(ROUTES) });
  }
  const handler = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
  if (handler === undefined) {
    return json(405, { error: "method_not_allowed", message: `use ${Object.keys(methods).join(" or ")}` });
  }
  try {
    return handler(world, request);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return json(400, { error: "bad_request", message: error.message });
  }
}

function isRefusal(error: unknown): error is Error {
  return [ControlError, SettingsError, FaultError, SelfClientError].some((kind) => error instanceof kind);
}

function getRequests(world: World, request: EmulatedRequest): Reply {
  const since = request.query.get("since") ?? "0";
  if (!/^\d{1,15}$/.test(since)) throw new ControlError('"since" is the seq of a request');
  return json(200, { requests: world.log.list(Number(since)) });
}

function clearRequests(world: World): Reply {
  world.log.clear();
  return json(200, { requests: [] });
}

function patchSettings(world: World, request: EmulatedRequest): Reply {
  const names = world.people.map((person) => person.name);
  world.settings = changeSettings(world.settings, jsonBody(request), names);
  world.touch();
  return json(200, world.settings);
}

function addFaults(world: World, request: EmulatedRequest): Reply {
  for (const fault of parseFaults(jsonBody(request), world.clock.now())) world.faults.add(fault);
  world.touch();
  return json(200, { faults: world.faults.list(world.clock.now()) });
}

function clearFaults(world: World): Reply {
  world.faults.clear();
  world.touch();
  return json(200, { faults: [] });
}

function reset(world: World): Reply {
  resetWorld(world);
  return json(200, readyInfo(world));
}
