import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { clientPackage } from "../../test/clients/support/client-packages";
import { bytesIn, installPackage, packPackage } from "../../test/support/packed-package";
import { PROJECT_ROOT } from "../launch/project-root";
import { atMost, type BenchRow } from "./bench-row";
import { median, range } from "./median";
import { startServerProcess } from "./server-process";

const PACKAGE = "@opsflow/node-red-zoho";
const SDK = "@zohocrm/nodejs-sdk-8.0";

/** Odd, so that there is one in the middle. */
const ROUNDS = 7;

interface RequireCost {
  readonly ms: number;
  readonly rssMegabytes: number;
}

/** P11: what the packed package adds to an installation, and what Node-RED waits for at its start. */
export async function installRows(): Promise<readonly BenchRow[]> {
  const installed = await installPackage((await packPackage()).tarball, process.execPath);
  const ours = await nodeFiles(join(installed.userDir, "node_modules", PACKAGE));
  const sdkHome = await clientPackage(SDK);
  const sdk = [createRequire(join(sdkHome, "package.json")).resolve(SDK)];
  const costs: { readonly ours: RequireCost; readonly sdk: RequireCost }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    costs.push({ ours: await requireCost(ours), sdk: await requireCost(sdk) });
  const of = (whose: "ours" | "sdk", figure: keyof RequireCost): readonly number[] =>
    costs.map((cost) => cost[whose][figure]);
  const sdkBytes = await bytesIn(join(sdkHome, "node_modules"));
  const sdkPackages = packagesIn(join(sdkHome, "node_modules"));
  const { optional } = installed;
  const setting = `of the packed tarball, installed as the palette manager does`;
  return [
    atMost(120, {
      id: "P11",
      what: `require of all nodes ${setting} (${range(of("ours", "ms"), 0)}; bound by reading and compiling files)`,
      value: median(of("ours", "ms")),
      unit: "ms",
      anchor: `${SDK}: ${median(of("sdk", "ms")).toFixed(0)} ms`,
    }),
    atMost(25, {
      id: "P11",
      what: `resident memory that require of all nodes adds (${range(of("ours", "rssMegabytes"), 1)}; undici is most of it)`,
      value: median(of("ours", "rssMegabytes")),
      unit: "MB",
      anchor: `${SDK}: ${median(of("sdk", "rssMegabytes")).toFixed(1)} MB`,
    }),
    atMost(8, {
      id: "P11",
      what: `packages that an installation adds, ${setting} (besides ${optional.packages.length} of the outbox's database, which is optional)`,
      value: installed.packages.length,
      unit: "packages",
      anchor: `${SDK}: ${sdkPackages}`,
    }),
    atMost(8, {
      id: "P11",
      what: `what an installation adds on disk, ${setting} (besides ${(optional.bytes / 1_000_000).toFixed(1)} MB of the outbox's database: binaries for eight platforms)`,
      value: installed.bytes / 1_000_000,
      unit: "MB",
      anchor: `${SDK}: ${(sdkBytes / 1_000_000).toFixed(1)} MB`,
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
