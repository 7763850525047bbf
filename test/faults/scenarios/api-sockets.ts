import { expect } from "vitest";
import { CREATE, onTheWire, scenario, TRIES } from "../support/api-scenario";
import { close } from "../support/run-scenario";
import type { Scenario } from "../support/scenario";
import type { Stage } from "../support/stage";
import { startTlsServer } from "../support/tls-server";

/** How many creates have come to Zoho. */
async function creates(stage: Stage): Promise<number> {
  const { body } = await stage.control("GET", "requests");
  const requests = body["requests"] as readonly { readonly method: string; readonly host: string }[];
  return requests.filter(({ method, host }) => method === "POST" && host.includes("zohoapis")).length;
}

/** Something happens to sockets that need not be a failure, or must not be repeated. */
export const API_SOCKETS: readonly Scenario[] = [
  onTheWire("api: one byte after the other", "ok", () => ({ kind: "slices", bytes: 1, everyMs: 0 }), {
    messages: [1, 3],
    apiCalls: (messages) => messages,
  }),
  onTheWire(
    "api: pieces that come late",
    "ok",
    (draw) => ({ kind: "slices", bytes: 40 + draw(200), everyMs: draw(20) }),
    {
      apiCalls: (messages) => messages,
    },
  ),
  onTheWire(
    "api: RST after a create was carried out",
    "unknown/write_unknown",
    () => ({ kind: "reset", afterBytes: 1 }),
    {
      asks: CREATE,
      messages: [1, 1],
      apiCalls: 1,
      after: async (stage) => {
        expect(await creates(stage)).toBe(1);
      },
    },
  ),
  scenario({
    name: "api: a host that no name server knows",
    messages: [1, 3],
    ends: "unreachable/network",
    apiCalls: (messages) => [messages, TRIES * messages],
    arrange: (stage) => {
      stage.throughNetwork((url) => new URL(`http://zoho.invalid/${url.host}${url.pathname}${url.search}`));
    },
  }),
  scenario({
    name: "api: a certificate for another host",
    messages: [1, 3],
    ends: "unreachable/tls",
    apiCalls: (messages) => [messages, TRIES * messages],
    arrange: async (stage) => {
      stage.throughTls(await startTlsServer("another host"));
    },
  }),
  scenario({
    name: "api: closed while a thousand wait",
    messages: [1_000, 1_000],
    ends: "unreachable/cancelled",
    apiCalls: [1, 32],
    arrange: (stage) => {
      stage.proxy.add("api", { kind: "blackhole", afterBytes: 0 }, "always");
    },
    meanwhile: async (stage, node) => {
      while (stage.inFlight === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await close(node);
    },
  }),
];
