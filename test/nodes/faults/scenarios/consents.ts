import { expect } from "vitest";
import type { FlowMessage, FlowNode } from "../../../support/node-red-runtime";
import { authorize, probeIn, probeOut, TAB } from "../../support/zoho-flow";
import { openInBrowser } from "../../support/world";
import { CLIENT, type FaultStage } from "../support/fault-stage";
import type { NodeRedScenario } from "../support/scenario";

const FLOWS: readonly FlowNode[] = [
  TAB,
  CLIENT,
  probeIn("in", "authorize"),
  authorize("authorize", { errors: "output" }, [["prompt"], ["connected"], ["failed"]]),
  ...["prompt", "connected", "failed"].map(probeOut),
];

/** Whose Zoho account it is, and the org that is chosen on Zoho's page from now on. */
async function choose(stage: FaultStage, org: string): Promise<void> {
  const answers = { autoConsent: "Robin Vale", autoConsentOrg: org, autoConsentAnswer: "accept" };
  await stage.world.emulator.settings(answers);
}

/** Begins a consent for each name. @returns their addresses */
async function begin(stage: FaultStage, names: readonly string[]): Promise<readonly string[]> {
  await stage.begin(FLOWS);
  await choose(stage, "Acme (Production)");
  for (const connection of names)
    await stage.world.nodeRed.inject("in", { zoho: { connection }, topic: connection });
  const prompts = await stage.world.nodeRed.waitFor("prompt", names.length);
  return names.map((name) => {
    const prompt = prompts.find(({ topic }) => topic === name);
    return (prompt?.["payload"] as { url: string }).url;
  });
}

/** Each of these was connected once, and nothing failed. */
async function expectConnected(stage: FaultStage, names: readonly string[]): Promise<readonly FlowMessage[]> {
  const { nodeRed, emulator } = stage.world;
  await nodeRed.waitFor("connected", names.length);
  const connected = await nodeRed.messages("connected");
  expect(connected.map(({ payload }) => (payload as { name: string }).name)).toEqual(names);
  expect(await nodeRed.messages("failed")).toEqual([]);
  expect(await emulator.tokenCalls()).toBe(names.length);
  return connected;
}

export const CONSENTS: readonly NodeRedScenario[] = [
  {
    name: "consent: two at once that end in the other order",
    play: async (stage, draw) => {
      const names = [`first-${String(draw(1e6))}`, `second-${String(draw(1e6))}`] as const;
      const [first = "", second = ""] = await begin(stage, names);
      await choose(stage, "Acme (Sandbox)");
      await openInBrowser(second);
      await choose(stage, "Acme (Production)");
      await openInBrowser(first);
      const connected = await expectConnected(stage, [names[1], names[0]]);
      expect(connected.map(({ topic }) => topic)).toEqual([names[1], names[0]]);
    },
  },
  {
    name: "consent: a full Deploy before it ends",
    play: async (stage, draw) => {
      const name = `deployed-${String(draw(1e6))}`;
      const [url = ""] = await begin(stage, [name]);
      await stage.deploy(FLOWS, "full");
      await openInBrowser(url);
      await expectConnected(stage, [name]);
    },
  },
  {
    name: "consent: its callback comes twice",
    play: async (stage, draw) => {
      const name = `twice-${String(draw(1e6))}`;
      const [url = ""] = await begin(stage, [name]);
      const redirect = await fetch(url, { redirect: "manual" });
      const callback = redirect.headers.get("location") ?? "";
      expect(callback).toContain("code=");
      await openInBrowser(callback);
      const again = await openInBrowser(callback);
      expect(again.text).not.toContain("Connected");
      await expectConnected(stage, [name]);
    },
  },
];
