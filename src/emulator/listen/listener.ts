import type { Server } from "node:http";
import type { AddressInfo, Server as TcpServer, Socket } from "node:net";

/** Where to listen. */
export interface Place {
  /** 0: any free port. */
  readonly port: number;
  /** An address of this machine, or a name of one. */
  readonly host: string;
}

/** A server that listens. */
export interface Listener {
  readonly port: number;
  /** Cuts open connections and frees the port. */
  close(): Promise<void>;
}

/**
 * Lets a server listen.
 *
 * @throws what Node says where the port can't be had: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`
 */
export async function openListener(
  server: TcpServer & Pick<Server, "closeAllConnections">,
  place: Place,
): Promise<Listener> {
  // Node's own list holds no connection whose TLS handshake is not over yet; `close` would wait for them.
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(place.port, place.host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
        for (const socket of sockets) socket.destroy();
      }),
  };
}
