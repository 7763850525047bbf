import type { IncomingMessage } from "node:http";

const NO_BODY = Buffer.alloc(0);

/** True where the request announces a body. */
export function announcesBody(request: IncomingMessage): boolean {
  const length = request.headers["content-length"];
  return request.headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}

/**
 * The whole body.
 *
 * @param limit bytes
 * @returns the bytes, or `too_large` as soon as that is known; the rest is then left unread
 * @throws where the client goes away in the middle
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | "too_large"> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.resolve("too_large");
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.removeAllListeners("data");
        request.pause();
        resolve("too_large");
        return;
      }
      chunks.push(chunk);
    });
    request.on("end", () => {
      resolve(chunks.length === 0 ? NO_BODY : Buffer.concat(chunks, size));
    });
    request.on("error", reject);
    request.on("aborted", () => {
      reject(new Error("the client went away"));
    });
  });
}
