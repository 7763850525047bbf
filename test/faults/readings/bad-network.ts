import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";
import type { Draw } from "../support/draw";

/**
 * What happens to a write on its way.
 *
 * - `cut before`, `500 before`, `429`: Zoho never sees it. `cut after`, `500 after`: it is carried out, and the answer
 *   is lost.
 */
const TROUBLES = ["cut before", "cut after", "500 before", "500 after", "429"] as const;
export type Trouble = (typeof TROUBLES)[number];

/** Of so many writes one meets trouble. */
const TROUBLE_EVERY = 6;

/** After about so many writes the network is gone for a while, milliseconds. */
const OUTAGE_EVERY = 60;
const LONGEST_OUTAGE_MS = 400;

const LIMITED = JSON.stringify({
  code: "TOO_MANY_REQUESTS",
  details: {},
  message: "too many",
  status: "error",
});
const FAILED = JSON.stringify({
  code: "INTERNAL_ERROR",
  details: {},
  message: "Internal Server Error",
  status: "error",
});

/** One way to Zoho: what comes first arrives first, also where its sender is gone by then. */
const ONE_WAY = new Agent({ keepAlive: true, maxSockets: 1 });

export interface BadNetwork {
  readonly url: string;
  readonly met: Record<Trouble | "outage", number>;
  close(): Promise<void>;
}

/**
 * Stands between a gateway and the emulator and breaks writes by chance; everything else goes through.
 *
 * @param took told of each write that was carried out, in the order of the answers
 */
export async function startBadNetwork(
  zohoUrl: string,
  draw: Draw,
  took: (body: string) => void,
): Promise<BadNetwork> {
  const met = { "cut before": 0, "cut after": 0, "500 before": 0, "500 after": 0, "429": 0, outage: 0 };
  const sockets = new Set<Socket>();
  let goneUntil = 0;

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(incoming);
    const isWrite = incoming.method === "POST" && incoming.url?.includes("/crm/") === true;
    const trouble = isWrite && draw(TROUBLE_EVERY) === 0 ? TROUBLES[draw(TROUBLES.length)] : undefined;
    if (isWrite && draw(OUTAGE_EVERY) === 0) {
      met.outage++;
      goneUntil = Date.now() + draw(LONGEST_OUTAGE_MS);
    }
    if (Date.now() < goneUntil) {
      for (const socket of sockets) socket.destroy();
      return;
    }
    if (trouble !== undefined) met[trouble]++;
    if (trouble === "cut before") incoming.socket.destroy();
    else if (trouble === "500 before") send(response, 500, FAILED);
    else if (trouble === "429") send(response, 429, LIMITED);
    else {
      const { status, headers, answered } = await passOn(zohoUrl, incoming, body);
      if (isWrite && status < 300) took(body);
      if (trouble === "cut after") incoming.socket.destroy();
      else if (trouble === "500 after") send(response, 500, FAILED);
      else response.writeHead(status, headers).end(answered);
    }
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => incoming.socket.destroy());
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    if (Date.now() < goneUntil) socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    met,
    close: async () => {
      server.close();
      server.closeAllConnections();
      ONE_WAY.destroy();
      await once(server, "close");
    },
  };
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "application/json" }).end(body);
}

async function passOn(
  zohoUrl: string,
  { method, url, headers }: IncomingMessage,
  body: string,
): Promise<{
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly answered: string;
}> {
  const { host: _of, connection: _own, ...others } = headers;
  const onward = request(`${zohoUrl}${url ?? ""}`, { method, headers: others, agent: ONE_WAY });
  onward.end(body);
  const [answer] = (await once(onward, "response")) as [IncomingMessage];
  const answered = await text(answer);
  const { "transfer-encoding": _pieces, connection: _mine, ...told } = answer.headers;
  return { status: answer.statusCode ?? 502, headers: told, answered };
}
