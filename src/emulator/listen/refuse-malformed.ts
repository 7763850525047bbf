import type { Socket } from "node:net";
import { json } from "../http/reply";

/** By the code of Node's error. */
const MALFORMED: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "the headers are too large"],
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "the request did not arrive in time"],
};

/** What is no HTTP gets a short answer in HTTP, and the connection ends. */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = MALFORMED[error.code ?? ""] ?? [
    "400 Bad Request",
    "the request can't be understood",
  ];
  const { body = "" } = json(400, { error: "bad_request", message });
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  socket.write(`${head}Connection: close\r\n\r\n`);
  socket.end(body);
}
