/**
 * The server of P9: a bare `node:http` server that answers every call with the same Lead, some milliseconds later, and
 * counts how many it has in hand. `/hold` lets no call end until `/open`; `/counts` tells the calls
 * since, and the most that it had at once. Prints its port.
 */
import { createServer } from "node:http";

/** How long a call takes, milliseconds. */
const LATENCY_MS = 2;

const lead = {
  id: "554023000000527002",
  Last_Name: "Boyle",
  First_Name: "Ada",
  Company: "Boyle & Daughters",
};
const body = Buffer.from(JSON.stringify({ data: [lead] }));

let inHand = 0;
let most = 0;
let calls = 0;
let held;

const server = createServer((request, response) => {
  request.resume();
  if (request.url === "/hold") {
    held = [];
    inHand = most = calls = 0;
    response.end();
    return;
  }
  if (request.url === "/open") {
    const answers = held ?? [];
    held = undefined;
    for (const answer of answers) answer();
    response.end();
    return;
  }
  if (request.url === "/counts") {
    response.end(JSON.stringify({ most, calls }));
    return;
  }
  inHand++;
  calls++;
  most = Math.max(most, inHand);
  const answer = () => {
    inHand--;
    response.writeHead(200, {
      "Content-Type": "application/json;charset=UTF-8",
      "Content-Length": body.length,
    });
    response.end(body);
  };
  if (held !== undefined) held.push(answer);
  else setTimeout(answer, LATENCY_MS);
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  console.log(server.address().port);
});
