import { connect, type AddressInfo, type Socket } from "node:net";
import { createServer } from "node:tls";
import { SELF_SIGNED } from "../../unit/support/self-signed";

/** A proxy in front of a Node-RED. */
export interface Front {
  /** Its address, without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Ends TLS on a port of its own and hands everything on as it is, WebSockets too. The browser must not mind its certificate. */
export async function startTlsFront(port: number): Promise<Front> {
  const sockets = new Set<Socket>();
  const server = createServer(SELF_SIGNED, (client) => {
    const behind = connect(port, "127.0.0.1");
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    }
    client.on("error", () => behind.destroy());
    behind.on("error", () => client.destroy());
    client.pipe(behind).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${String(own)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
