import type { ChangesConfig } from "../../../nodes/zoho-changes/config";
import type { FlowMessage, FlowNode, NodeRedOptions } from "../../support/node-red-runtime";
import { catcher, changes, client, declared, probeIn, probeOut, request, TAB } from "./zoho-flow";
import { startWorld, type World } from "./world";

/** What a message of `zoho-changes` tells. */
export interface ToldChange {
  readonly kind: string;
  readonly id: string;
  readonly at: string;
  readonly batch: string;
  readonly again?: true;
}

/** A flow around one `zoho-changes` called `watch`, with a second node that writes what it is to see. */
export function changesFlow(
  watch: Partial<ChangesConfig>,
  more: readonly FlowNode[] = [],
): readonly FlowNode[] {
  return [
    TAB,
    client("client", { connections: [declared("acme")] }),
    probeIn("control", "watch"),
    changes("watch", { connection: "acme", module: "Contacts", fields: ["Last_Name"], ...watch }, [["out"]]),
    probeOut("out"),
    probeIn("in", "write"),
    request("write", { product: "", method: "", connection: "acme" }, [["written"]]),
    probeOut("written"),
    catcher("catch", ["watch"], "failed"),
    probeOut("failed"),
    ...more,
  ];
}

/** A Node-RED with such a flow, and hands to write records and to steer the node. */
export class ChangesStage {
  private constructor(readonly world: World) {}

  static async open(
    watch: Partial<ChangesConfig>,
    options: Partial<NodeRedOptions> & { readonly more?: readonly FlowNode[] } = {},
  ): Promise<ChangesStage> {
    const { more, ...rest } = options;
    return new ChangesStage(await startWorld({ flows: changesFlow(watch, more), ready: ["acme"], ...rest }));
  }

  close(): Promise<void> {
    return this.world.close();
  }

  /** Writes records. @returns their IDs */
  async write(method: "POST" | "PUT", ...records: readonly object[]): Promise<readonly string[]> {
    const out = await this.call({ method, path: "Contacts" }, records);
    const { written } = out["payload"] as { written: readonly { id: string }[] };
    return written.map(({ id }) => id);
  }

  async remove(...ids: readonly string[]): Promise<void> {
    await this.call({ method: "DELETE", path: "Contacts", query: { ids: ids.join(",") } });
  }

  private async call(zoho: object, payload?: unknown): Promise<FlowMessage> {
    const { nodeRed } = this.world;
    const before = (await nodeRed.messages("written")).length;
    await nodeRed.inject("in", { zoho, payload });
    const out = await nodeRed.waitFor("written", before + 1);
    return out[before] ?? {};
  }

  /** Steers the node, and waits for its answer. */
  async control(zoho: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
    const { nodeRed } = this.world;
    const id = `asked-${String(++this.asked)}`;
    await nodeRed.inject("control", { zoho, asked: id });
    const out = await nodeRed.waitFor("out", (msg) => msg["asked"] === id);
    return out.find((msg) => msg["asked"] === id)?.["payload"] as Readonly<Record<string, unknown>>;
  }

  /** Asks for a poll. @returns everything that has come of it, and of polls since the last call */
  async poll(): Promise<readonly FlowMessage[]> {
    await this.control({ action: "poll" });
    const all = await this.changes();
    const fresh = all.slice(this.seen);
    this.seen = all.length;
    return fresh;
  }

  /** All messages about changes until now. */
  async changes(): Promise<readonly FlowMessage[]> {
    return (await this.world.nodeRed.messages("out")).filter((msg) => "zohoChange" in msg);
  }

  /** Waits until there are so many messages about changes. */
  async waitForChanges(count: number): Promise<readonly FlowMessage[]> {
    const seen = new Set<FlowMessage>();
    await this.world.nodeRed.waitFor("out", (msg) => {
      if ("zohoChange" in msg) seen.add(msg);
      return seen.size >= count;
    });
    return [...seen];
  }

  private asked = 0;
  private seen = 0;
}

/** What a message tells, in short: `created Ada`. */
export function told(msg: FlowMessage): string {
  const { kind } = toldChange(msg);
  const record = msg["payload"] as { Last_Name?: string };
  return `${kind} ${record.Last_Name ?? "?"}`;
}

export function toldChange(msg: FlowMessage | undefined): ToldChange {
  return msg?.["zohoChange"] as ToldChange;
}

/** Whether a message tells of a change that may have come before; answers tell of none. */
export function isAgain(msg: FlowMessage): boolean {
  return "zohoChange" in msg && toldChange(msg).again === true;
}
