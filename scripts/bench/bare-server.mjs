/**
 * The anchor of the emulator's rows: a bare `node:http` server that reads and parses what it is sent, and writes the
 * same JSON as the emulator did. Takes the answer, `{"status", "value"}`, as its argument; prints its port.
 */
import { createServer } from "node:http";

const { status, value } = JSON.parse(process.argv[2] ?? "{}");
const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    if (chunks.length > 0) JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const body = JSON.stringify(value);
    response.writeHead(status, {
      "Content-Type": "application/json;charset=UTF-8",
      "Content-Length": Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  console.log(server.address().port);
});
