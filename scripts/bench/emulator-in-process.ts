import type { IncomingMessage } from "node:http";
import { createHttpDate } from "../../src/emulator/http/http-date";
import { parseRequest } from "../../src/emulator/http/parse-request";
import type { Reply } from "../../src/emulator/http/reply";
import { routeRequest } from "../../src/emulator/http/route-request";
import type { EmulatorSettings } from "../../src/emulator/index";
import { createWorld, type World } from "../../src/emulator/world";
import type { TransportRequest, TransportResponse } from "../../src/transport/transport";
import { isStreamedBody } from "../../src/transport/transport-body";

/** The emulator without its sockets: the same world, rules and limits, a thousand times as many calls a second. */
export interface EmulatorInProcess {
  readonly world: World;
  /** Answers a request of the library, at the present simulated time. */
  answer(request: TransportRequest): TransportResponse;
  /** As `POST /_emulator/<path>`. @throws Error where it is refused */
  control(path: string, body: unknown): Readonly<Record<string, unknown>>;
}

/**
 * @param now milliseconds since 1970; time stands still until the clock of the world is moved
 */
export function emulatorInProcess(now: number, settings: Partial<EmulatorSettings>): EmulatorInProcess {
  const origin = "http://127.0.0.1";
  const world = createWorld({
    seed: 1,
    recordCounts: {},
    clockStart: { now, frozen: true },
    startSettings: settings,
    origin: () => origin,
    tls: () => undefined,
  });
  const date = createHttpDate(() => world.clock.now());

  function route(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string | Buffer | undefined,
  ): Reply {
    // The parser looks at nothing else of a message.
    const request = parseRequest({ method, url, headers } as unknown as IncomingMessage);
    if (request === undefined) throw new Error(`the emulator does not understand ${url}`);
    if (body !== undefined) request.body = Buffer.from(body);
    const reply = routeRequest(world, request);
    for (const letGo of request.whenDone) letGo();
    const { host, path, search, facts } = request;
    world.log.add({
      at: world.clock.now(),
      method,
      host,
      path: `${path}?${search}`,
      status: reply.status,
      facts,
    });
    return reply;
  }

  return {
    world,
    answer({ method, url, headers = {}, body }) {
      if (isStreamedBody(body)) throw new Error("files are not for this emulator");
      const reply = route(method, `/${url.host}${url.pathname}${url.search}`, headers, body);
      return {
        status: reply.status,
        headers: { date: date(), ...lowerCased(reply.headers) },
        body: Buffer.from(reply.body ?? ""),
      };
    },
    control(path, body) {
      const reply = route("POST", `/_emulator/${path}`, { host: "127.0.0.1" }, JSON.stringify(body));
      const answer = JSON.parse(String(reply.body)) as Readonly<Record<string, unknown>>;
      if (reply.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer)}`);
      return answer;
    },
  };
}

const LOWER_CASED = new WeakMap<Reply["headers"], Readonly<Record<string, string>>>();

/** Most answers share their headers, so it is done once for each set of them. */
function lowerCased(headers: Reply["headers"]): Readonly<Record<string, string>> {
  let lower = LOWER_CASED.get(headers);
  if (lower === undefined) {
    lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    LOWER_CASED.set(headers, lower);
  }
  return lower;
}
