/** Books, Desk and Creator through the node itself; what each of them can and can't do is in test/library/product-changes.test.ts. */
import { afterEach, expect, test } from "vitest";
import { WATCHED } from "../library/support/product-changes";
import type { FlowMessage, FlowNode } from "../support/node-red-runtime";
import { catcher, changes, client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

let world: World | undefined;
afterEach(() => world?.close());

test.each(WATCHED.map((kind) => [kind.product, kind] as const))(
  "what is created and changed in %s comes, over a restart",
  async (product, kind) => {
    world = await startWorld({
      flows: flow(""),
      ready: ["acme"],
      emulator: { records: { [kind.records]: 5 } },
    });
    const { nodeRed, running } = world;
    const robin = running.ready.people.find(({ name }) => name === "Robin Vale");
    const org = robin?.orgs.find((one) => one.product === product)?.id ?? "";
    // Creator's stands in the path.
    await nodeRed.deploy(flow(product === "creator" ? "" : org), "full");

    await poll();
    const created = await write(kind.create("Ada"));
    const id = kind.idIn(created["payload"]);
    expect(await poll()).toEqual([["created", "Ada"]]);
    await write(kind.change(id, "Ada L."));
    await nodeRed.restart();
    expect(await poll()).toEqual([["changed", "Ada L."]]);
    expect(await poll()).toEqual([]);
    expect(await nodeRed.messages("failed")).toEqual([]);

    function flow(orgId: string): readonly FlowNode[] {
      const { module, scopes, query } = kind;
      const timeZone = query?.application?.timeZone ?? "";
      return [
        TAB,
        client("client", { connections: [declared("acme", "")], scopes: [...scopes] }),
        probeIn("control", "watch"),
        changes("watch", { connection: "acme", product, module, org: orgId, timeZone }, [["out"]]),
        probeOut("out"),
        probeIn("in", "write"),
        request("write", { connection: "acme", product, org: orgId, method: "", result: "raw" }, [
          ["written"],
        ]),
        probeOut("written"),
        catcher("catch", ["watch", "write"], "failed"),
        probeOut("failed"),
      ];
    }

    async function write({ method, path, body }: ReturnType<typeof kind.create>): Promise<FlowMessage> {
      const before = (await nodeRed.messages("written")).length;
      await nodeRed.inject("in", { zoho: { method, path }, payload: body });
      return (await nodeRed.waitFor("written", before + 1)).at(-1) ?? {};
    }

    /** @returns kind and name of each change that came of this poll */
    async function poll(): Promise<readonly (readonly unknown[])[]> {
      nodeRed.forget();
      await nodeRed.inject("control", { zoho: { action: "poll" }, asked: true });
      await nodeRed.waitFor("out", (msg) => msg["asked"] === true);
      const told = (await nodeRed.messages("out")).filter((msg) => "zohoChange" in msg);
      return told.map((msg) => [
        (msg["zohoChange"] as { kind: string }).kind,
        (msg["payload"] as Readonly<Record<string, unknown>>)[kind.field],
      ]);
    }
  },
);
