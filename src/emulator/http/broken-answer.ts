import type { ServerResponse } from "node:http";
import type { Reply } from "./reply";
import { writeHead } from "./send-reply";

/** In how many pieces an answer drips. */
const PIECES = 10;

/** Sends the headers and the first half of a body, then ends the connection. */
export function sendHalf(response: ServerResponse, date: () => string, reply: Reply): void {
  writeHead(response, date, reply);
  const body = Buffer.from(reply.body ?? "");
  response.flushHeaders();
  // Not cut hard: a reset would take what the client has not read yet.
  response.write(body.subarray(0, body.length >>> 1), () => response.socket?.destroySoon());
}

/**
 * Sends the headers at once and the body little by little.
 *
 * @param gapMs between two pieces
 */
export function sendInPieces(
  response: ServerResponse,
  date: () => string,
  reply: Reply,
  gapMs: number,
): void {
  writeHead(response, date, reply);
  response.flushHeaders();
  const body = Buffer.from(reply.body ?? "");
  const size = Math.max(Math.ceil(body.length / PIECES), 1);
  let at = 0;
  const timer = setInterval(() => {
    const piece = body.subarray(at, at + size);
    at += size;
    if (at < body.length) {
      response.write(piece);
      return;
    }
    clearInterval(timer);
    response.end(piece);
  }, gapMs);
  response.on("close", () => {
    clearInterval(timer);
  });
}
