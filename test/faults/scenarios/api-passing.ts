import { expect } from "vitest";
import { gzipSync } from "node:zlib";
import { CREATE, TRIES, JSON_TYPE, httpAnswer, onTheWire, scenario } from "../support/api-scenario";
import { NOON } from "../../emulator/support/running";
import type { Scenario } from "../support/scenario";

/** What passes by itself: a limit that is met, an outage, a broken connection. Nobody sees it but in `attempts`. */
export const API_PASSING: readonly Scenario[] = [
  ...(
    [
      ["seconds", 20],
      ["a date", { inSeconds: 15 }],
      ["something that is no time", "soon"],
      ["nothing", null],
    ] as const
  ).map(([words, retryAfter]) =>
    scenario({
      name: `api: 429, Retry-After says ${words}`,
      ends: "ok",
      apiCalls: (messages) => [messages + 1, 2 * messages],
      arrange: (stage) => stage.fault("api", { fault: "throttle", times: 1, retryAfter }),
    }),
  ),
  scenario({
    name: "api: 429, Retry-After says a day",
    ends: "rate_limited/api_limit",
    apiCalls: (messages) => [1, messages],
    arrange: (stage) => stage.fault("api", { fault: "throttle", times: null, retryAfter: 86_400 }),
    after: (_stage, ends) => {
      for (const { errors } of ends) expect(Date.parse(errors[0]?.retryAt ?? "")).toBeGreaterThan(NOON);
    },
  }),
  scenario({
    name: "api: 429 for a create, which Zoho has not looked at",
    asks: CREATE,
    messages: [1, 3],
    ends: "ok",
    apiCalls: (messages) => [messages + 1, 2 * messages],
    arrange: (stage) => stage.fault("api", { fault: "throttle", times: 1, retryAfter: 5 }),
  }),
  scenario({
    name: "api: 500 once",
    ends: "ok",
    apiCalls: (messages) => messages + 1,
    arrange: (stage) => stage.fault("api", { fault: "status", status: 500, body: "" }),
  }),
  scenario({
    name: "api: 503 once",
    ends: "ok",
    apiCalls: (messages) => messages + 1,
    arrange: (stage) => stage.fault("api", { fault: "status", status: 503, body: "" }),
  }),
  scenario({
    name: "api: a gateway's page with 502, once",
    ends: "ok",
    apiCalls: (messages) => messages + 1,
    arrange: (stage) => stage.fault("api", { fault: "html", status: 502 }),
  }),
  scenario({
    name: "api: 503 for good",
    messages: [1, 4],
    ends: "unreachable/server_error",
    apiCalls: (messages) => TRIES * messages,
    arrange: (stage) => stage.fault("api", { fault: "status", status: 503, body: "", times: null }),
  }),
  onTheWire(
    "api: a body that was packed without being asked, and is a bomb",
    ["ok", "unreachable/not_zoho"],
    () => ({
      kind: "answer",
      pieces: httpAnswer([JSON_TYPE, "Content-Encoding: gzip"], gzipSync(Buffer.alloc(60_000_000))),
    }),
  ),
  onTheWire("api: the headers never come", "ok", () => ({ kind: "blackhole", afterBytes: 0 })),
  onTheWire("api: the body stops coming", "ok", (draw) => ({
    kind: "blackhole",
    afterBytes: 100 + draw(200),
  })),
  onTheWire("api: RST before the headers", "ok", () => ({ kind: "reset", afterBytes: 0 })),
  onTheWire("api: RST in the middle", "ok", (draw) => ({ kind: "reset", afterBytes: 50 + draw(300) })),
  onTheWire("api: the answer is cut short", "ok", (draw) => ({ kind: "end", afterBytes: 50 + draw(300) })),
  onTheWire("api: half a socket is closed at once", "ok", () => ({ kind: "end", afterBytes: 0 })),
  onTheWire(
    "api: sockets that are dead when they are used again",
    "ok",
    () => ({ kind: "close when idle" }),
    {
      messages: [3, 3],
      // The pool need not have opened a socket for each of the three before.
      apiCalls: [4, 6],
      arrange: async (stage) => {
        stage.proxy.add("api", { kind: "close when idle" }, 3);
        const { itsConnection: connection } = stage;
        const call = { connection, product: "crm", method: "GET", path: "org" } as const;
        await Promise.all([1, 2, 3].map(() => stage.zoho.caller.call(call)));
        stage.sent = [];
      },
    },
  ),
];
