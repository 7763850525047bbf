import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/** Below each TLS connection the TCP connection that carries it: only that one can be reset. */
const carriers = new WeakMap<TLSSocket, Socket>();

/** Remembers which TCP connection carries a TLS connection. */
export function rememberCarrier(tlsSocket: TLSSocket, carrier: Socket): void {
  carriers.set(tlsSocket, carrier);
}

/** Ends a connection as a server that broke down: the client sees a reset, no end of stream. */
export function cutConnection(socket: Socket): void {
  if (!(socket instanceof TLSSocket)) {
    socket.resetAndDestroy();
    return;
  }
  const carrier = carriers.get(socket);
  if (carrier === undefined) socket.destroy();
  else carrier.resetAndDestroy();
}
