import type { IncomingMessage, ServerResponse } from "node:http";
import type { Reply } from "./reply";

/** Milliseconds of real time between two looks at a body that nobody reads. */
const LOOK_MS = 1_000;

/**
 * Looks at which nothing has come, one after the other, until it is taken for its end; and looks in all. Counted, because
 * a single timer would also run out in a process that was busy, before it has read what came meanwhile.
 */
const SILENT_LOOKS = 3;
const MOST_LOOKS = 30;

/**
 * Answers while the body still arrives, and ends the connection. What follows is thrown away for as long as it comes,
 * within bounds: a connection that is closed with bytes unread is reset, and the client then often never sees the answer.
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
    clearInterval(timer);
    response.end();
  };
  let looks = 0;
  let silent = 0;
  const timer = setInterval(() => {
    looks++;
    silent++;
    if (silent >= SILENT_LOOKS || looks >= MOST_LOOKS) end();
  }, LOOK_MS);
  incoming.on("data", () => {
    silent = 0;
  });
  incoming.once("close", end);
  incoming.once("end", end);
  incoming.resume();
}
