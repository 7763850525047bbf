import { expect } from "vitest";
import { AT_ONCE, CLOSE_MS, SLOW_TOKEN_MS, type FaultStage } from "../support/fault-stage";
import type { NodeRedScenario } from "../support/scenario";

const MANY = 1_000;

async function begin(stage: FaultStage): Promise<void> {
  await stage.begin();
  await stage.apiFault("hang");
  await stage.send(MANY);
  await stage.hanging(AT_ONCE);
}

async function expectClosed(stage: FaultStage): Promise<void> {
  const took = await stage.closedIn();
  console.log(`closed in ${String(took)} ms with ${MANY.toLocaleString("en-US")} messages waiting`);
  expect(took).toBeLessThan(CLOSE_MS);
}

/** Calls whose token Zoho has forgotten, and the request for another that takes a while. */
async function beginRefreshing(stage: FaultStage, count: number): Promise<void> {
  await stage.begin();
  await stage.loseToken("acme", SLOW_TOKEN_MS);
  await stage.send(count);
  await stage.met();
}

/** As many messages as before the stop are answered, and the token is asked for once more. */
async function expectRefreshed(stage: FaultStage, count: number): Promise<void> {
  stage.forgetSent();
  await stage.world.nodeRed.start();
  await stage.send(count);
  expect(await stage.ends()).toEqual({ ok: count, errors: {}, unheard: 0 });
  const { api, token } = await stage.counts();
  // The emulator does not count the one whose answer nobody was there to take.
  expect(token).toBe(1);
  expect(api).toBeGreaterThan(2 * count);
  expect(api).toBeLessThanOrEqual(3 * count);
}

export const STOPS: readonly NodeRedScenario[] = [
  {
    name: "stop: a full Deploy with a thousand messages waiting",
    everywhere: true,
    play: async (stage) => {
      await begin(stage);
      await stage.deploy(stage.flows(), "full");
      expect(await stage.ends()).toEqual({ ok: 0, errors: {}, unheard: MANY });
      await stage.expectStopped(MANY);
      await expectClosed(stage);
      expect(await stage.counts()).toEqual({ api: AT_ONCE, token: 0 });
      await stage.worksAgain();
    },
  },
  {
    name: "stop: a Deploy of the node with a thousand messages waiting",
    play: async (stage) => {
      await begin(stage);
      await stage.deploy(stage.flows([stage.call({ name: "changed" })]), "nodes");
      expect(await stage.ends()).toEqual({ ok: 0, errors: { cancelled: MANY }, unheard: 0 });
      await stage.expectStopped(MANY);
      await expectClosed(stage);
      expect(await stage.counts()).toEqual({ api: AT_ONCE, token: 0 });
      await stage.worksAgain();
    },
  },
  {
    name: "stop: SIGTERM with a thousand messages waiting",
    everywhere: true,
    play: async (stage) => {
      await begin(stage);
      const { nodeRed } = stage.world;
      expect(await nodeRed.stop("SIGTERM")).toEqual({ code: 0, signal: null });
      await stage.expectStopped(MANY);
      await expectClosed(stage);
      await stage.world.emulator.clearFaults();
      await nodeRed.start();
      // The process may have ended before it could tell the test of each.
      const done = (await nodeRed.completions("call")).map(({ msgid }) => msgid);
      expect(new Set(done).size).toBe(done.length);
      expect(await stage.counts()).toEqual({ api: AT_ONCE, token: 0 });
      stage.forgetSent();
      await stage.worksAgain();
    },
  },
  {
    name: "stop: SIGKILL in the middle of calls",
    play: async (stage, draw) => {
      const count = 1 + draw(50);
      await stage.begin();
      await stage.apiFault("hang");
      await stage.send(count);
      const inTheAir = Math.min(count, AT_ONCE);
      await stage.hanging(inTheAir);
      await stage.world.nodeRed.stop("SIGKILL");
      stage.forgetSent();
      await stage.world.emulator.clearFaults();
      await stage.world.nodeRed.start();
      await stage.send(count);
      // Of those that the power cut ended nothing comes any more.
      expect(await stage.ends()).toEqual({ ok: count, errors: {}, unheard: 0 });
      expect(await stage.counts()).toEqual({ api: inTheAir + count, token: 0 });
    },
  },
  {
    name: "stop: SIGTERM while a token is asked for",
    isLong: true,
    play: async (stage, draw) => {
      const count = 1 + draw(AT_ONCE);
      await beginRefreshing(stage, count);
      await stage.world.nodeRed.stop("SIGTERM");
      await stage.expectStopped(count);
      await expectRefreshed(stage, count);
    },
  },
  {
    name: "stop: SIGKILL while a token is asked for",
    isLong: true,
    play: async (stage, draw) => {
      const count = 1 + draw(AT_ONCE);
      await beginRefreshing(stage, count);
      await stage.world.nodeRed.stop("SIGKILL");
      await expectRefreshed(stage, count);
    },
  },
];
