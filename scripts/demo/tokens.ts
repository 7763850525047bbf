import { TRIES } from "../../src/api/retry/retry";
import { EVERYBODY } from "./connecting";
import type { CallAnswer, DemoWorld } from "./demo-world";
import { expect, type DemoRow } from "./row";

const ACME = { person: EVERYBODY, org: "Acme (Production)" };
const ORG = { path: "org" };

function many(count: number, call: () => Promise<CallAnswer>): Promise<readonly CallAnswer[]> {
  return Promise.all(Array.from({ length: count }, call));
}

/** Sends calls in lots of 50, so that a thousand of them do not open a thousand sockets at once. */
async function inLots(count: number, call: () => Promise<CallAnswer>): Promise<readonly CallAnswer[]> {
  const answers: CallAnswer[] = [];
  while (answers.length < count) answers.push(...(await many(Math.min(50, count - answers.length), call)));
  return answers;
}

/** Rows about tokens and grants. */
export const TOKENS: readonly DemoRow[] = [
  {
    promise:
      "a connection used against the wrong environment is caught; 1,000 calls cost at most one token call; its neighbour goes on",
    run: async (world) => {
      const seen = await world.counting(() => inLots(1000, () => world.call("acme-mislabelled", ORG)));
      expect(
        seen.value.every(({ cause }) => cause?.code === "wrong_environment"),
        seen.value.find(({ cause }) => cause?.code !== "wrong_environment"),
      );
      expect(seen.tokenCalls <= 1, `${String(seen.tokenCalls)} token calls`);
      const neighbour = await world.call("acme-production", ORG);
      expect(neighbour.status === 200, neighbour);
      return `rejected / wrong_environment, ${String(seen.tokenCalls)} token call`;
    },
  },
  {
    promise: "access token run out: renewed, one token call for 50 calls at once",
    run: async (world) => {
      await world.emulator.settings({ accessTtl: 2 });
      await world.flow("renew", { connection: "acme-production" });
      await world.emulator.settings({ accessTtl: 3600 });
      await new Promise((resolve) => setTimeout(resolve, 2_100));
      const seen = await world.counting(() => many(50, () => world.call("acme-production", ORG)));
      expect(
        seen.value.every(({ status }) => status === 200),
        seen.value.find(({ status }) => status !== 200),
      );
      expect(seen.tokenCalls === 1 && seen.refused === 0, seen);
      return `50 calls, ${String(seen.tokenCalls)} token call, ${String(seen.refused)} refused`;
    },
  },
  {
    promise: "access token evicted at Zoho: healed",
    run: async (world) => {
      await world.emulator.action("evictAccessTokens", ACME);
      const seen = await world.counting(() => world.call("acme-production", ORG));
      expect(seen.value.status === 200 && seen.tokenCalls === 1, seen);
      return `${String(seen.value.result?.["attempts"])} attempts, ${String(seen.tokenCalls)} token call`;
    },
  },
  {
    promise: "scope missing: invalid_scope, naming the scope",
    run: async (world) => {
      await world.consent("connect-reading", "acme-reading", {
        autoConsent: EVERYBODY,
        autoConsentOrg: "Acme (Production)",
      });
      const answer = await world.call(
        "acme-reading",
        { method: "POST", path: "Leads" },
        { Last_Name: "Never" },
      );
      expect(
        answer.port === "invalid_scope" && answer.cause?.reason.includes("ZohoCRM.modules.Leads.CREATE"),
        answer,
      );
      return `missing ${String(answer.cause?.details?.["missing"])}`;
    },
  },
  {
    promise: "token endpoint throttled: rate_limited, saying until when",
    run: async (world) => {
      // Of the scope row: no more than ten consents in ten minutes.
      const read = { path: "Leads", query: { fields: "Last_Name", per_page: 1 } };
      await world.emulator.faults({ match: { path: "/oauth/v2/token" }, fault: "throttle", times: 1 });
      await world.emulator.action("evictAccessTokens", { person: EVERYBODY, org: "Acme (Production)" });
      const answer = await world.call("acme-reading", read);
      expect(answer.port === "rate_limited" && Date.parse(answer.cause?.retryAt ?? "") > Date.now(), answer);
      const again = await world.counting(() => world.call("acme-reading", read));
      expect(again.tokenCalls === 0, again);
      return `until ${String(answer.cause?.retryAt)}, not asked again`;
    },
  },
  {
    promise: "Zoho unreachable: unreachable, and 10 rounds of a retry loop later the message is delivered",
    run: async (world) => {
      await world.emulator.faults({ match: { host: "www.zohoapis.com" }, fault: "reset", times: 11 * TRIES });
      const once = await world.call("acme-production", ORG);
      expect(once.port === "unreachable", once);
      const answer = await world.flow<{ rounds?: number; payload?: unknown }>("keep-trying", {
        connection: "acme-production",
        ...ORG,
      });
      expect(answer.rounds === 10 && answer.payload !== undefined, answer);
      return `delivered after ${String(answer.rounds)} rounds of ${String(TRIES)} tries`;
    },
  },
];

/** Rows that end grants; they come last. */
export const ENDINGS: readonly DemoRow[] = [
  {
    promise: "grant revoked at Zoho: expired_token, and no further token calls",
    run: async (world: DemoWorld) => {
      await world.emulator.action("revokeGrants", { person: EVERYBODY, org: "Acme (Sandbox)" });
      const first = await world.counting(() => world.call("acme-sandbox", ORG));
      expect(first.value.port === "expired_token" && first.value.cause?.code === "grant_revoked", first);
      const later = await world.counting(() => many(20, () => world.call("acme-sandbox", ORG)));
      expect(later.value.every(({ port }) => port === "expired_token") && later.tokenCalls === 0, later);
      return `expired_token / grant_revoked, then ${String(later.tokenCalls)} token calls in 20 calls`;
    },
  },
];
