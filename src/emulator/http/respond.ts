import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault } from "../faults/fault";
import { faultReply } from "../faults/fault-reply";
import { maskQuery } from "../requests/mask-query";
import type { World } from "../world";
import type { EmulatedRequest } from "./emulated-request";
import { announcesBody, readBody } from "./read-body";
import { json, type Reply } from "./reply";
import { CONTROL, routeRequest } from "./route-request";

const NO_BODY = Buffer.alloc(0);
const TOO_LARGE = json(413, {
  code: "REQUEST_ENTITY_TOO_LARGE",
  details: {},
  message: "the body is too large",
  status: "error",
});
const BAD_URL = json(400, { error: "bad_request", message: "the address can't be understood" });

/**
 * Answers one request: reads the body, plays a fault where one waits, and logs.
 *
 * @param date text of the `Date` header
 */
export function respond(
  world: World,
  date: () => string,
  incoming: IncomingMessage,
  response: ServerResponse,
): void {
  if (!announcesBody(incoming)) {
    act(world, date, incoming, response, NO_BODY);
    return;
  }
  readBody(incoming).then(
    (body) => {
      if (body !== "too_large") {
        act(world, date, incoming, response, body);
        return;
      }
      // The rest of the body is not worth reading: the connection ends with the answer.
      send(response, date, { ...TOO_LARGE, headers: { ...TOO_LARGE.headers, Connection: "close" } });
    },
    () => {
      incoming.destroy();
    },
  );
}

function act(
  world: World,
  date: () => string,
  incoming: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): void {
  const request = parseRequest(incoming, body);
  if (request === undefined) {
    send(response, date, BAD_URL);
    return;
  }
  if (request.host === CONTROL || request.host === "") {
    send(response, date, routeSafely(world, request));
    return;
  }
  const fault = world.faults.take(request);
  if (fault === undefined) {
    const reply = routeSafely(world, request);
    log(world, request, incoming, reply.status);
    send(response, date, reply);
    return;
  }
  request.facts.fault = fault.fault;
  if (fault.delayMs === undefined) {
    playFault(world, date, incoming, response, request, fault);
    return;
  }
  const timer = setTimeout(() => {
    if (!response.destroyed) playFault(world, date, incoming, response, request, fault);
  }, fault.delayMs);
  response.on("close", () => {
    clearTimeout(timer);
  });
}

function playFault(
  world: World,
  date: () => string,
  incoming: IncomingMessage,
  response: ServerResponse,
  request: EmulatedRequest,
  fault: Fault,
): void {
  const isActedUpon = fault.fault === "slow" || fault.fault === "resetAfter";
  const reply = isActedUpon ? routeSafely(world, request) : faultReply(world, fault, request);
  const isCut = fault.fault === "reset" || fault.fault === "resetAfter";
  log(world, request, incoming, isCut || reply === undefined ? 0 : reply.status);
  if (isCut) incoming.socket.resetAndDestroy();
  else if (reply !== undefined) send(response, date, reply);
}

function routeSafely(world: World, request: EmulatedRequest): Reply {
  try {
    return routeRequest(world, request);
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown";
    return json(500, {
      error: "emulator_error",
      message: `The emulator failed; please report this: ${message}`,
    });
  }
}

/** @returns undefined where the address is no path, or holds what no path may hold */
function parseRequest(incoming: IncomingMessage, body: Buffer): EmulatedRequest | undefined {
  const url = incoming.url ?? "";
  if (!url.startsWith("/")) return undefined;
  const mark = url.indexOf("?");
  const whole = mark < 0 ? url : url.slice(0, mark);
  const slash = whole.indexOf("/", 1);
  return {
    method: incoming.method ?? "GET",
    host: (slash < 0 ? whole.slice(1) : whole.slice(1, slash)).toLowerCase(),
    path: slash < 0 ? "/" : whole.slice(slash),
    query: new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1)),
    headers: incoming.headers,
    body,
    facts: {},
  };
}

function log(world: World, request: EmulatedRequest, incoming: IncomingMessage, status: number): void {
  const url = incoming.url ?? "";
  const mark = url.indexOf("?");
  world.log.add({
    time: new Date(world.clock.now()).toISOString(),
    method: request.method,
    host: request.host,
    path: mark < 0 ? request.path : `${request.path}?${maskQuery(url.slice(mark + 1))}`,
    status,
    ...request.facts,
  });
}

function send(response: ServerResponse, date: () => string, reply: Reply): void {
  const { body } = reply;
  if (body === undefined) {
    const length = reply.status === 204 || reply.status === 304 ? {} : { "Content-Length": "0" };
    response.writeHead(reply.status, { ...reply.headers, ...length, Date: date() }).end();
    return;
  }
  response.writeHead(reply.status, {
    ...reply.headers,
    "Content-Length": String(Buffer.byteLength(body)),
    Date: date(),
  });
  response.end(body);
}
