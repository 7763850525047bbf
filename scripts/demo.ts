/**
 * `npm run demo`: every promise of the package, kept by the shipped nodes in a real Node-RED against the emulator,
 * without a browser. Ends with 0 only if each row did what it should.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../src/emulator/index";
import { CONNECTING } from "./demo/connecting";
import { DEMO_FLOWS, MISLABELLED_TOKEN } from "./demo/demo-flows";
import { DemoWorld } from "./demo/demo-world";
import { READING_AND_WRITING } from "./demo/reading-and-writing";
import { type DemoRow, expect } from "./demo/row";
import { RULE, tableRow } from "./demo/table";
import { ENDINGS, TOKENS } from "./demo/tokens";
import { exampleFlows } from "./launch/example-flows";
import { freePortFrom } from "./launch/free-port";
import { LaunchedNodeRed } from "./launch/node-red";

/** Nodes that call Zoho by themselves, now and then: the rows count calls, and none but their own may be among them. */
const POLLING = ["zoho-changes"];

async function main(): Promise<number> {
  const userDir = mkdtempSync(join(tmpdir(), "zoho-demo-"));
  const emulator = await startEmulator();
  const port = await freePortFrom(1890);
  const world = new DemoWorld(`http://127.0.0.1:${String(port)}`, emulator.url);
  const env = {
    ZOHO_EMULATOR_URL: emulator.url,
    [MISLABELLED_TOKEN]: await world.refreshTokenOf("Acme (Production)"),
  };
  const nodeRed = new LaunchedNodeRed({ userDir, port, env });
  try {
    await nodeRed.start();
    await nodeRed.deploy([...exampleFlows(POLLING), ...DEMO_FLOWS]);
    return await runRows(world, [
      ...CONNECTING,
      ...READING_AND_WRITING,
      ...TOKENS,
      restartRow(nodeRed),
      ...ENDINGS,
    ]);
  } finally {
    await nodeRed.stop();
    await emulator.close();
    rmSync(userDir, { recursive: true, force: true });
  }
}

/** Needs the process, not only its flows. */
function restartRow(nodeRed: LaunchedNodeRed): DemoRow {
  return {
    promise: "restart of Node-RED: nothing to reconnect, no token spent",
    run: async (world) => {
      const seen = await world.counting(async () => {
        await nodeRed.stop();
        await nodeRed.start();
        return Promise.all(
          ["acme-production", "acme-sandbox"].map((name) => world.call(name, { path: "org" })),
        );
      });
      expect(seen.value.every(({ status }) => status === 200) && seen.tokenCalls === 0, seen);
      return `2 connections at work, ${String(seen.tokenCalls)} token calls`;
    },
  };
}

async function runRows(world: DemoWorld, rows: readonly DemoRow[]): Promise<number> {
  let failed = 0;
  console.log(`${tableRow(["", "promise", "seen"])}\n${RULE}`);
  for (const row of rows) {
    try {
      console.log(tableRow(["ok", row.promise, await row.run(world)]));
    } catch (error) {
      failed++;
      console.log(tableRow(["FAIL", row.promise, error instanceof Error ? error.message : String(error)]));
      await world.emulator.clearFaults();
    }
  }
  console.log(`\n${String(rows.length - failed)} of ${String(rows.length)} promises kept`);
  return failed === 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
