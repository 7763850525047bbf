import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { FlowMessage } from "../support/node-red-runtime";
import { authorize, catcher, client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { connectionsOf, openInBrowser, startWorld, type World } from "./support/world";

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme"), declared("acme-test", "Sandbox")] }),
  probeIn("call-in", "call"),
  request("call", { product: "", method: "" }, [["answered"]]),
  catcher("catch", ["call"], "failed"),
  { id: "complete", type: "complete", z: "tab", scope: ["call"], wires: [["completed"]] },
  probeOut("answered"),
  probeOut("failed"),
  probeOut("completed"),
  probeIn("connect-in", "connect"),
  authorize("connect", { errors: "output" }, [["prompt"], ["connected"], ["connect-failed"]]),
  probeOut("prompt"),
  probeOut("connected"),
  probeOut("connect-failed"),
];

const MESSAGES = 5;

/** How long the token endpoint takes, milliseconds; no test depends on how much of it is left. */
const SLOW_MS = 3_000;

describe("in the middle of a slow token answer", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: FLOWS, ready: ["acme", "acme-test"] });
    await world.emulator.settings({ autoConsent: "Robin Vale", autoConsentOrg: "Acme (Production)" });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.action("evictAccessTokens");
    await world.emulator.faults({
      match: { path: "/oauth/v2/token" },
      fault: "slow",
      delayMs: SLOW_MS,
      times: 1,
    });
    await world.emulator.forgetRequests();
  });

  async function send(connection: string): Promise<void> {
    for (let message = 0; message < MESSAGES; message++)
      await world.nodeRed.inject("call-in", { zoho: { connection, path: "org" }, topic: message });
  }

  /** The first message shows that the token was evicted; all wait for the next one, which takes its time. */
  async function waitInTheMiddle(connection: string): Promise<void> {
    await send(connection);
    // Not its refusal: before the next token is asked for there is a moment in which something else may take the fault.
    await vi.waitFor(async () => {
      expect(await world.emulator.send("GET", "faults")).toEqual({ faults: [] });
    }, 20_000);
  }

  function topics(messages: readonly FlowMessage[]): readonly unknown[] {
    return messages.map(({ topic }) => topic).sort();
  }

  const ALL = Array.from({ length: MESSAGES }, (_, message) => message);

  test("a Deploy lets go of the messages, and the token serves those that come after it", async () => {
    await waitInTheMiddle("acme");
    await world.nodeRed.deploy(FLOWS);
    expect(await world.nodeRed.messages("answered")).toEqual([]);
    await send("acme");
    const answered = await world.nodeRed.waitFor("answered", MESSAGES);
    expect(topics(answered)).toEqual(ALL);
    expect(await world.nodeRed.messages("completed")).toHaveLength(MESSAGES);
    expect(await world.emulator.tokenCalls()).toBe(1);
  });

  test("a connection that is connected again serves all who wait with the new grant's token", async () => {
    await waitInTheMiddle("acme");
    await world.nodeRed.inject("connect-in", { zoho: { connection: "acme" } });
    const [prompt] = await world.nodeRed.waitFor("prompt");
    await openInBrowser((prompt?.["payload"] as { url: string }).url);
    await world.nodeRed.waitFor("connected");
    const answered = await world.nodeRed.waitFor("answered", MESSAGES);
    expect(topics(answered)).toEqual(ALL);
    // The slow one, and the exchange of the new grant's code.
    expect(await world.emulator.tokenCalls()).toBe(2);
    await send("acme");
    await world.nodeRed.waitFor("answered", 2 * MESSAGES);
    expect(await world.nodeRed.messages("failed")).toEqual([]);
    expect(await world.nodeRed.messages("completed")).toHaveLength(2 * MESSAGES);
    expect(await world.emulator.tokenCalls()).toBe(2);
  });

  test("a connection that is disconnected fails for all who wait, once each, and stays gone", async () => {
    const [acme] = (await connectionsOf(world.nodeRed)).filter(({ name }) => name === "acme-test");
    await waitInTheMiddle("acme-test");
    await world.nodeRed.admin(`zoho/connections/${acme?.id ?? ""}`, { method: "DELETE" });
    const failed = await world.nodeRed.waitFor("failed", MESSAGES);
    expect(topics(failed)).toEqual(ALL);
    for (const msg of failed)
      expect(msg).toMatchObject({ error: { cause: { class: "expired_token", code: "not_connected" } } });
    expect(await world.nodeRed.messages("answered")).toEqual([]);
    expect((await connectionsOf(world.nodeRed)).map(({ name }) => name)).toEqual(["acme"]);
  });
});
