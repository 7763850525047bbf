import { join } from "node:path";
import { PROJECT_ROOT } from "../launch/project-root";
import { atMost, type BenchRow } from "./bench-row";
import { highest, middle } from "./samples";
import { startServerProcess } from "./server-process";

const LEADS = 100_000;

/** Odd, so that there is one in the middle. */
const ROUNDS = 3;

/** What the program prints. */
interface ListedLeads {
  readonly startMs: number;
  readonly records: number;
  readonly heapGrowthBytes: number;
}

/** How long 100,000 Leads take to be there, and whether reading them all leaves anything behind. */
export async function emulatorScaleRows(): Promise<readonly BenchRow[]> {
  const runs: ListedLeads[] = [];
  for (let round = 0; round < ROUNDS; round++) runs.push(await listAllLeads());
  return [
    atMost(5, {
      id: "E5",
      title: `emulator with ${LEADS} Leads, from its start to the first page`,
      setting: `${ROUNDS} starts`,
      figure: middle(runs.map(({ startMs }) => startMs / 1_000)),
      unit: "s",
      anchors: [],
      bound: "loading the emulator: a record is made when it is asked for",
    }),
    atMost(16, {
      id: "E6",
      title: `emulator, heap growth while all ${LEADS} Leads are listed`,
      setting: `worst of ${ROUNDS} lists`,
      figure: highest(runs.map(({ heapGrowthBytes }) => heapGrowthBytes / 1_000_000)),
      unit: "MB",
      anchors: [],
      bound: "the log of requests, which is as long as it may be",
    }),
  ];
}

async function listAllLeads(): Promise<ListedLeads> {
  const program = join(PROJECT_ROOT, "scripts", "bench", "list-all-leads.mjs");
  const run = await startServerProcess(["--expose-gc", program, String(LEADS)]);
  await run.end();
  const told = JSON.parse(run.line) as ListedLeads;
  if (told.records !== LEADS) throw new Error(`${told.records} of ${LEADS} Leads were listed`);
  return told;
}
