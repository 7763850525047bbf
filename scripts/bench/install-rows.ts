import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { clientPackage } from "../../test/clients/support/client-packages";
import { bytesIn, type Installed, installPackage, packPackage } from "../../test/support/packed-package";
import { PROJECT_ROOT } from "../launch/project-root";
import { atMost, type BenchRow } from "./bench-row";
import { type Figure, middle } from "./samples";
import { startServerProcess } from "./server-process";

const PACKAGE = "@opsflow/node-red-zoho";
const SDK = "@zohocrm/nodejs-sdk-8.0";
const SDK_NAME = "Zoho's Node SDK 8.0";

/** Odd, so that there is one in the middle. */
const ROUNDS = 7;

interface RequireCost {
  readonly ms: number;
  readonly rssMegabytes: number;
}

const SETTING = "of the packed tarball, installed as the palette manager does";

/** P11: what the packed package adds to an installation, and what Node-RED waits for at its start. */
export async function installRows(): Promise<readonly BenchRow[]> {
  const installed = await installPackage((await packPackage()).tarball, process.execPath);
  const ours = await nodeFiles(join(installed.userDir, "node_modules", PACKAGE));
  const sdkHome = await clientPackage(SDK);
  return [...(await requireRows(ours, sdkHome)), ...(await diskRows(installed, sdkHome))];
}

async function requireRows(ours: readonly string[], sdkHome: string): Promise<readonly BenchRow[]> {
  const sdk = [createRequire(join(sdkHome, "package.json")).resolve(SDK)];
  const costs: { readonly ours: RequireCost; readonly sdk: RequireCost }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    costs.push({ ours: await requireCost(ours), sdk: await requireCost(sdk) });
  const of = (whose: "ours" | "sdk", figure: keyof RequireCost): Figure =>
    middle(costs.map((cost) => cost[whose][figure]));
  const setting = `${SETTING}, in a process that has required nothing else, ${ROUNDS} rounds in turn`;
  return [
    atMost(120, {
      id: "P11",
      title: "require of all nodes",
      setting,
      figure: of("ours", "ms"),
      unit: "ms",
      anchors: [{ kind: "sdk", name: SDK_NAME, ...of("sdk", "ms") }],
      bound: "reading and compiling files",
    }),
    atMost(25, {
      id: "P11",
      title: "resident memory that it adds",
      setting,
      figure: of("ours", "rssMegabytes"),
      unit: "MB",
      anchors: [{ kind: "sdk", name: SDK_NAME, ...of("sdk", "rssMegabytes") }],
      bound: "undici, which is most of it",
    }),
  ];
}

async function diskRows(installed: Installed, sdkHome: string): Promise<readonly BenchRow[]> {
  const { packages, bytes, optional } = installed;
  const modules = join(sdkHome, "node_modules");
  return [
    atMost(8, {
      id: "P11",
      title: "packages that an installation adds",
      setting: SETTING,
      figure: middle([packages.length]),
      unit: "packages",
      note: `besides ${optional.packages.length} of the outbox's database, which is optional`,
      anchors: [{ kind: "sdk", name: SDK_NAME, value: packagesIn(modules) }],
      bound: "what is Zoho's subject is written here, and the rest has no dependencies of its own",
    }),
    atMost(8, {
      id: "P11",
      title: "megabytes that an installation adds on disk",
      setting: SETTING,
      figure: middle([bytes / 1_000_000]),
      unit: "MB",
      note:
        `besides ${(optional.bytes / 1_000_000).toFixed(1)} MB of the outbox's database: ` +
        `binaries for eight platforms`,
      anchors: [{ kind: "sdk", name: SDK_NAME, value: (await bytesIn(modules)) / 1_000_000 }],
      bound: "the dialogs' texts and lists of operations, the emulator, and undici",
    }),
  ];
}

/** The files that Node-RED requires. */
async function nodeFiles(home: string): Promise<readonly string[]> {
  const manifest = JSON.parse(await readFile(join(home, "package.json"), "utf8")) as {
    readonly "node-red": { readonly nodes: Readonly<Record<string, string>> };
  };
  return Object.values(manifest["node-red"].nodes).map((file) => join(home, file));
}

/** In a process of its own, that knows nothing else. */
async function requireCost(files: readonly string[]): Promise<RequireCost> {
  const program = join(PROJECT_ROOT, "scripts", "bench", "programs", "require-cost.mjs");
  const run = await startServerProcess(["--expose-gc", program, ...files]);
  await run.end();
  return JSON.parse(run.line) as RequireCost;
}

/** Packages in a `node_modules`, those in other packages' own included. */
function packagesIn(modules: string): number {
  return readdirSync(modules, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?:^|node_modules\/)(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/.test(file),
  ).length;
}
