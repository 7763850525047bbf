import { createServer, type ServerOptions } from "node:http";
import { respond } from "../http/respond";
import type { World } from "../world";
import { type Listener, openListener, type Place } from "./listener";
import { refuseMalformed } from "./refuse-malformed";

/**
 * Serves a world by plain http: control, console page, and Zoho's hosts as the first part of the path.
 *
 * @param date text of the `Date` header
 * @param limits how long clients may take
 * @throws what Node says where the port can't be had
 */
export function openHttpListener(
  world: World,
  date: () => string,
  limits: ServerOptions,
  place: Place,
): Promise<Listener> {
  const server = createServer(limits, (incoming, response) => {
    response.sendDate = false;
    respond({ world, date, incoming, response });
  });
  server.on("clientError", refuseMalformed);
  return openListener(server, place);
}
