/**
 * `npm start`: the emulator and a Node-RED of its own with the example flows, ready to click. What is made there
 * stays in `.start/` until that folder is removed.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startEmulator } from "../src/emulator/index";
import { exampleFlows } from "./launch/example-flows";
import { freePortFrom } from "./launch/free-port";
import { LaunchedNodeRed } from "./launch/node-red";
import { PROJECT_ROOT } from "./launch/project-root";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "1880" },
      "emulator-port": { type: "string", default: "9780" },
      "user-dir": { type: "string", default: join(PROJECT_ROOT, ".start") },
    },
  });
  const userDir = resolve(values["user-dir"]);
  const isNew = !existsSync(join(userDir, "flows.json"));
  mkdirSync(userDir, { recursive: true });
  const emulator = await startEmulator({
    port: await freePortFrom(Number(values["emulator-port"])),
    stateFile: join(userDir, "emulator.json"),
  });
  const nodeRed = new LaunchedNodeRed({
    userDir,
    port: await freePortFrom(Number(values.port)),
    env: { ZOHO_EMULATOR_URL: emulator.url },
  });
  const stop = (): void => {
    void nodeRed.stop();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    await nodeRed.start();
    if (isNew) await nodeRed.deploy(exampleFlows());
    const hasRun = await firstExampleHasRun(emulator.url);
    console.log(welcome(nodeRed.url, emulator.url, hasRun ? EXAMPLE_HAS_RUN : EXAMPLE_IS_READY));
    await nodeRed.ended();
  } finally {
    await nodeRed.stop();
    await emulator.close();
  }
}

/** The first example reads all Leads when its flow starts: the emulator has seen the last page. */
async function firstExampleHasRun(emulatorUrl: string): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const log = (await (await fetch(`${emulatorUrl}/_emulator/requests`)).json()) as {
      requests?: { path?: string; status?: number }[];
    };
    const reads =
      log.requests?.filter((one) => one.path?.includes("/crm/v8/Leads") === true && one.status === 200) ?? [];
    if (reads.length > 0) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

const EXAMPLE_HAS_RUN = "The first example has already read the Leads of an org of the emulator. To see it:";
const EXAMPLE_IS_READY = "The first example reads the Leads of an org of the emulator. To run it:";

function welcome(editor: string, emulator: string, example: string): string {
  return `
  Node-RED editor   ${editor}
  Zoho emulator     ${emulator}

  ${example}
    1. open the editor; the tab "1 Read the Leads of an org" tells how many there were
    2. press the button of the flow and look at the debug sidebar

  To connect an org yourself: double-click a zoho request, press the pencil beside its client, enter a
  connection name and press Connect. Sign in as one of the people of the emulator; no password.

  Ctrl-C stops both. Everything is kept in .start/; remove that folder to begin anew.
`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
