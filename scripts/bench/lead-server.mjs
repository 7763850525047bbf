/**
 * The server of P1, P2, P3 and P12: a bare `node:http` server that answers whatever it is asked with the same Lead, 600
 * bytes of JSON. Prints its port.
 */
import { createServer } from "node:http";

const LENGTH = 600;

const lead = {
  id: "554023000000527002",
  Last_Name: "Boyle",
  First_Name: "Ada",
  Email: "ada.boyle@example.com",
  Company: "Boyle & Daughters",
  Owner: { id: "554023000000235011", name: "Robin Vale", email: "robin.vale@example.com" },
  Created_Time: "2026-03-10T12:00:00+00:00",
  Modified_Time: "2026-03-10T12:00:00+00:00",
  Annual_Revenue: 1200000,
  Email_Opt_Out: false,
  Tag: [],
  Description: "",
};
const envelope = { data: [lead] };
lead.Description = "x".repeat(LENGTH - JSON.stringify(envelope).length);
const body = Buffer.from(JSON.stringify(envelope));

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, {
    "Content-Type": "application/json;charset=UTF-8",
    "Content-Length": body.length,
  });
  response.end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  console.log(server.address().port);
});
