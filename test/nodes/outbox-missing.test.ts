import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROJECT_ROOT } from "../support/project-root";
import { reading } from "./support/outbox";
import { client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const UPSERT = { connection: "acme", method: "POST", path: "Leads/upsert", errors: "output" } as const;

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  probeIn("in", "keeping"),
  request("keeping", { ...UPSERT, ifUnreachable: "keep" }, [["out"], ["failed"]]),
  probeIn("plain-in", "plain"),
  request("plain", UPSERT, [["out"], ["failed"]]),
  probeOut("out"),
  probeOut("failed"),
];

const HOOK = pathToFileURL(join(PROJECT_ROOT, "test/nodes/support/without-classic-level.mjs")).href;

describe("without the package that writes to the disk", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: FLOWS, ready: ["acme"], env: { NODE_OPTIONS: `--import=${HOOK}` } });
  });
  afterAll(() => world.close());

  test("a write that is to be kept ends in an error that says what to install, and nothing is sent", async () => {
    const { nodeRed, emulator } = world;
    await nodeRed.inject("in", { payload: reading(1) });
    const failed = await nodeRed.waitFor(
      "failed",
      (msg) => msg["payload"] !== undefined && "Email" in Object(msg["payload"]),
    );
    expect(failed.at(-1)).toMatchObject({
      payload: reading(1),
      error: { cause: { code: "outbox_missing", class: "rejected" } },
    });
    const { remedy } = (failed.at(-1)?.["error"] as { cause: { remedy: string } }).cause;
    expect(remedy).toMatch(/npm install classic-level/);
    expect(await emulator.apiCalls()).toEqual([]);
  });

  test("all other nodes work, and the dialog is told", async () => {
    const { nodeRed } = world;
    await nodeRed.inject("plain-in", { payload: reading(2) });
    await nodeRed.waitFor("out", ({ statusCode }) => statusCode === 200 || statusCode === 201);
    const answer = await nodeRed.admin("zoho/outbox");
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { state: "missing", package: "classic-level" },
    ]);
    const foreign = await nodeRed.admin("zoho/outbox", { headers: { origin: "https://example.com" } });
    expect(foreign.status).toBe(403);
  });
});
