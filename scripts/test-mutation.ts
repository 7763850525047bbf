/**
 * `npm run test:mutation`: whether the tests notice what is broken on purpose. First faults that are planted in single
 * lines, each with the test that must fail; then Stryker, which breaks the core in all ways that it knows, module by
 * module, and what share of that was noticed. Hours on two cores; a second run tests only what has changed.
 *
 * - `npm run test:mutation -- --plants` plants faults only, `-- --plants "single flight"` those with these words;
 * - `npm run test:mutation -- --only tokens` lets Stryker have the modules with this word in their names, and no others;
 * - `npm run test:mutation -- --list` only says which plants and modules there are.
 */
import { parseArgs } from "node:util";
import { GOAL, MUTATED_MODULES } from "../test/mutation/mutated-modules";
import { PLANTED_FAULTS } from "../test/mutation/planted-faults";
import { PROJECT_ROOT } from "../test/support/project-root";
import { mutateModule } from "./mutation/mutate-module";
import { SCORE_HEADER, scoreOf, scoreRow, survivorLines } from "./mutation/mutation-score";
import { type Proof, proveFaults } from "./mutation/prove-faults";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    plants: { type: "boolean", default: false },
    only: { type: "string" },
    list: { type: "boolean", default: false },
  },
});

/** @returns whether all were noticed */
async function plant(words: string): Promise<boolean> {
  const faults = PLANTED_FAULTS.filter(({ subject, breaks }) => `${subject}: ${breaks}`.includes(words));
  if (faults.length === 0) throw new Error(`no planted fault has the words '${words}'`);
  const proofs = await proveFaults(PROJECT_ROOT, faults);
  for (const proof of proofs) console.log(told(proof));
  const noticed = proofs.filter(({ isNoticed }) => isNoticed).length;
  console.log(
    `${String(noticed)} of ${String(proofs.length)} planted faults noticed by the test that should\n`,
  );
  return noticed === proofs.length;
}

function told({ fault, isNoticed, said }: Proof): string {
  const { subject, breaks, file, noticedBy } = fault;
  return [
    `${isNoticed ? "noticed    " : "NOT NOTICED"} ${subject}: ${breaks} (${file})`,
    `            ${noticedBy.file}: ${noticedBy.test}`,
    `            ${said}`,
  ].join("\n");
}

/** @returns whether all modules have reached the goal */
async function mutate(word: string): Promise<boolean> {
  const modules = MUTATED_MODULES.filter(({ name }) => name.includes(word));
  if (modules.length === 0) throw new Error(`no module has the word '${word}' in its name`);
  const rows: string[] = [];
  let isReached = true;
  for (const module of modules) {
    console.log(`== ${module.name}: ${module.sources.join(" ")}`);
    const start = performance.now();
    const mutants = await mutateModule(module);
    for (const line of survivorLines(mutants, PROJECT_ROOT)) console.log(line);
    const score = scoreOf(mutants);
    const minutes = ((performance.now() - start) / 60_000).toFixed(1);
    const row = `${scoreRow(module.name, score, GOAL)}  (${minutes} min)`;
    console.log(`${SCORE_HEADER}\n${row}\n`);
    rows.push(row);
    isReached &&= score.percent >= GOAL;
  }
  console.log([SCORE_HEADER, ...rows].join("\n"));
  return isReached;
}

function list(): void {
  for (const { subject, breaks } of PLANTED_FAULTS) console.log(`planted: ${subject}: ${breaks}`);
  for (const { name, sources } of MUTATED_MODULES) console.log(`mutated: ${name}: ${sources.join(" ")}`);
}

async function main(): Promise<boolean> {
  const { only, plants } = values;
  if (values.list) {
    list();
    return true;
  }
  if (plants) return plant(positionals[0] ?? "");
  if (only !== undefined) return mutate(only);
  const isNoticed = await plant("");
  const isReached = await mutate("");
  return isNoticed && isReached;
}

void main().then(
  (isWell) => {
    process.exitCode = isWell ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
