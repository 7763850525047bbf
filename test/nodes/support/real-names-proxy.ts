import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import type { TlsInfo } from "../../../src/emulator/index";

/** A proxy that a Node-RED under test goes through. */
export interface RealNamesProxy {
  /** For `HTTPS_PROXY`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A proxy on loopback whose every tunnel ends at the emulator's https port: a Node-RED that goes through it calls
 * `https://accounts.zoho.eu` and the rest by their real names, checks their certificates, and leaves this machine never.
 */
export async function startRealNamesProxy({
  host,
  port,
}: Pick<TlsInfo, "host" | "port">): Promise<RealNamesProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("connect", (_request, client, head) => {
    const zoho = connect(port, host, () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      zoho.write(head);
      zoho.pipe(client).pipe(zoho);
    });
    client.on("error", () => zoho.destroy());
    zoho.on("error", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
