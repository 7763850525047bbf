import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type FlowMessage, startNodeRed } from "../support/node-red-runtime";
import { testDirectory } from "../support/test-directory";
import { catcher, client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { connectionsOf, startWorld, type World } from "./support/world";

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme"), declared("acme-test", "Sandbox")] }),
  probeIn("in", "call"),
  request("call", { product: "", method: "" }, [["out"]]),
  catcher("catch", ["call"], "failed"),
  probeOut("out"),
  probeOut("failed"),
];

const READY = ["acme", "acme-test"];

function isFrom(msg: FlowMessage, connection: string): boolean {
  return (msg["zohoResult"] as { connection: string }).connection === connection;
}

/** Several starts of Node-RED in one test: milliseconds that a busy machine may need. */
const TIMEOUT_MS = 180_000;

describe("the folder of the vault", { timeout: TIMEOUT_MS }, () => {
  let world: World | undefined;
  afterEach(async () => {
    await world?.close();
  });

  test("is all that a backup needs: put into another Node-RED it works at once, and costs no token", async () => {
    const first = await startWorld({ flows: FLOWS, ready: READY });
    world = first;
    await first.nodeRed.stop();
    const userDir = await testDirectory("restored");
    await cp(join(first.nodeRed.userDir, "zoho"), join(userDir, "zoho"), { recursive: true });
    const restored = await startNodeRed({
      version: "4.1",
      flows: FLOWS,
      userDir,
      settings: { credentialSecret: "the other machine's" },
      env: { ZOHO_EMULATOR_URL: first.running.url },
    });
    try {
      for (const name of READY) {
        await restored.inject("in", { zoho: { connection: name, path: "org" } });
        await restored.waitFor("out", (msg) => isFrom(msg, name));
      }
      expect(await first.emulator.tokenCalls()).toBe(0);
    } finally {
      await restored.stop();
    }
  });

  test("one damaged record is named and left as it is, and the others go on", async () => {
    world = await startWorld({ flows: FLOWS, ready: READY });
    const [acme] = await connectionsOf(world.nodeRed);
    await world.nodeRed.stop();
    const file = join(world.nodeRed.userDir, "zoho", "grant", `${acme?.id ?? ""}.json`);
    const content = await readFile(file, "utf8");
    await writeFile(file, content.slice(0, content.length / 2));
    await world.nodeRed.start();
    await world.nodeRed.inject("in", { zoho: { connection: "acme", path: "org" } });
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({
      error: { cause: { class: "rejected", code: "vault_damaged", connection: "acme" } },
    });
    expect(JSON.stringify(failed)).toContain(`${acme?.id ?? ""}.json`);
    await world.nodeRed.inject("in", { zoho: { connection: "acme-test", path: "org" } });
    await world.nodeRed.waitFor("out");
    await expect(readFile(file, "utf8")).resolves.toBe(content.slice(0, content.length / 2));
  });

  test("a vault without its keys is said to be locked, and Node-RED runs on", async () => {
    world = await startWorld({ flows: FLOWS, ready: READY });
    await world.nodeRed.stop();
    const directory = join(world.nodeRed.userDir, "zoho");
    for (const name of await readdir(directory)) {
      if (name.startsWith("vault")) await writeFile(join(directory, name), "{}");
    }
    await world.nodeRed.start();
    await world.nodeRed.inject("in", { zoho: { connection: "acme", path: "org" } });
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({ error: { cause: { class: "rejected", code: "vault_locked" } } });
    expect((await fetch(world.nodeRed.adminUrl)).status).toBe(200);
  });
});
