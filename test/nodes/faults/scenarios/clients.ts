import { expect } from "vitest";
import type { Draw } from "../../../faults/support/draw";
import type { FlowNode } from "../../../support/node-red-runtime";
import { AT_ONCE, CLIENT, SLOW_TOKEN_MS, type FaultStage } from "../support/fault-stage";
import type { NodeRedScenario } from "../support/scenario";

/** So many messages wait for a call, and as many as may run hang. */
const WAITING = 100;

async function begin(stage: FaultStage): Promise<void> {
  await stage.begin();
  await stage.apiFault("hang");
  await stage.send(WAITING);
  await stage.hanging(AT_ONCE);
}

/** Its messages were cancelled, and the next one learns what is missing, without a call. */
async function expectMissing(stage: FaultStage): Promise<void> {
  expect(await stage.ends()).toEqual({ ok: 0, errors: { cancelled: WAITING }, unheard: 0 });
  await stage.expectStopped(WAITING);
  stage.forgetSent();
  await stage.send(1);
  expect(await stage.ends()).toEqual({ ok: 0, errors: { missing_client: 1 }, unheard: 0 });
  expect(await stage.counts()).toEqual({ api: AT_ONCE, token: 0 });
  await stage.deploy(stage.flows(), "nodes");
  await stage.worksAgain();
}

/** Another client node with the same client ID and the same connection. */
const TWIN: FlowNode = { ...CLIENT, id: "twin" };

function twins(stage: FaultStage): FlowNode[] {
  const connection = "acme-test";
  return [stage.call({ connection }), stage.call({ connection, client: "twin" }, "twin-call")];
}

/** Messages go to two nodes with a client each; the token of their org is lost. @returns how many to each */
async function beginTwins(stage: FaultStage, draw: Draw): Promise<number> {
  const count = 1 + draw(AT_ONCE / 2);
  await stage.begin(stage.flows(twins(stage), [CLIENT, TWIN]));
  await stage.loseToken("acme-test", SLOW_TOKEN_MS);
  await stage.send(count, {}, ["call", "twin-call"]);
  await stage.met();
  return count;
}

export const CLIENTS: readonly NodeRedScenario[] = [
  {
    name: "client: deleted while a hundred messages wait",
    everywhere: true,
    play: async (stage) => {
      await begin(stage);
      await stage.deploy(stage.flows([stage.call()], []), "nodes");
      await expectMissing(stage);
    },
  },
  {
    name: "client: disabled while a hundred messages wait",
    play: async (stage) => {
      await begin(stage);
      await stage.deploy(stage.flows([stage.call()], [{ ...CLIENT, d: true }]), "nodes");
      await expectMissing(stage);
    },
  },
  {
    name: "client: changed while a hundred messages wait",
    play: async (stage) => {
      await begin(stage);
      await stage.deploy(stage.flows([stage.call()], [{ ...CLIENT, name: "changed" }]), "nodes");
      expect(await stage.ends()).toEqual({ ok: 0, errors: { cancelled: WAITING }, unheard: 0 });
      expect(await stage.counts()).toEqual({ api: AT_ONCE, token: 0 });
      await stage.worksAgain();
    },
  },
  {
    name: "client: without its credentials after a Deploy while a hundred messages wait",
    play: async (stage) => {
      await begin(stage);
      const bare = { ...CLIENT, realm: "zoho", credentials: { clientId: "", clientSecret: "" } };
      await stage.deploy(stage.flows([stage.call()], [bare]), "full");
      expect(await stage.ends()).toEqual({ ok: 0, errors: {}, unheard: WAITING });
      await stage.expectStopped(WAITING);
      stage.forgetSent();
      await stage.send(2);
      expect(await stage.ends()).toEqual({ ok: 0, errors: { missing_credentials: 2 }, unheard: 0 });
      expect(await stage.counts()).toEqual({ api: AT_ONCE, token: 0 });
      await stage.deploy(stage.flows(), "full");
      await stage.worksAgain();
    },
  },
  {
    name: "client: two for one org need a token at once",
    play: async (stage, draw) => {
      const count = await beginTwins(stage, draw);
      expect(await stage.ends()).toEqual({ ok: 2 * count, errors: {}, unheard: 0 });
      const { api, token } = await stage.counts();
      expect(token).toBe(1);
      expect(api).toBeGreaterThan(2 * count);
      expect(api).toBeLessThanOrEqual(4 * count);
    },
  },
  {
    name: "client: one of two for one org deleted while both wait for a token",
    play: async (stage, draw) => {
      const count = await beginTwins(stage, draw);
      await stage.deploy(stage.flows(twins(stage)), "nodes");
      expect(await stage.ends()).toEqual({ ok: count, errors: { cancelled: count }, unheard: 0 });
      expect((await stage.counts()).token).toBe(1);
      await stage.expectStopped(count);
    },
  },
];
