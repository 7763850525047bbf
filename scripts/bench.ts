/**
 * `npm run bench`: figures side by side with something known, in one run. `--json FILE` writes them for machines,
 * `--only P4` (or `--only P4,P5`, `--only P`) measures some of them, `--chart FILE` draws them, `--from FILE` takes the
 * rows of an earlier run. Exit 1 where a goal is missed, 2 where the command can't be meant.
 */
import { writeFileSync } from "node:fs";
import { benchOptions, USAGE, WrongUsage } from "./bench/bench-options";
import { benchTable } from "./bench/bench-table";
import { benchChart } from "./bench/chart/bench-chart";
import { keptRowsText } from "./bench/kept-rows";
import { isWanted } from "./bench/measurement";
import { MEASUREMENTS } from "./bench/measurements";
import { runMeasurements } from "./bench/run-measurements";

async function main(): Promise<number> {
  const options = benchOptions(process.argv.slice(2), MEASUREMENTS);
  if (options === "help") {
    console.log(`${USAGE}\n\nRows: ${MEASUREMENTS.flatMap(({ ids }) => ids).join(", ")}`);
    return 0;
  }
  const { kept, only, measurements, json, chart } = options;
  const earlier = kept?.filter(({ id }) => isWanted(id, only));
  if (earlier !== undefined) console.log(benchTable(earlier));
  const rows = earlier ?? (await runMeasurements(measurements, only, (text) => console.log(text)));
  if (json !== undefined) writeFileSync(json, keptRowsText(rows));
  if (chart !== undefined) writeFileSync(chart, benchChart(rows));
  return rows.every(({ ok }) => ok) ? 0 : 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = error instanceof WrongUsage ? 2 : 1;
  },
);
