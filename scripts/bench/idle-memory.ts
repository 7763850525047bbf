import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { PROJECT_ROOT } from "../launch/project-root";
import { type Anchor, atMost, type BenchRow } from "./bench-row";
import { fillVault } from "./many-connections";
import type { IdleConnections } from "./programs/idle-connections";
import { highest, median, middle } from "./samples";
import { startServerProcess } from "./server-process";

const CONNECTIONS = 1_000;

/** Enough that everything which is loaded or compiled only once is there. */
const WARM_UP_CONNECTIONS = 20;

/** Odd, so that there is one in the middle. */
const ROUNDS = 3;

/** P10: what a config node and a connection cost that nobody uses. */
export async function idleMemoryRows(): Promise<readonly BenchRow[]> {
  return [await configNodeRow(), await connectionRow()];
}

const NODE_TYPES = {
  "zoho-client": "",
  "anchor-plain": "a config node with two credentials and nothing else",
  "anchor-cache-each": "one with a cache of its own",
} as const;

type NodeType = keyof typeof NODE_TYPES;

async function configNodeRow(): Promise<BenchRow> {
  const bytes: Readonly<Record<NodeType, number[]>> = {
    "zoho-client": [],
    "anchor-plain": [],
    "anchor-cache-each": [],
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const type of Object.keys(bytes) as NodeType[]) bytes[type].push(await bytesPerNode(type));
  }
  const anchor = (type: NodeType): Anchor => ({
    kind: type === "anchor-plain" ? "least" : "other",
    name: NODE_TYPES[type],
    ...middle(bytes[type].map(kilobytes)),
  });
  return atMost(3, {
    id: "P10",
    title: "heap of an idle zoho-client",
    setting: `of 2,000 in a Node-RED that runs, its part of the flows included, ${ROUNDS} rounds in turn`,
    figure: middle(bytes["zoho-client"].map(kilobytes)),
    unit: "kB",
    anchors: [anchor("anchor-plain"), anchor("anchor-cache-each")],
    bound: "what Node-RED keeps of any node: its configuration, its credentials, its object",
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
  const told: IdleConnections[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const one = await measured<IdleConnections>("idle-connections", [warmUp, vault]);
    if (one.connections !== CONNECTIONS) throw new Error(`${one.connections} connections were listed`);
    told.push(one);
  }
  const used = median(told.map((one) => kilobytes(one.used)));
  return atMost(2, {
    id: "P10",
    title: "heap of an idle connection",
    setting: `of ${CONNECTIONS} in a file vault, all of them listed, ${ROUNDS} rounds`,
    figure: middle(told.map((one) => kilobytes(one.listed))),
    unit: "kB",
    note: `${used.toFixed(1)} kB once each has made a call and holds a token`,
    counts: [
      {
        of: "records unsealed to open the vault",
        seen: highest(told.map(({ readAtOpening }) => readAtOpening)).value,
      },
    ],
    anchors: [
      {
        kind: "other",
        name: "its record, unsealed and kept",
        ...middle(told.map((one) => kilobytes(one.kept))),
      },
    ],
    bound: "what is remembered of a connection that was listed: names and IDs, no secret",
  });
}

/** What a program in a process of its own prints. */
async function measured<T>(program: string, args: readonly string[]): Promise<T> {
  const file = join(PROJECT_ROOT, "scripts", "bench", "programs", `${program}.ts`);
  const run = await startServerProcess(["--expose-gc", "--import", "tsx", file, ...args]);
  await run.end();
  return JSON.parse(run.line) as T;
}

function kilobytes(bytes: number): number {
  return bytes / 1_000;
}
