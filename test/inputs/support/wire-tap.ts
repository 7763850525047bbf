import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { Agent, type Dispatcher } from "undici";

/** One request, byte for byte as it left this process; text in latin-1, one character for each byte. */
export interface Sent {
  /** Where a connection was asked for: `https://www.zohoapis.eu`. */
  readonly origin: string;
  /** Request line and header lines, without their line breaks. */
  readonly lines: readonly string[];
  readonly body: string;
  /** False where the connection ended in the middle of it. */
  readonly isWhole: boolean;
}

/** What the other side says to one request. */
export interface Said {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

type Answerer = (sent: Sent) => Said;

const HEAD_END = Buffer.from("\r\n\r\n");
const CHUNKS_END = Buffer.from("0\r\n\r\n");

/**
 * Stands in for every host there is: whatever origin is connected to, the bytes end at one plain socket on loopback,
 * which writes them down before anything reads them. So it sees requests that no HTTP server would have told apart,
 * and connections over which nothing was sent.
 */
export class WireTap {
  /** Every request since `forget`, in the order of arrival. */
  readonly sent: Sent[] = [];
  /** Every origin that a connection was asked for since `forget`; one that is still open is used again. */
  readonly connections: string[] = [];
  /** What is answered; may be changed between cases. */
  answer: Answerer;
  readonly #origins = new Map<number, string>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #dispatcher: Dispatcher | undefined;

  private constructor(private readonly usual: Answerer) {
    this.answer = usual;
    this.#server = createServer((socket) => {
      this.#listen(socket);
    });
  }

  /** @param usual what is answered until a case says otherwise */
  static async open(usual: Answerer): Promise<WireTap> {
    const tap = new WireTap(usual);
    tap.#server.listen(0, "127.0.0.1");
    await once(tap.#server, "listening");
    return tap;
  }

  /** Connects wherever it is told to, and always ends here. */
  get dispatcher(): Dispatcher {
    const { port } = this.#server.address() as AddressInfo;
    this.#dispatcher ??= new Agent({
      connect: ({ protocol, host }, callback) => {
        const origin = `${protocol}//${String(host)}`;
        this.connections.push(origin);
        const socket = connect(port, "127.0.0.1");
        socket.once("connect", () => {
          this.#origins.set(socket.localPort ?? 0, origin);
          callback(null, socket);
        });
        socket.once("error", (error) => {
          callback(error, null);
        });
      },
    });
    return this.#dispatcher;
  }

  /** Begins the next case. */
  forget(): void {
    this.sent.length = 0;
    this.connections.length = 0;
    this.answer = this.usual;
  }

  async close(): Promise<void> {
    await this.#dispatcher?.destroy();
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #listen(socket: Socket): void {
    const chunks: Buffer[] = [];
    const originOf = (): string => this.#origins.get(socket.remotePort ?? 0) ?? "";
    let origin = "";
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      origin ||= originOf();
      chunks.push(chunk);
      for (;;) {
        const taken = takeRequest(Buffer.concat(chunks), origin);
        if (taken === undefined) return;
        chunks.splice(0, chunks.length, ...(taken.rest.length > 0 ? [taken.rest] : []));
        this.sent.push(taken.sent);
        socket.write(written(this.answer(taken.sent), taken.sent));
      }
    });
    socket.on("close", () => {
      this.#sockets.delete(socket);
      const [first, ...others] = Buffer.concat(chunks).toString("latin1").split("\r\n\r\n");
      if (first === undefined || first === "") return;
      const lines = first.split("\r\n");
      this.sent.push({ origin, lines, body: others.join("\r\n\r\n"), isWhole: false });
    });
  }
}

/** The first request in the bytes, where they hold one. */
function takeRequest(
  bytes: Buffer,
  origin: string,
): { readonly sent: Sent; readonly rest: Buffer } | undefined {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const lines = bytes.toString("latin1", 0, headEnd).split("\r\n");
  const start = headEnd + HEAD_END.length;
  const end = start + bodyLength(bytes.subarray(start), lines);
  if (Number.isNaN(end) || bytes.length < end) return undefined;
  const body = bytes.toString("latin1", start, end);
  return { sent: { origin, lines, body, isWhole: true }, rest: bytes.subarray(end) };
}

/** @returns not a number where the end has not come yet */
function bodyLength(after: Buffer, lines: readonly string[]): number {
  if (lines.some((line) => /^transfer-encoding:/i.test(line))) {
    const end = after.indexOf(CHUNKS_END);
    return end < 0 ? Number.NaN : end + CHUNKS_END.length;
  }
  const declared = lines.find((line) => /^content-length:/i.test(line));
  return declared === undefined ? 0 : Number(declared.slice("content-length:".length));
}

function written({ status, headers = {}, body }: Said, { lines }: Sent): Buffer {
  const bytes = Buffer.from(body);
  const isBare = lines[0]?.startsWith("HEAD ") === true || status === 204 || status === 304;
  const head = [
    `HTTP/1.1 ${String(status)} Said`,
    "content-type: application/json;charset=UTF-8",
    ...(status === 204 ? [] : [`content-length: ${String(bytes.length)}`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join("\r\n");
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, "latin1"), isBare ? Buffer.alloc(0) : bytes]);
}
