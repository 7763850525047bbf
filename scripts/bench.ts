/**
 * `npm run bench`: figures side by side with something known, in one run. `--json FILE` writes them for machines,
 * `--only P4` (or `--only P4,P5`, `--only P`) measures some of them. Exit 1 where a goal is missed.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type BenchRow, benchTable } from "./bench/bench-row";
import { connectionsInUseRows } from "./bench/connections-in-use";
import { emulatorScaleRows } from "./bench/emulator-scale";
import { emulatorRows } from "./bench/emulator-rows";
import { evictedTokenRows } from "./bench/evicted-token";
import { expiredTokenRows } from "./bench/expired-token";
import { flowRows } from "./bench/flow-rows";
import { idleMemoryRows } from "./bench/idle-memory";
import { installRows } from "./bench/install-rows";
import { keptReadingRows } from "./bench/kept-reading-rows";
import { longDayRows } from "./bench/long-day";
import { machine } from "./bench/machine";
import { manyProcessesRows } from "./bench/many-processes";
import { isWanted, type Measurement, wantedMeasurements } from "./bench/measurement";
import { pagingRows } from "./bench/paging-rows";
import { waitingRows } from "./bench/waiting-rows";

const MEASUREMENTS: readonly Measurement[] = [
  { ids: ["E5", "E6"], measure: emulatorScaleRows },
  { ids: ["E1", "E2", "E3", "E4"], measure: emulatorRows },
  { ids: ["P1", "P2", "P3"], measure: flowRows },
  { ids: ["P4"], measure: expiredTokenRows },
  { ids: ["P5"], measure: evictedTokenRows },
  { ids: ["P6"], measure: manyProcessesRows },
  { ids: ["P7"], measure: longDayRows },
  { ids: ["P8"], measure: pagingRows },
  { ids: ["P9"], measure: waitingRows },
  { ids: ["P10"], measure: idleMemoryRows },
  { ids: ["P11"], measure: installRows },
  { ids: ["O1", "O2"], measure: keptReadingRows },
  { ids: ["P12"], measure: connectionsInUseRows },
];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: "string" }, only: { type: "string", default: "" } },
  });
  const only = values.only.split(",").flatMap((id) => (id.trim() === "" ? [] : [id.trim()]));
  const measurements = wantedMeasurements(MEASUREMENTS, only);
  console.log(machine());
  const rows: BenchRow[] = [];
  for (const { measure } of measurements) {
    const found = (await measure()).filter(({ id }) => isWanted(id, only));
    console.log(benchTable(found));
    rows.push(...found);
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
