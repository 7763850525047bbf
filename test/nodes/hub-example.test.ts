import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FlowNode } from "../support/flow";
import type { FlowMessage } from "../support/node-red-runtime";
import { PROJECT_ROOT } from "../support/project-root";
import { type MqttBroker, startMqttBroker } from "./support/mqtt-broker";
import { startWorld, type World } from "./support/world";

const EXAMPLE = JSON.parse(
  readFileSync(join(PROJECT_ROOT, "examples", "7 Many gateways and one hub.json"), "utf8"),
) as readonly FlowNode[];

const GATEWAYS = 25;

/** The example as it is, but for where the broker is, how long the hub collects and waits, and who watches. */
function exampleWith(broker: MqttBroker): readonly FlowNode[] {
  return EXAMPLE.map((node) => {
    switch (node.type) {
      case "mqtt-broker":
        return { ...node, broker: "127.0.0.1", port: String(broker.port) };
      case "join":
        return { ...node, count: String(GATEWAYS), timeout: "" };
      case "delay":
        return { ...node, timeout: "10", timeoutUnits: "milliseconds" };
      case "debug":
        return { ...node, type: "probe-out" };
      default:
        return node;
    }
  });
}

describe("the example of many gateways and one hub", () => {
  let world: World;
  let broker: MqttBroker;
  beforeEach(async () => {
    broker = await startMqttBroker();
    world = await startWorld({ flows: exampleWith(broker), ready: ["acme-production"] });
    await broker.subscribed("zoho/readings/+");
  });
  afterEach(async () => {
    await world.close();
    await broker.close();
  });

  /** One reading of each gateway: that of the example itself, and what the others send. */
  async function readings(celsius: number): Promise<void> {
    await world.nodeRed.admin("inject/zohoex7in", { method: "POST" });
    for (let gateway = 1; gateway < GATEWAYS; gateway++)
      await broker.publish(`zoho/readings/gateway-${gateway}`, { site: `Depot ${gateway}`, celsius });
  }

  function written(messages: readonly FlowMessage[]): readonly unknown[] {
    return (messages.at(-1)?.["payload"] as { written: readonly unknown[] }).written;
  }

  test("writes what 25 gateways send with one call, without a token of its own for each", async () => {
    await readings(21);
    expect(written(await world.nodeRed.waitFor("zohoex7ok"))).toHaveLength(GATEWAYS);
    expect(await world.emulator.apiCalls()).toHaveLength(1);
    expect(await world.emulator.tokenCalls()).toBe(0);
  });

  test("sends again what Zoho could not take, and a reading that comes twice makes no second account", async () => {
    await world.emulator.faults({ match: { path: "/crm/v8/Accounts" }, fault: "throttle", times: 1 });
    await readings(22);
    await world.nodeRed.waitFor("zohoex7ok");
    await readings(22);
    const messages = await world.nodeRed.waitFor("zohoex7ok", 2);
    const actions = written(messages).map((one) => (one as { action: string }).action);
    expect(new Set(actions)).toEqual(new Set(["update"]));
    expect(await world.nodeRed.messages("zohoex7bad")).toEqual([]);
  });
});
