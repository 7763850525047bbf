import { NOON } from "../../emulator/support/running";
import type { Scenario } from "../support/scenario";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

type Given = Omit<Scenario, "apiCalls"> & Partial<Pick<Scenario, "apiCalls">>;

/** However wrong the clock: at most one call for a token, and none for the API that is answered 401. */
function scenario(given: Given): Scenario {
  return { apiCalls: (messages) => messages, ...given };
}

export const CLOCKS_AND_RESTARTS: readonly Scenario[] = [
  scenario({
    name: "clock: two hours ahead all at once",
    ends: "ok",
    tokenCalls: [0, 1],
    arrange: (stage, draw) => {
      stage.clock.jumpWall(2 * HOUR_MS + draw(MINUTE_MS));
    },
  }),
  scenario({
    name: "clock: two hours back all at once",
    ends: "ok",
    tokenCalls: [0, 1],
    arrange: (stage, draw) => {
      stage.clock.jumpWall(-2 * HOUR_MS - draw(MINUTE_MS));
    },
  }),
  scenario({
    name: "clock: corrected while calls are on their way",
    ends: "ok",
    tokenCalls: [0, 1],
    meanwhile: async (stage, _node, draw) => {
      await new Promise((resolve) => setTimeout(resolve, draw(5)));
      stage.clock.jumpWall((draw(2) === 0 ? 1 : -1) * 2 * HOUR_MS);
    },
  }),
  scenario({
    name: "clock: asleep for two hours, in which only Zoho's went on",
    ends: "ok",
    tokenCalls: 1,
    // A clock that jumps is no reason to ask for another token before Zoho refuses this one.
    apiCalls: (messages) => [messages, 2 * messages],
    arrange: async (stage) => {
      await stage.control("POST", "clock", { advanceSeconds: 7_200 });
      stage.clock.jumpWall(2 * HOUR_MS);
    },
  }),
  scenario({
    name: "clock: two hours without a call",
    ends: "ok",
    tokenCalls: 1,
    arrange: (stage, draw) => stage.pass(7_200 + draw(600)),
  }),
  scenario({
    name: "clock: a start in 1970, with a token in the vault",
    ends: "ok",
    tokenCalls: [0, 1],
    arrange: (stage, draw) => {
      stage.clock.jumpWall(-NOON + draw(MINUTE_MS));
      stage.restart();
    },
  }),
  scenario({
    name: "clock: a start in 1970, without a token",
    ends: "ok",
    tokenCalls: 1,
    arrange: async (stage, draw) => {
      stage.clock.jumpWall(-NOON + draw(MINUTE_MS));
      await stage.loseToken();
    },
  }),
  scenario({
    name: "clock: counts of token requests that lie in the future",
    ends: "ok",
    tokenCalls: 1,
    arrange: async (stage) => {
      const { id } = stage.itsConnection;
      const issues = [1, 2, 3].map((days) => NOON + days * 24 * HOUR_MS);
      await stage.vault.update("budget", id, (known) => ({ ...known, id, issues }));
      await stage.loseToken();
    },
  }),
  scenario({
    name: "restart: the token in the vault is used",
    ends: "ok",
    tokenCalls: 0,
    arrange: (stage) => {
      stage.restart();
    },
  }),
  scenario({
    name: "restart: tokens that were asked for before it count",
    ends: "rate_limited/token_budget",
    tokenCalls: 0,
    apiCalls: 0,
    arrange: async (stage) => {
      const { id } = stage.itsConnection;
      const issues = Array.from({ length: 8 }, (_, index) => NOON - index * 1_000).reverse();
      await stage.vault.update("budget", id, (known) => ({ ...known, id, issues }));
      await stage.loseToken();
    },
  }),
  scenario({
    name: "restart: the old process and the new one need a token at once",
    ends: "ok",
    tokenCalls: 1,
    arrange: (stage) => stage.loseToken(),
    meanwhile: async (stage) => {
      stage.restart();
      await stage.zoho.tokens.get(stage.itsConnection.id);
    },
  }),
];
