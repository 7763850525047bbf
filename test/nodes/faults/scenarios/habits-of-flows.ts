import { expect, vi } from "vitest";
import type { FlowNode } from "../../../support/node-red-runtime";
import { catcher } from "../../support/zoho-flow";
import type { NodeRedScenario } from "../support/scenario";

/** What Zoho refuses in one call. */
const UNKNOWN_MODULE = { zoho: { path: "Unicorns" } };

/** A message that was in ten errors of the same node goes no further. */
const TURNS = 10;

function functionNode(id: string, properties: object, next: string): FlowNode {
  return { id, type: "function", z: "tab", outputs: 1, func: "return msg;", ...properties, wires: [[next]] };
}

/** The same flow with this node instead of the one that has its ID, or besides. */
function withNode(flows: readonly FlowNode[], node: FlowNode): FlowNode[] {
  return [...flows.filter(({ id }) => id !== node.id), node];
}

export const HABITS_OF_FLOWS: readonly NodeRedScenario[] = [
  {
    name: "flow: Complete hears of what went well and Catch of what did not, once each",
    everywhere: true,
    play: async (stage, draw) => {
      const [good, bad] = [1 + draw(10), 1 + draw(10)];
      await stage.begin(stage.flows([stage.call({ path: "" })]));
      await stage.send(bad, UNKNOWN_MODULE);
      await stage.send(good, { zoho: { path: "Leads" } });
      expect(await stage.ends()).toEqual({ ok: good, errors: { not_found: bad }, unheard: 0 });
      // What leaves by the error output is complete as well.
      const completed = await stage.world.nodeRed.messages("completed");
      expect(completed).toHaveLength(stage.route === "catch" ? good : good + bad);
      expect(await stage.counts()).toEqual({ api: good + bad, token: 0 });
    },
  },
  {
    name: "flow: a Catch that leads back into the call ends after Node-RED's ten turns",
    play: async (stage) => {
      const call = { ...stage.call({ path: "" }), errors: "catch", wires: [["out"]], outputs: 1 };
      await stage.begin(withNode(stage.flows([call]), catcher("catch", ["call"], "call")));
      await stage.world.nodeRed.inject("in", UNKNOWN_MODULE);
      const done = await stage.world.nodeRed.waitForDone("call", TURNS);
      expect(done.map(({ error }) => error)).toEqual(done.map(() => "not_found"));
      expect(await stage.counts()).toEqual({ api: TURNS, token: 0 });
      await vi.waitFor(() => {
        expect(stage.log()).toContain("exceeded maximum number of catches");
      }, 20_000);
      await stage.begin();
      await stage.worksAgain();
    },
  },
  {
    name: "flow: the same message object is handed over many times at once, uncloned",
    play: async (stage, draw) => {
      const count = 2 + draw(20);
      const func = `for (let i = 0; i < ${String(count)}; i++) node.send(msg, false);`;
      const flows = stage.flows().map((node) => (node.id === "in" ? { ...node, wires: [["burst"]] } : node));
      await stage.begin(withNode(flows, functionNode("burst", { func }, "call")));
      await stage.world.nodeRed.inject("in", { kept: { as: "it was" } });
      const out = await stage.world.nodeRed.waitFor("out", count);
      expect(out.map(({ kept }) => kept)).toEqual(out.map(() => ({ as: "it was" })));
      expect(new Set(out.map(({ payload }) => (payload as unknown[]).length))).toEqual(new Set([2]));
      expect(await stage.world.nodeRed.waitForDone("call", count)).toHaveLength(count);
      expect(await stage.counts()).toEqual({ api: count, token: 0 });
    },
  },
  {
    name: "flow: what comes behind the call throws at every message",
    play: async (stage, draw) => {
      const count = 1 + draw(20);
      const call = { ...stage.call(), wires: [["throws"], ["failed"]] };
      const throws = functionNode("throws", { func: "throw new Error('not mine');" }, "out");
      const flows = withNode(stage.flows([call]), catcher("catch", ["call"], "failed"));
      await stage.begin(withNode(flows, throws));
      await stage.send(count);
      expect(await stage.ends()).toEqual({ ok: 0, errors: {}, unheard: count });
      const done = await stage.world.nodeRed.completions("call");
      expect(done.filter(({ error }) => error !== undefined)).toEqual([]);
      expect(await stage.counts()).toEqual({ api: count, token: 0 });
    },
  },
  {
    name: "flow: messages that are sent while the flows start",
    everywhere: true,
    play: async (stage, draw) => {
      const count = 1 + draw(20);
      const initialize = `for (let i = 0; i < ${String(count)}; i++) node.send({ payload: i });`;
      await stage.begin();
      await stage.deploy(withNode(stage.flows(), functionNode("early", { initialize }, "call")), "full");
      const done = await stage.world.nodeRed.waitForDone("call", count);
      expect(done.filter(({ error }) => error !== undefined)).toEqual([]);
      expect(await stage.world.nodeRed.messages("out")).toHaveLength(count);
      expect(await stage.counts()).toEqual({ api: count, token: 0 });
    },
  },
];
