/**
 * The server of P8: a bare `node:http` server with a list of Leads in pages of 200, made beforehand, each with the token
 * of the next. Takes how many pages, prints its port.
 */
import { createServer } from "node:http";

const PAGE = 200;
const pages = Number(process.argv[2]);

const bodies = Array.from({ length: pages }, (_, page) => {
  const data = Array.from({ length: PAGE }, (_lead, index) => ({
    id: String(554023009000000000n - BigInt(page * PAGE + index)),
    Last_Name: "Boyle",
    Email: "ada.boyle@example.com",
    Company: "Boyle & Daughters",
    City: "Bergen",
    Annual_Revenue: 1_200_000,
    Modified_Time: "2026-03-10T12:00:00+00:00",
  }));
  const isLast = page === pages - 1;
  const info = {
    count: PAGE,
    per_page: PAGE,
    more_records: !isLast,
    next_page_token: isLast ? null : String(page + 1),
  };
  return Buffer.from(JSON.stringify({ data, info }));
});

const server = createServer((request, response) => {
  request.resume();
  const token = new URL(request.url ?? "/", "http://server").searchParams.get("page_token");
  const body = bodies[Number(token ?? 0)];
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
