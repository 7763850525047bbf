import { request } from "node:http";

/** A request as it goes over the wire: also what `fetch` would not send, such as another `Host` or a path with `..`. */
export interface PlainRequest {
  readonly method: string;
  /** Path and query, not normalised. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Sends a request over a connection of its own. @param server its address, without a path */
export function plainRequest(
  server: string,
  { method, path, headers, body }: PlainRequest,
): Promise<PlainAnswer> {
  const { hostname, port } = new URL(server);
  // Node itself does not say how long the body of a GET or DELETE is.
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, method, path, agent: false, headers: { ...headers, ...length, connection: "close" } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}
