import { connect, createServer, type Socket } from "node:net";

/** Whose requests a fault is for. */
export type Victim = "token" | "api";

/**
 * What happens to one exchange on its sockets.
 *
 * - `reset`: RST, after so many bytes of the answer; 0 is before its first one.
 * - `end`: FIN, the same way: an answer that is cut short, or none at all.
 * - `blackhole`: so many bytes of the answer come, then nothing more, and the socket stays open.
 * - `slices`: the answer in pieces of so many bytes, each after a pause.
 * - `delay`: the answer later.
 * - `answer`: these bytes, instead of what the server says.
 * - `close when idle`: a true answer; the next request on this socket meets a RST.
 */
export type WireFault =
  | { readonly kind: "reset" | "end" | "blackhole"; readonly afterBytes: number }
  | { readonly kind: "slices"; readonly bytes: number; readonly everyMs: number }
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "answer"; readonly pieces: Iterable<Buffer> }
  | { readonly kind: "close when idle" };

/** A proxy on sockets between the library and the emulator: it knows no HTTP but where a request begins. */
export interface FaultProxy {
  /** Takes the emulator's place, without a slash at its end. */
  readonly url: string;
  /** The next exchanges of this victim meet it; all of them from now on where `times` is `always`. */
  add(victim: Victim, fault: WireFault, times?: number | "always"): void;
  clear(): void;
  close(): Promise<void>;
}

interface Waiting {
  readonly victim: Victim;
  readonly fault: WireFault;
  left: number;
}

export async function startFaultProxy(serverUrl: string): Promise<FaultProxy> {
  const server = new URL(serverUrl);
  let waiting: Waiting[] = [];
  const sockets = new Set<Socket>();
  const take = (victim: Victim): WireFault | undefined => {
    const found = waiting.find((one) => one.victim === victim);
    if (found === undefined) return undefined;
    found.left--;
    if (found.left <= 0) waiting = waiting.filter((one) => one !== found);
    return found.fault;
  };
  const listener = createServer((client) => {
    const upstream = connect(Number(server.port), server.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    relay(client, upstream, take);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    add: (victim, fault, times = 1) => {
      waiting.push({ victim, fault, left: times === "always" ? Number.POSITIVE_INFINITY : times });
    },
    clear: () => {
      waiting = [];
      for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A client sends one request after the other on a socket, so each beginning of one is the end of the last answer. */
const REQUEST_LINE = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD) (\S+) HTTP\/1\.1\r\n/;

function relay(client: Socket, upstream: Socket, take: (victim: Victim) => WireFault | undefined): void {
  let fault: WireFault | undefined;
  let passed = 0;
  let later: Promise<void> = Promise.resolve();
  client.on("data", (chunk: Buffer) => {
    const [, path] = REQUEST_LINE.exec(chunk.toString("latin1", 0, 2_000)) ?? [];
    if (path !== undefined) {
      if (fault?.kind === "close when idle" && passed > 0) {
        client.resetAndDestroy();
        return;
      }
      fault = take(path.startsWith("/accounts.") ? "token" : "api");
      passed = 0;
      if (fault?.kind === "reset" && fault.afterBytes === 0) {
        client.resetAndDestroy();
        return;
      }
      if (fault?.kind === "answer") {
        void writeAll(client, fault.pieces);
        return;
      }
    }
    if (fault?.kind !== "answer") upstream.write(chunk);
  });
  upstream.on("data", (chunk: Buffer) => {
    if (fault === undefined || fault.kind === "answer" || fault.kind === "close when idle") {
      passed += chunk.length;
      client.write(chunk);
      return;
    }
    const present = fault;
    later = later.then(() => pass(present, chunk));
  });

  async function pass(present: WireFault, chunk: Buffer): Promise<void> {
    switch (present.kind) {
      case "delay":
        await pause(present.ms);
        client.write(chunk);
        return;
      case "slices":
        for (let start = 0; start < chunk.length && !client.destroyed; start += present.bytes) {
          client.write(chunk.subarray(start, start + present.bytes));
          await pause(present.everyMs);
        }
        return;
      case "reset":
      case "end":
      case "blackhole": {
        const allowed = Math.max(0, present.afterBytes - passed);
        passed += chunk.length;
        if (allowed > 0) client.write(chunk.subarray(0, allowed));
        if (allowed >= chunk.length || present.kind === "blackhole") return;
        // What was written must be on its way before the socket goes.
        await pause(5);
        if (present.kind === "reset") client.resetAndDestroy();
        else client.end();
        return;
      }
      default:
        client.write(chunk);
    }
  }
}

async function writeAll(client: Socket, pieces: Iterable<Buffer>): Promise<void> {
  for (const piece of pieces) {
    if (client.destroyed) return;
    if (!client.write(piece)) {
      await Promise.race([once(client, "drain"), once(client, "close")]);
    }
  }
}

function once(socket: Socket, event: "drain" | "close"): Promise<void> {
  return new Promise((resolve) => {
    socket.once(event, () => resolve());
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms === 0) setImmediate(resolve);
    else setTimeout(resolve, ms);
  });
}
