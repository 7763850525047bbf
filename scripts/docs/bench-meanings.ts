/** Of each row of the bench: what it says, and what it is held against. */
export const BENCH_MEANINGS: Readonly<Record<string, readonly [what: string, against: string]>> = {
  P1: [
    "calls per second of **zoho request** in a flow, with 1, 16 and 64 in flight and the org's limit raised to that",
    "the core **http request** node, axios in a function node, a bare undici node",
  ],
  P2: ["CPU of such a call", "a bare undici node; the core node and axios beside it"],
  P3: ["median latency that such a call has more than a bare undici node, one at a time", "the same"],
  P4: [
    "token calls of 1,000 and of 10,000 calls that find their token run out",
    "Zoho's Node SDK 8.0; axios interceptors that share a refresh, that don't, and that do as n8n does",
  ],
  P5: ["the same after Zoho has pushed the token out while nobody knows", "the same"],
  P6: [
    "token calls of 8 processes with one grant",
    "the same without a lock, and with a copy of the grant each",
  ],
  P7: [
    "refreshes in a simulated day of 20 busy and 20 idle orgs, by the emulator's clock and limits",
    "tokens that are used to their last second",
  ],
  P8: ["pages per second of a long list, and what stays in memory", "a bare undici loop over the same pages"],
  P9: [
    "memory of messages that wait for their turn, and the delay of the event loop",
    "bottleneck, and the governor of this package, with tasks that do nothing",
  ],
  P10: [
    "memory of a config node, and of a connection, that nobody uses",
    "a config node with two credentials, one with a cache of its own; a record that is kept",
  ],
  P11: ["what an installation adds, and what loading it costs", "Zoho's Node SDK 8.0"],
  P12: ["calls per second with 100 and 1,000 connections in use", "one connection"],
  O1: [
    "readings per second that are [kept on disk](outbox.md) while the network is down",
    "a flow of core nodes",
  ],
  O2: ["how fast they are delivered, and what others notice of it", "what the org's limit allows"],
  E1: ["calls per second of the emulator: one Lead", "a bare server that answers the same JSON"],
  E2: ["a page of 200 Leads", "the same"],
  E3: ["an update", "the same"],
  E4: ["a refresh of a token", "the same"],
  E5: ["start of the emulator with 100,000 Leads", ""],
  E6: ["memory that listing all of them leaves behind", ""],
};
