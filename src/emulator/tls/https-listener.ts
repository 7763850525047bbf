import type { ServerOptions } from "node:http";
import { createServer } from "node:https";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { namedHost } from "../hosts/named-host";
import { hostNames } from "../hosts/find-host";
import { rememberCarrier } from "../http/cut-connection";
import { json, type Reply } from "../http/reply";
import { respond } from "../http/respond";
import { sendReply } from "../http/send-reply";
import { type Listener, openListener, type Place } from "../listen/listener";
import { refuseMalformed } from "../listen/refuse-malformed";
import type { World } from "../world";
import type { TestAuthority } from "./test-authority";

/**
 * Serves a world by https, under Zoho's real host names and no other: no control, no hosts in the path.
 *
 * @param date text of the `Date` header
 * @param limits how long clients may take
 * @throws what Node says where the port can't be had
 */
export function openHttpsListener(
  world: World,
  date: () => string,
  limits: ServerOptions,
  place: Place & Pick<TestAuthority, "certificate" | "key">,
): Promise<Listener> {
  const { certificate, key } = place;
  const server = createServer(
    { ...limits, cert: certificate, key, minVersion: "TLSv1.2" },
    (incoming, response) => {
      response.sendDate = false;
      const { host } = incoming.headers;
      if (namedHost(host) === undefined) sendReply(response, date, misdirected(world, host));
      else respond({ world, date, incoming, response });
    },
  );
  // Handshakes that fail come here as well, with a socket that takes no answer any more.
  server.on("clientError", refuseMalformed);
  const carriers = new Map<string, Socket>();
  server.on("connection", (carrier: Socket) => {
    const peer = peerOf(carrier);
    carriers.set(peer, carrier);
    carrier.once("close", () => {
      if (carriers.get(peer) === carrier) carriers.delete(peer);
    });
  });
  server.on("secureConnection", (socket: TLSSocket) => {
    const carrier = carriers.get(peerOf(socket));
    if (carrier !== undefined) rememberCarrier(socket, carrier);
  });
  return openListener(server, place);
}

/** Node does not say which TCP connection carries a TLS connection; the other end's address does. */
function peerOf(socket: Socket): string {
  return `${String(socket.remoteAddress)} ${String(socket.remotePort)}`;
}

/** 421 (RFC 9110, 15.5.20): the connection is fine, but not for this host. */
function misdirected(world: World, host = ""): Reply {
  return json(421, {
    error: "misdirected_request",
    message: `Only Zoho's host names answer on this port; "${host.slice(0, 100)}" is none that is emulated. Control and hosts in the path are on the http port.`,
    hosts: hostNames(world.settings),
  });
}
