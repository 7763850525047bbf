/**
 * `npm run test:mutation`: whether the tests notice what is broken on purpose. Faults that are planted in single lines,
 * each with the test that must fail.
 * `npm run test:mutation -- --plants "single flight"` plants those whose subject or effect has these words.
 */
import { parseArgs } from "node:util";
import { PLANTED_FAULTS } from "../test/mutation/planted-faults";
import { PROJECT_ROOT } from "../test/support/project-root";
import { type Proof, proveFaults } from "./mutation/prove-faults";

const { positionals } = parseArgs({
  allowPositionals: true,
  options: { plants: { type: "boolean", default: false } },
});

/** @returns the exit code */
async function plant(words: string): Promise<number> {
  const faults = PLANTED_FAULTS.filter(({ subject, breaks }) => `${subject}: ${breaks}`.includes(words));
  if (faults.length === 0) {
    console.error(`No planted fault has the words '${words}'.`);
    return 1;
  }
  const proofs = await proveFaults(PROJECT_ROOT, faults);
  for (const proof of proofs) console.log(describe(proof));
  const noticed = proofs.filter(({ isNoticed }) => isNoticed).length;
  console.log(
    `\n${String(noticed)} of ${String(proofs.length)} planted faults noticed by the test that should`,
  );
  return noticed === proofs.length ? 0 : 1;
}

function describe({ fault, isNoticed, said }: Proof): string {
  const { subject, breaks, file, noticedBy } = fault;
  return [
    `${isNoticed ? "noticed    " : "NOT NOTICED"} ${subject}: ${breaks} (${file})`,
    `            ${noticedBy.file}: ${noticedBy.test}`,
    `            ${said}`,
  ].join("\n");
}

void plant(positionals[0] ?? "").then((code) => {
  process.exitCode = code;
});
