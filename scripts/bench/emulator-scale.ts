import { join } from "node:path";
import { PROJECT_ROOT } from "../launch/project-root";
import { atMost, type BenchRow } from "./bench-row";
import { startServerProcess } from "./server-process";

const LEADS = 100_000;

/** How long 100,000 Leads take to be there, and whether reading them all leaves anything behind. */
export async function emulatorScaleRows(): Promise<readonly BenchRow[]> {
  const program = join(PROJECT_ROOT, "scripts", "bench", "list-all-leads.mjs");
  const run = await startServerProcess(["--expose-gc", program, String(LEADS)]);
  await run.end();
  const told = JSON.parse(run.line) as {
    readonly startMs: number;
    readonly records: number;
    readonly heapGrowthBytes: number;
  };
  if (told.records !== LEADS) throw new Error(`${told.records} of ${LEADS} Leads were listed`);
  return [
    atMost(5, {
      id: "E5",
      what: `emulator with ${LEADS} Leads, from its start to the first page`,
      value: told.startMs / 1000,
      unit: "s",
      anchor: "none",
    }),
    atMost(16, {
      id: "E6",
      what: `emulator, heap growth while all ${LEADS} Leads are listed`,
      value: told.heapGrowthBytes / 1_000_000,
      unit: "MB",
      anchor: "none",
    }),
  ];
}
