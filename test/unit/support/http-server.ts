import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { emulatorRoute } from "../../../src/transport/emulator-route";
import type { Transport } from "../../../src/transport/transport";
import { createDispatcher } from "../../../src/transport/undici-dispatcher";
import { undiciTransport, type UndiciTransportOptions } from "../../../src/transport/undici-transport";

const servers: Server[] = [];

/** A real server on loopback, and the transport that sends Zoho's URLs there. Closed by `closeServers`. */
export async function toServer(
  listener: RequestListener,
  options: Pick<UndiciTransportOptions, "slowLink"> = {},
): Promise<Transport> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const route = emulatorRoute(`http://127.0.0.1:${String(port)}`);
  return undiciTransport({ ...options, route, dispatcher: createDispatcher({ proxied: "never" }) });
}

/** For `afterEach`. */
export function closeServers(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}
