import type { ServerResponse } from "node:http";
import type { Reply } from "./reply";

/**
 * Writes an answer to the socket.
 *
 * @param date text of the `Date` header
 */
export function sendReply(response: ServerResponse, date: () => string, reply: Reply): void {
  writeHead(response, date, reply);
  response.end(reply.body);
}

/** Status and headers of an answer, which tell how long its body is. */
export function writeHead(response: ServerResponse, date: () => string, reply: Reply): void {
  const { status, body } = reply;
  const headers: string[] = [];
  for (const name in reply.headers) headers.push(name, reply.headers[name] ?? "");
  const hasLength = body !== undefined || (status !== 204 && status !== 304);
  if (hasLength) headers.push("Content-Length", String(body === undefined ? 0 : Buffer.byteLength(body)));
  headers.push("Date", date());
  response.writeHead(status, headers);
}
