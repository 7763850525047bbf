import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createProxy } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { accountsUrl } from "../../../src/transport/destination";
import type { TransportError } from "../../../src/transport/transport";
import { createDispatcher } from "../../../src/transport/undici-dispatcher";
import { undiciTransport } from "../../../src/transport/undici-transport";
import { SELF_SIGNED } from "../support/self-signed";

const PROXY_VARIABLES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY"];
const ends: (() => unknown)[] = [];

beforeEach(() => {
  for (const name of PROXY_VARIABLES) vi.stubEnv(name, undefined);
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const end of ends.splice(0)) await end();
});

async function listening(server: Server & { closeAllConnections(): void }): Promise<number> {
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A server that nobody vouches for, and what reached it. */
async function impostor(): Promise<{ readonly port: number; readonly got: (string | undefined)[] }> {
  const got: (string | undefined)[] = [];
  const server = createServer(SELF_SIGNED, (request, response) => {
    got.push(request.headers.authorization);
    response.end("{}");
  });
  server.on("connect", (request, socket) => {
    got.push(request.headers["proxy-authorization"]);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  return { port: await listening(server), got };
}

async function failureAt(port: number, proxied: "by environment" | "never"): Promise<TransportError> {
  const dispatcher = createDispatcher({ proxied });
  ends.push(() => dispatcher.destroy());
  const send = undiciTransport({ dispatcher, route: () => new URL(`https://127.0.0.1:${String(port)}/`) });
  const headers = { authorization: "Zoho-oauthtoken x" };
  const url = accountsUrl("eu", "/oauth/v2/token");
  return send({ method: "GET", url, headers }).then(
    () => {
      throw new Error("it should have failed");
    },
    (error: unknown) => error as TransportError,
  );
}

describe("a server that nobody vouches for gets no secret, whatever NODE_TLS_REJECT_UNAUTHORIZED says:", () => {
  it("in Zoho's place", async () => {
    const { port, got } = await impostor();
    expect(await failureAt(port, "never")).toMatchObject({ failure: "tls", maybeSent: false });
    expect(got).toEqual([]);
  });

  it("in Zoho's place behind a proxy", async () => {
    const { port, got } = await impostor();
    const proxy = createProxy().on("connect", (_request, socket) => {
      const onwards = connect(port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        socket.pipe(onwards).pipe(socket);
      });
      socket.on("error", () => onwards.destroy());
      onwards.on("error", () => socket.destroy());
    });
    vi.stubEnv("HTTPS_PROXY", `http://127.0.0.1:${String(await listening(proxy))}`);
    expect(await failureAt(port, "by environment")).toMatchObject({ failure: "tls", maybeSent: false });
    expect(got).toEqual([]);
  });

  it("in the proxy's place", async () => {
    const { port, got } = await impostor();
    vi.stubEnv("HTTPS_PROXY", `https://user:password@127.0.0.1:${String(port)}`);
    expect(await failureAt(port, "by environment")).toMatchObject({ maybeSent: false });
    expect(got).toEqual([]);
  });
});

describe("a server that NODE_EXTRA_CA_CERTS vouches for", () => {
  it("is called", async () => {
    const { port, got } = await impostor();
    const directory = await mkdtemp(join(tmpdir(), "zoho-tls-"));
    ends.push(() => rm(directory, { recursive: true }));
    const authority = join(directory, "authority.pem");
    await writeFile(authority, SELF_SIGNED.cert);
    // Node reads the variable when it starts.
    const program = `
      const { undiciTransport } = require("./src/transport/undici-transport.ts");
      const { accountsUrl } = require("./src/transport/destination.ts");
      const send = undiciTransport({ route: () => new URL("https://127.0.0.1:${String(port)}/") });
      send({ method: "GET", url: accountsUrl("eu", "/"), headers: { authorization: "Zoho-oauthtoken x" } }).then(
        (answer) => process.exit(answer.status === 200 ? 0 : 2),
        () => process.exit(1),
      );`;
    await promisify(execFile)(process.execPath, ["--import", "tsx", "--eval", program], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: authority },
    });
    expect(got).toEqual(["Zoho-oauthtoken x"]);
  });
});
