/**
 * `npm run bench`: figures side by side with something known, in one run. `--json FILE` writes them for machines,
 * `--only P4` (or `--only P4,P5`, `--only P`) measures some of them. Exit 1 where a goal is missed.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type BenchRow, benchTable } from "./bench/bench-row";
import { emulatorScaleRows } from "./bench/emulator-scale";
import { emulatorRows } from "./bench/emulator-rows";
import { evictedTokenRows } from "./bench/evicted-token";
import { expiredTokenRows } from "./bench/expired-token";
import { idleMemoryRows } from "./bench/idle-memory";
import { longDayRows } from "./bench/long-day";
import { machine } from "./bench/machine";
import { manyProcessesRows } from "./bench/many-processes";
import { isWanted, type Measurement, wantedMeasurements } from "./bench/measurement";

const MEASUREMENTS: readonly Measurement[] = [
  { ids: ["E5", "E6"], measure: emulatorScaleRows },
  { ids: ["E1", "E2", "E3", "E4"], measure: emulatorRows },
  { ids: ["P4"], measure: expiredTokenRows },
  { ids: ["P5"], measure: evictedTokenRows },
  { ids: ["P6"], measure: manyProcessesRows },
  { ids: ["P7"], measure: longDayRows },
  { ids: ["P10"], measure: idleMemoryRows },
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
