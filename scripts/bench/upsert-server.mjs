/**
 * The server of O2: a bare `node:http` server that takes every record of a write and answers every read with a Lead, so many
 * milliseconds after the call came as its arguments say of reads and of writes. Prints its port.
 */
import { createServer } from "node:http";

/** How long a call takes, milliseconds. */
const [readMs, writeMs] = process.argv.slice(2).map(Number);

const lead = { data: [{ id: "554023000000527002", Last_Name: "Boyle", Company: "Boyle & Daughters" }] };

let records = 0;

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    setTimeout(
      () => {
        const body = request.method === "GET" ? lead : written(JSON.parse(Buffer.concat(chunks)));
        response.writeHead(200, { "Content-Type": "application/json;charset=UTF-8" });
        response.end(JSON.stringify(body));
      },
      request.method === "GET" ? readMs : writeMs,
    );
  });
});

function written({ data }) {
  return {
    data: data.map(() => ({
      code: "SUCCESS",
      action: "insert",
      status: "success",
      message: "record added",
      details: { id: String(554023000000000000n + BigInt(records++)) },
    })),
  };
}

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  console.log(server.address().port);
});
