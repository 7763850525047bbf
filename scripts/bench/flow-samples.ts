import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { PROJECT_ROOT } from "../launch/project-root";
import { fillVault } from "./many-connections";
import type { FlowCallsOrder, FlowSample } from "./programs/flow-calls";
import { startServerProcess } from "./server-process";

/**
 * What messages through Node-RED cost: the bare server on one core, Node-RED on the other, where the machine has two.
 *
 * @param connections how many there are in the vault, each with its token
 */
export async function flowSamples(
  order: Omit<FlowCallsOrder, "userDir" | "origin">,
  connections: number,
): Promise<readonly FlowSample[]> {
  const directory = await testDirectory("bench");
  const vault = join(directory, "vault");
  await fillVault(vault, connections, "stored");
  const bench = join(PROJECT_ROOT, "scripts", "bench");
  const server = await startServerProcess([join(bench, "lead-server.mjs")], { core: 1 });
  try {
    const whole: FlowCallsOrder = {
      ...order,
      userDir: join(directory, "node-red"),
      origin: `http://127.0.0.1:${server.line}`,
    };
    const program = join(bench, "programs", "flow-calls.ts");
    const run = await startServerProcess(["--import", "tsx", program, JSON.stringify(whole)], {
      core: 0,
      env: { ZOHO_VAULT_DIR: vault },
    });
    await run.end();
    return JSON.parse(run.line) as readonly FlowSample[];
  } finally {
    await server.end();
  }
}
