import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault } from "../faults/fault";
import { faultReply } from "../faults/fault-reply";
import { isApiHost } from "../hosts/virtual-hosts";
import { partialReply } from "../faults/partial-write";
import { maskQuery } from "../requests/mask-query";
import type { World } from "../world";
import { sendHalf, sendInPieces } from "./broken-answer";
import { cutConnection } from "./cut-connection";
import type { EmulatedRequest } from "./emulated-request";
import { parseRequest } from "./parse-request";
import { bodyLimit } from "./body-limit";
import { announcesBody, readBody } from "./read-body";
import { refuseBody } from "./refuse-body";
import { json, type Reply } from "./reply";
import { CONTROL, routeRequest } from "./route-request";
import { sendReply } from "./send-reply";

const BAD_URL = json(400, { error: "bad_request", message: "the address can't be understood" });

/** How fine the draws are that decide whether a fault with a probability comes. */
const DRAWS = 1_000_000;

/** Between two pieces of an answer that drips, where the fault does not say. */
const DRIP_MS = 50;

/** One exchange with a client. */
interface Exchange {
  readonly world: World;
  /** Text of the `Date` header. */
  readonly date: () => string;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers one request: reads the body, plays a fault where one waits, and logs. */
export function respond(exchange: Exchange): void {
  const { date, incoming, response } = exchange;
  const request = parseRequest(incoming);
  if (!announcesBody(incoming)) {
    act(exchange, request);
    return;
  }
  const limit = bodyLimit(request);
  readBody(incoming, limit.bytes, (body) => {
    if (body === "gone") {
      incoming.destroy();
      return;
    }
    if (body !== "too_large") {
      if (request !== undefined) request.body = body;
      act(exchange, request);
      return;
    }
    const reply = limit.tooLarge();
    if (request !== undefined) log(exchange, request, reply.status);
    refuseBody(incoming, response, date, reply);
  });
}

function act(exchange: Exchange, request: EmulatedRequest | undefined): void {
  const { world, date, response } = exchange;
  if (request === undefined) {
    sendReply(response, date, BAD_URL);
    return;
  }
  if (request.host === CONTROL || request.host === "") {
    sendReply(response, date, routeSafely(world, request));
    return;
  }
  const fault = world.faults.take(request, {
    now: world.clock.now(),
    draw: () => world.random.below("fault", DRAWS) / DRAWS,
  });
  if (fault === undefined) {
    finish(exchange, request, routeSafely(world, request));
    return;
  }
  request.facts.fault = fault.fault;
  world.touch();
  later(response, fault.fault === "drip" ? 0 : fault.delayMs, () => {
    playFault(exchange, request, fault);
  });
}

function playFault(exchange: Exchange, request: EmulatedRequest, fault: Fault): void {
  const { world, incoming } = exchange;
  switch (fault.fault) {
    case "hang":
      log(exchange, request, 0);
      return;
    case "reset":
    case "resetAfter":
      if (fault.fault === "resetAfter") routeSafely(world, request);
      log(exchange, request, 0);
      done(request);
      cutConnection(incoming.socket);
      return;
    case "slow":
      finish(exchange, request, routeSafely(world, request));
      return;
    case "cut":
      finish(exchange, request, routeSafely(world, request), sendHalf);
      return;
    case "drip":
      finish(exchange, request, routeSafely(world, request), (response, date, reply) => {
        sendInPieces(response, date, reply, fault.delayMs ?? DRIP_MS);
      });
      return;
    case "partial":
      finish(
        exchange,
        request,
        partialReply(world, request, (one) => routeSafely(world, one)),
      );
      return;
    case "expirePageTokens":
      world.pageTokenGeneration += 1;
      finish(exchange, request, routeSafely(world, request));
      return;
    default:
      finish(exchange, request, faultReply(world, { ...fault, fault: fault.fault }, request));
  }
}

/** Logs and sends; what a call of an API holds is held until then. */
function finish(exchange: Exchange, request: EmulatedRequest, reply: Reply, send = sendReply): void {
  const { world, date, response } = exchange;
  log(exchange, request, reply.status);
  const latency = isApiHost(request.host) ? world.settings.apiLatency : 0;
  if (request.whenDone.length > 0) {
    response.on("close", () => {
      done(request);
    });
  }
  later(response, latency, () => {
    send(response, date, reply);
  });
}

/** At once where there is nothing to wait for; never for a client that has gone. */
function later(response: ServerResponse, delayMs: number | undefined, then: () => void): void {
  if (delayMs === undefined || delayMs === 0) {
    then();
    return;
  }
  const timer = setTimeout(() => {
    if (!response.destroyed) then();
  }, delayMs);
  response.on("close", () => {
    clearTimeout(timer);
  });
}

function done(request: EmulatedRequest): void {
  for (const letGo of request.whenDone.splice(0)) letGo();
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

function log({ world }: Exchange, request: EmulatedRequest, status: number): void {
  const { method, host, path, search, facts } = request;
  world.log.add({
    at: world.clock.now(),
    method,
    host,
    path: search === "" ? path : `${path}?${maskQuery(search)}`,
    status,
    facts,
  });
}
