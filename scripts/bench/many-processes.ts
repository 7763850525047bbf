import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { openFileVault } from "../../src/vault/file-vault";
import { type Anchor, type AnchorKind, type BenchRow, exactly } from "./bench-row";
import { requestsDuring, type SeenRequests } from "./counted-requests";
import { connectTo, letTokenRunOut } from "./emulated-connection";
import { startEmulatorProcess } from "./emulator-process";
import type { OneProcess } from "./programs/calls-of-one-process";
import { highest, middle } from "./samples";
import { startZohoProcess } from "./zoho-process";

const PROCESSES = 8;
const CALLS = 50;

/** The whole is repeated: who wins a race by luck does not win it always. */
const ROUNDS = 2;

type Kind = OneProcess["vault"];

/** P6: several processes with one grant, whose token ran out, all at once. */
export async function manyProcessesRows(): Promise<readonly BenchRow[]> {
  const runs: Readonly<Record<Kind, Together[]>> = { "shared files": [], "without lock": [], "own copy": [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of Object.keys(runs) as Kind[]) runs[kind].push(await together(kind));
  }
  const ours = runs["shared files"];
  return [
    exactly(1, {
      id: "P6",
      title: `token calls, ${PROCESSES} processes x ${CALLS} calls, token that ran out`,
      setting: `one grant in a file vault, all at once, worst of ${ROUNDS} rounds in turn`,
      figure: highest(ours.map(({ seen }) => seen.tokenCalls)),
      unit: "token calls",
      counts: [
        { of: "calls answered 401", seen: highest(ours.map(({ seen }) => seen.unauthorized)).value },
        { of: "failed", seen: highest(ours.map(({ failed }) => failed)).value },
      ],
      anchors: [
        anchor("other", "the same files without a lock", runs["without lock"]),
        anchor("other", "each process with its own copy of the grant", runs["own copy"]),
      ],
      bound: "the one token call that somebody has to make",
    }),
  ];
}

function anchor(kind: AnchorKind, name: string, runs: readonly Together[]): Anchor {
  const { value, range } = middle(runs.map(({ seen }) => seen.tokenCalls));
  return { kind, name, value, range };
}

interface Together {
  readonly seen: SeenRequests;
  readonly failed: number;
}

async function together(vault: Kind): Promise<Together> {
  const emulator = await startEmulatorProcess();
  try {
    const directory = join(await testDirectory("bench"), "vault");
    const files = await openFileVault({ directory, keys: [] });
    await letTokenRunOut(emulator, files, await connectTo(emulator, files));
    const how: OneProcess = { emulatorUrl: emulator.ready.url, directory, vault };
    const processes = await Promise.all(Array.from({ length: PROCESSES }, () => startZohoProcess(how)));
    const { result, seen } = await requestsDuring(emulator.control, () =>
      Promise.all(
        processes.map((process) => process.callsAtOnce(CALLS, { concurrency: CALLS, maxWaiting: CALLS })),
      ),
    );
    await Promise.all(processes.map((process) => process.end()));
    for (const { firstFailure } of result)
      if (firstFailure !== undefined) console.error(`P6: ${firstFailure}`);
    return { seen, failed: result.reduce((sum, { failed }) => sum + failed, 0) };
  } finally {
    await emulator.end();
  }
}
