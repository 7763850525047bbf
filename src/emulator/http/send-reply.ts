import type { ServerResponse } from "node:http";
import type { Reply } from "./reply";

/**
 * Writes an answer to the socket.
 *
 * @param date text of the `Date` header
 */
export function sendReply(response: ServerResponse, date: () => string, reply: Reply): void {
  const { body } = reply;
  if (body === undefined) {
    const length = reply.status === 204 || reply.status === 304 ? {} : { "Content-Length": "0" };
    response.writeHead(reply.status, { ...reply.headers, ...length, Date: date() }).end();
    return;
  }
  response.writeHead(reply.status, {
    ...reply.headers,
    "Content-Length": String(Buffer.byteLength(body)),
    Date: date(),
  });
  response.end(body);
}
