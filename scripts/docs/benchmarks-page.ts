import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BenchRow, shown, shownRange } from "../bench/bench-row";
import { circumstancesOf } from "../bench/chart/circumstances";
import { benchChart } from "../bench/chart/bench-chart";
import { type KeptRow, parseKeptRows } from "../bench/kept-rows";
import { PROJECT_ROOT } from "../launch/project-root";
import { BENCH_MEANINGS } from "./bench-meanings";
import { type GeneratedPage, markdownTable, NOTICE } from "./page";

/** Rows of the last run that was kept. */
const ROWS_FILE = "docs/benchmarks.json";

const CHART_FILE = "docs/images/bench.svg";

/** @throws Error where the file is missing or is none of the bench's */
function keptRows(): readonly KeptRow[] {
  return parseKeptRows(readFileSync(join(PROJECT_ROOT, ROWS_FILE), "utf8"));
}

/** The picture of the last run that was kept. */
export const BENCHMARKS_CHART: GeneratedPage = {
  path: CHART_FILE,
  render: () => benchChart(keptRows()),
};

/** What the bench measures, and what came of the last run that was kept. */
export const BENCHMARKS_PAGE: GeneratedPage = {
  path: "docs/benchmarks.md",
  render: () => `# Benchmarks

${NOTICE}

\`npm run bench\` measures what this package costs and saves, on your machine, each figure beside something that is known,
in the same run and in turns. It needs nothing but Node.js and npm: Node-RED, Zoho's SDK and axios come from npm, Zoho is
played by the [emulator](emulator.md) or by a bare server on loopback. All of it takes less than ten minutes on an idle
machine with two cores; on a busy one it takes longer, says so, and only its counts are worth anything.

\`\`\`sh
npm run bench                              # everything
npm run bench -- --only P4,P6              # some rows; P stands for all that begin with it
npm run bench -- --json rows.json          # for machines too
npm run bench -- --chart chart.svg         # as a picture
npm run bench -- --from rows.json --chart chart.svg   # as a picture, without measuring again
\`\`\`

It ends with 0 where all goals are met, with 1 where one is missed, and with 2 where the command can't be meant: an unknown
row, or a file that can't be written, which it finds out before it measures.

## What the rows mean

Each row has a value, the lowest and the highest of its samples, what it is held against, what keeps it from being better,
and what was counted beside it: a row with a single failed call is missed, however fast it was.

${markdownTable(
  ["", "what", "held against"],
  Object.entries(BENCH_MEANINGS).map(([id, meaning]) => [id, ...meaning]),
)}

"A bare undici node" is a node of ten lines that knows no token, no limit, no deadline and no error: nothing that asks for
JSON by HTTP in a flow can cost much less. "axios in a function node" is what people write who miss something in the core
node. Clients of others run unchanged, in a process of their own, as this package does beside them.

A ratio is the median of the ratios of each round, since what disturbs one round disturbs its neighbour too. Counts are the
worst of all rounds.

## How to read the chart

Every row is one line. The upright line in the middle is its goal; a mark further to the right is better, and a step between
two lines of the axis is always the same factor. The filled mark is this package, with a bar from its worst to its best
sample; the others are what it is held against. What is beyond the ends of the axis stands there with its value. A goal with
a star asks for counts, too, which are in the table below.

## The last run that was kept

${lastRun(keptRows())}

To keep another one, on an idle machine:

\`\`\`sh
npm run bench -- --json ${ROWS_FILE}
npm run docs
\`\`\`
`,
};

function lastRun(rows: readonly KeptRow[]): string {
  const sentences = circumstancesOf(rows).join(" ");
  if (rows.length === 0) return sentences;
  const table = markdownTable(
    ["", "", "value", "samples", "goal", "held against", "bound by"],
    rows.map(line),
  );
  return `${sentences}\n\n![Each row of the table below on one line, its goal in the middle](images/bench.svg)\n\n${table}`;
}

function line({
  id,
  title,
  value,
  unit,
  note,
  range,
  samples,
  goal,
  ok,
  anchor,
  bound,
  counts,
}: BenchRow): readonly string[] {
  const counted = counts.map(({ of, seen }) => `${seen} ${of}`).join(", ");
  return [
    id,
    title,
    [`**${shown(value)}** ${unit}`, note, counted].filter((text) => text !== "").join("; "),
    samples === 1 ? "1" : `${samples}: ${shownRange(range)}`,
    `${goal} ${ok ? "✓" : "**missed**"}`,
    anchor,
    bound,
  ];
}
