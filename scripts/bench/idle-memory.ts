import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { PROJECT_ROOT } from "../launch/project-root";
import { atMost, type BenchRow } from "./bench-row";
import { fillVault } from "./many-connections";
import type { IdleConnections } from "./programs/idle-connections";
import { startServerProcess } from "./server-process";

const CONNECTIONS = 1_000;

/** Enough that everything which is loaded or compiled only once is there. */
const WARM_UP_CONNECTIONS = 20;

/** P10: what a config node and a connection cost that nobody uses. */
export async function idleMemoryRows(): Promise<readonly BenchRow[]> {
  return [await configNodeRow(), await connectionRow()];
}

async function configNodeRow(): Promise<BenchRow> {
  const ours = await bytesPerNode("zoho-client");
  const plain = await bytesPerNode("anchor-plain");
  const cacheEach = await bytesPerNode("anchor-cache-each");
  return atMost(3, {
    id: "P10",
    what: "heap of an idle zoho-client, of 2,000 in a Node-RED that runs, its part of the flows included",
    value: ours / 1_000,
    unit: "kB per node",
    anchor:
      `a node with two credentials and nothing else: ${kilobytes(plain)} kB; ` +
      `one with a cache of its own: ${kilobytes(cacheEach)} kB`,
  });
}

async function bytesPerNode(type: string): Promise<number> {
  const userDir = await testDirectory("bench");
  const { bytesPerNode: bytes } = await measured<{ bytesPerNode: number }>("idle-nodes", [type, userDir]);
  return bytes;
}

async function connectionRow(): Promise<BenchRow> {
  const directory = await testDirectory("bench");
  const warmUp = join(directory, "small");
  const vault = join(directory, "large");
  await fillVault(warmUp, WARM_UP_CONNECTIONS);
  await fillVault(vault, CONNECTIONS);
  const told = await measured<IdleConnections>("idle-connections", [warmUp, vault]);
  if (told.connections !== CONNECTIONS) throw new Error(`${told.connections} connections were listed`);
  const row = {
    id: "P10",
    what:
      `heap of an idle connection, of ${CONNECTIONS} in a file vault, all of them listed ` +
      `(${kilobytes(told.used)} kB once each has made a call and holds a token)`,
    value: told.listed / 1_000,
    unit: "kB per connection",
    anchor: "none",
  };
  return atMost(2, row, [{ of: "records unsealed to open the vault", seen: told.readAtOpening }]);
}

/** What a program in a process of its own prints. */
async function measured<T>(program: string, args: readonly string[]): Promise<T> {
  const file = join(PROJECT_ROOT, "scripts", "bench", "programs", `${program}.ts`);
  const run = await startServerProcess(["--expose-gc", "--import", "tsx", file, ...args]);
  await run.end();
  return JSON.parse(run.line) as T;
}

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}
