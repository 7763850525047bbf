import { expect } from "vitest";
import {
  CREATE,
  TRIES,
  JSON_TYPE,
  httpAnswer,
  endlessJson,
  onTheWire,
  scenario,
} from "../support/api-scenario";
import type { Scenario } from "../support/scenario";

/** Zoho says something else than what was asked for. */
export const API_ANSWERS: readonly Scenario[] = [
  scenario({
    name: "api: 401 once, because the token was evicted",
    ends: "ok",
    tokenCalls: 1,
    apiCalls: (messages) => [messages + 1, 2 * messages],
    arrange: async (stage) => {
      await stage.control("POST", "actions", { action: "evictAccessTokens" });
    },
  }),
  scenario({
    name: "api: 401 whatever the token",
    ends: "rejected/wrong_environment",
    tokenCalls: [0, 1],
    apiCalls: (messages) => [messages, 2 * messages],
    arrange: (stage) => stage.fault("api", { fault: "invalidToken", times: null }),
  }),
  scenario({
    name: "api: 401 while another process has got a new token",
    ends: "ok",
    tokenCalls: 0,
    apiCalls: (messages) => [messages + 1, 2 * messages],
    arrange: async (stage) => {
      const { id } = stage.itsConnection;
      const mine = stage.zoho;
      await mine.tokens.get(id);
      stage.restart();
      await stage.control("POST", "actions", { action: "evictAccessTokens" });
      await stage.pass(60);
      await stage.zoho.tokens.force(id);
      stage.zoho = mine;
      stage.sent = [];
    },
  }),
  scenario({
    name: "api: a scope is missing",
    ends: "invalid_scope/invalid_scope",
    apiCalls: (messages) => messages,
    arrange: (stage) => stage.fault("api", { fault: "scopeMismatch", times: null }),
  }),
  scenario({
    name: "api: 500 for a create",
    asks: CREATE,
    ends: "unknown/write_unknown",
    apiCalls: (messages) => messages,
    arrange: (stage) => stage.fault("api", { fault: "status", status: 500, body: "", times: null }),
  }),
  scenario({
    name: "api: 204 for a list",
    ends: "ok",
    apiCalls: (messages) => messages,
    arrange: (stage) => stage.fault("api", { fault: "status", status: 204, body: "", times: null }),
    after: (_stage, ends) => {
      for (const { results } of ends) expect(results[0]?.["payload"]).toEqual([]);
    },
  }),
  scenario({
    name: "api: 200 with an error in its body",
    ends: "rejected/invalid_data",
    apiCalls: (messages) => messages,
    arrange: (stage) =>
      stage.fault("api", {
        fault: "status",
        status: 200,
        times: null,
        body: { code: "INVALID_DATA", details: {}, message: "invalid data", status: "error" },
      }),
  }),
  scenario({
    name: "api: 302 to another host",
    messages: [1, 3],
    ends: "unreachable/not_zoho",
    apiCalls: (messages) => [messages, TRIES * messages],
    arrange: (stage) =>
      stage.fault("api", {
        fault: "status",
        status: 302,
        body: "",
        times: null,
        headers: { Location: "https://www.zohoapis.com.evil.example/crm/v8/Leads" },
      }),
    after: (stage) => {
      expect(new Set(stage.sent.map(({ url }) => url.host))).toEqual(new Set(["www.zohoapis.com"]));
    },
  }),
  scenario({
    name: "api: a page instead of JSON",
    messages: [1, 3],
    ends: "unreachable/not_zoho",
    apiCalls: (messages) => [messages, TRIES * messages],
    arrange: (stage) => stage.fault("api", { fault: "html", status: 200, times: null }),
  }),
  onTheWire(
    "api: 40 MB of JSON",
    ["ok", "rejected/answer_too_large"],
    () => ({ kind: "answer", pieces: endlessJson(40) }),
    { messages: [1, 2], apiCalls: (messages) => [messages, messages + 1] },
  ),
  onTheWire(
    "api: JSON with bytes that are no UTF-8",
    "ok",
    () => ({
      kind: "answer",
      pieces: httpAnswer(
        [JSON_TYPE],
        Buffer.concat([
          Buffer.from('{"data":[{"Last_Name":"'),
          Buffer.from([0xff, 0xc3, 0x28]),
          Buffer.from('"}]}'),
        ]),
      ),
    }),
    { apiCalls: (messages) => messages },
  ),
  scenario({
    name: "api: some records of a write are refused",
    asks: {
      ...CREATE,
      payload: ["Boyle", "Curie", "Noether"].map((Last_Name) => ({ Last_Name, Company: "C" })),
    },
    messages: [1, 1],
    // A result and an error: the only ending with both.
    ends: "rejected/partly_written",
    apiCalls: 1,
    arrange: (stage) => stage.fault("api", { fault: "partial" }),
    after: (_stage, ends) => {
      expect(ends.map(({ results }) => results.length)).toEqual([1]);
    },
  }),
];
