import { once } from "node:events";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { Agent } from "undici";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { accountsUrl } from "../../../src/transport/destination";
import { TransportError } from "../../../src/transport/transport";
import { createDispatcher } from "../../../src/transport/undici-dispatcher";
import { undiciTransport } from "../../../src/transport/undici-transport";
import { Deferred } from "../support/scripted-transport";

const ASKED = accountsUrl("eu", "/oauth/v2/token");
const ends: (() => unknown)[] = [];

beforeEach(() => {
  for (const name of ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY"])
    vi.stubEnv(name, undefined);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const end of ends.splice(0)) await end();
});

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket.on("error", () => undefined)));
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A proxy that does with each connection what the test says; tells how many there were. */
async function throughProxy(behaviour: (socket: Socket) => void) {
  const met = { connections: 0 };
  const port = await listening(
    createServer((socket) => {
      met.connections++;
      behaviour(socket);
    }),
  );
  vi.stubEnv("HTTPS_PROXY", `http://127.0.0.1:${String(port)}`);
  return met;
}

function dispatcherOf(options: Parameters<typeof createDispatcher>[0]) {
  const dispatcher = createDispatcher(options);
  ends.push(() => dispatcher.destroy());
  return dispatcher;
}

/** A server, and an Agent whose connections to it are made only once the test lets them. */
async function heldBack(listener: RequestListener) {
  const port = await listening(createHttpServer(listener));
  const gate = new Deferred<undefined>();
  const dispatcher = new Agent({
    connect: (_options, callback) => {
      void gate.promise.then(() => {
        const socket = connect(port, "127.0.0.1", () => callback(null, socket));
      });
    },
  });
  ends.push(() => dispatcher.destroy());
  const send = undiciTransport({ dispatcher, route: () => new URL(`http://127.0.0.1:${String(port)}/`) });
  const letConnect = (): void => gate.resolve(undefined);
  return { send, letConnect };
}

async function failureOf(work: Promise<unknown>): Promise<TransportError> {
  const failure: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof TransportError) return failure;
  throw new Error("it should have failed", { cause: failure });
}

const create = { method: "POST", url: ASKED, body: "{}" } as const;

describe("a request that gets no connection", () => {
  it("ends when its time is over, and was certainly not sent", async () => {
    const { send } = await heldBack(() => undefined);
    expect(await failureOf(send({ ...create, timeoutMs: 20 }))).toMatchObject({
      failure: "timeout",
      maybeSent: false,
      limitMs: 20,
    });
  });

  it("ends when it is given up, and was certainly not sent", async () => {
    const { send } = await heldBack(() => undefined);
    const stop = new AbortController();
    const sending = failureOf(send({ ...create, signal: stop.signal }));
    setImmediate(() => {
      stop.abort();
    });
    expect(await sending).toMatchObject({ failure: "aborted", maybeSent: false });
  });

  it("is not sent after all when the connection comes later, and holds up nobody", async () => {
    const asked: string[] = [];
    const { send, letConnect } = await heldBack((request, response) => {
      asked.push(request.method ?? "");
      response.end();
    });
    await failureOf(send({ ...create, timeoutMs: 20 }));
    const next = send({ method: "GET", url: ASKED });
    letConnect();
    expect((await next).status).toBe(200);
    expect(asked).toEqual(["GET"]);
  });

  it("was perhaps sent where it had got one before it was given up", async () => {
    const stop = new AbortController();
    const { send, letConnect } = await heldBack(() => {
      stop.abort();
    });
    const sending = failureOf(send({ ...create, signal: stop.signal }));
    letConnect();
    expect(await sending).toMatchObject({ failure: "aborted", maybeSent: true });
  });
});

describe("a proxy", () => {
  it("that never answers holds nobody longer than asked for", async () => {
    await throughProxy(() => undefined);
    const send = undiciTransport({ dispatcher: dispatcherOf({ proxied: "by environment" }) });
    expect(await failureOf(send({ ...create, timeoutMs: 50 }))).toMatchObject({
      failure: "timeout",
      maybeSent: false,
    });
  });

  it("that never answers is given as long as a connection may take", async () => {
    await throughProxy(() => undefined);
    const dispatcher = dispatcherOf({ proxied: "by environment", connectTimeoutMs: 100 });
    expect(await failureOf(undiciTransport({ dispatcher })(create))).toMatchObject({
      failure: "connect",
      maybeSent: false,
    });
  });

  it("that hangs up is asked once and not over and over", async () => {
    const met = await throughProxy((socket) => {
      socket.once("data", () => socket.end());
    });
    const send = undiciTransport({ dispatcher: dispatcherOf({ proxied: "by environment" }) });
    expect(await failureOf(send(create))).toMatchObject({ failure: "connect", maybeSent: false });
    expect(met.connections).toBe(1);
  });

  it("that refuses has not sent the request", async () => {
    await throughProxy((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n"));
    });
    const send = undiciTransport({ dispatcher: dispatcherOf({ proxied: "by environment" }) });
    expect(await failureOf(send(create))).toMatchObject({ maybeSent: false });
  });
});
