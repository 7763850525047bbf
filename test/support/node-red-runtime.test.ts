import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startNodeRed, type FlowNode, type NodeRed } from "./node-red-runtime";
import { NODE_RED_VERSIONS } from "./runtimes";

const FLOW: readonly FlowNode[] = [
  { id: "tab", type: "tab", label: "round trip" },
  { id: "in", type: "probe-in", z: "tab", wires: [["work"]] },
  {
    id: "work",
    type: "function",
    z: "tab",
    func: `
      if (msg.fail) { throw new Error("as asked"); }
      node.status({ fill: "green", shape: "dot", text: "worked" });
      msg.seen = Buffer.isBuffer(msg.payload);
      return msg;`,
    outputs: 1,
    wires: [["out"]],
  },
  { id: "out", type: "probe-out", z: "tab" },
  { id: "catch", type: "catch", z: "tab", scope: ["work"], wires: [["caught"]] },
  { id: "caught", type: "probe-out", z: "tab" },
];

describe.each(NODE_RED_VERSIONS)("Node-RED %s under test", (version) => {
  let nodeRed: NodeRed;
  beforeAll(async () => {
    nodeRed = await startNodeRed({ version, flows: FLOW, package: "none" });
  });
  afterAll(async () => {
    await nodeRed.stop();
  });

  test("is the version that the table says", async () => {
    const settings = (await (await nodeRed.admin("settings")).json()) as { version: string };
    expect(settings.version).toMatch(new RegExp(`^${version.replace(".", "\\.")}\\.`));
  });

  test("loads every core node without an error and no node of another version", async () => {
    const sets = (await (await nodeRed.admin("nodes")).json()) as { module: string; err?: unknown }[];
    expect(sets.filter(({ err }) => err !== undefined)).toEqual([]);
    expect(new Set(sets.map(({ module }) => module))).toEqual(
      new Set(["node-red", "@opsflow/node-red-test-probe"]),
    );
  });

  test("carries a message through a flow and back, Buffers included", async () => {
    await nodeRed.inject("in", {
      payload: Buffer.from([0, 255]),
      at: new Date(0),
      nested: { list: [1, "two", null] },
    });
    const [msg] = await nodeRed.waitFor("out");
    expect(msg).toMatchObject({
      payload: Buffer.from([0, 255]),
      at: new Date(0),
      nested: { list: [1, "two", null] },
    });
    expect(msg?.["seen"]).toBe(true);
  });

  test("records the status of any node", async () => {
    await nodeRed.inject("in", { payload: 1 });
    await nodeRed.waitForStatus("work", (status) => status.text === "worked");
    expect((await nodeRed.statuses("work")).at(-1)).toEqual({ fill: "green", shape: "dot", text: "worked" });
  });

  test("brings errors to a real Catch node", async () => {
    await nodeRed.inject("in", { payload: 1, fail: true });
    const [msg] = await nodeRed.waitFor("caught", (caught) => caught["fail"] === true);
    expect(msg?.["error"]).toMatchObject({ message: "Error: as asked", source: { id: "work" } });
  });

  test("runs the new flow when a deploy returns", async () => {
    const renamed = FLOW.map((node) => (node.id === "out" ? { ...node, id: "other-out" } : node));
    await nodeRed.deploy(
      renamed.map((node) => (node.id === "work" ? { ...node, wires: [["other-out"]] } : node)),
    );
    await nodeRed.inject("in", { payload: "after deploy" });
    await nodeRed.waitFor("other-out", (msg) => msg["payload"] === "after deploy");
    await nodeRed.deploy(FLOW);
  });

  test("has the same flows, files and address after a crash", async () => {
    const { url, pid } = nodeRed;
    await nodeRed.restart("SIGKILL");
    expect(nodeRed.url).toBe(url);
    expect(nodeRed.pid).not.toBe(pid);
    await nodeRed.inject("in", { payload: "after crash" });
    await nodeRed.waitFor("out", (msg) => msg["payload"] === "after crash");
  });

  test("logs down to trace", () => {
    expect(nodeRed.log()).toContain("[trace]");
  });
});

describe("A test that waits in vain", () => {
  test("is told what did arrive", async () => {
    const nodeRed = await startNodeRed({ version: "4.1", flows: FLOW, package: "none" });
    await nodeRed.inject("in", { payload: "only one" });
    await nodeRed.waitFor("out");
    await expect(nodeRed.waitFor("out", 2, 50)).rejects.toThrow(/not enough within 50 ms.*only one/s);
    await expect(nodeRed.inject("no-such-probe", {})).rejects.toThrow(/no probe-in node "no-such-probe"/);
    const waiting = nodeRed.waitFor("out", 2);
    await Promise.all([expect(waiting).rejects.toThrow(/Node-RED ended/), nodeRed.stop("SIGKILL")]);
  });

  test("learns at once that a node type is missing", async () => {
    const flows = [...FLOW, { id: "strange", type: "no-such-type", z: "tab" }];
    await expect(startNodeRed({ version: "4.1", flows, package: "none" })).rejects.toThrow(
      /missing-types.*no-such-type/s,
    );
  });

  test("reaches its probes when the admin API is off or closed", async () => {
    const closed = await startNodeRed({
      version: "4.1",
      flows: FLOW,
      package: "none",
      settings: { httpAdminRoot: false, httpNodeRoot: false },
    });
    await closed.inject("in", { payload: "headless" });
    await closed.waitFor("out");
    await closed.stop();
  });
});
