import type { IncomingMessage } from "node:http";

const NO_BODY = Buffer.alloc(0);

/** True where the request announces a body. */
export function announcesBody(request: IncomingMessage): boolean {
  const length = request.headers["content-length"];
  return request.headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}

/** The bytes; `too_large` as soon as that is known, the rest is then left unread; `gone` where the client goes away. */
type ReadBody = Buffer | "too_large" | "gone";

/**
 * Reads a whole body.
 *
 * @param limit bytes
 * @param then told once what came of it
 */
export function readBody(request: IncomingMessage, limit: number, then: (body: ReadBody) => void): void {
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    then("too_large");
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  let isOver = false;
  function end(body: ReadBody): void {
    if (isOver) return;
    isOver = true;
    then(body);
  }
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) {
      request.removeAllListeners("data");
      request.pause();
      end("too_large");
      return;
    }
    chunks.push(chunk);
  });
  request.on("end", () => {
    const [only = NO_BODY] = chunks;
    end(chunks.length <= 1 ? only : Buffer.concat(chunks, size));
  });
  request.on("error", () => {
    end("gone");
  });
}
