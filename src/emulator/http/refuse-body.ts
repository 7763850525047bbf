import type { IncomingMessage, ServerResponse } from "node:http";
import type { Reply } from "./reply";

/** How long a client may go on sending what nobody reads, milliseconds of real time. */
const LINGER_MS = 2_000;

/**
 * Answers while the body still arrives, and ends the connection. What follows is thrown away for a while: a connection
 * that is closed with bytes unread is reset, and the client then often never sees the answer.
 *
 * @param date text of the `Date` header
 */
export function refuseBody(
  incoming: IncomingMessage,
  response: ServerResponse,
  date: () => string,
  { status, headers, body = "" }: Reply,
): void {
  const length = String(Buffer.byteLength(body));
  response.writeHead(status, { ...headers, "Content-Length": length, Connection: "close", Date: date() });
  response.write(body);
  const end = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  incoming.once("close", end);
  incoming.once("end", end);
  incoming.resume();
}
