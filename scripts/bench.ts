/**
 * `npm run bench`: figures side by side with something known, in one run. `--json FILE` writes them for machines,
 * Exit 1 where a goal is missed.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { benchTable } from "./bench/bench-row";
import { emulatorScaleRows } from "./bench/emulator-scale";
import { emulatorRows } from "./bench/emulator-rows";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "string" } } });
  const rows = [...(await emulatorScaleRows()), ...(await emulatorRows())];
  console.log(benchTable(rows));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
