import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { testDirectory } from "../../test/support/test-directory";
import { openFileVault } from "../../src/vault/file-vault";
import { PROJECT_ROOT } from "../launch/project-root";
import { type BenchRow, exactly } from "./bench-row";
import { requestsDuring, type SeenRequests } from "./counted-requests";
import { connectTo, letTokenRunOut } from "./emulated-connection";
import { type EmulatorProcess, startEmulatorProcess } from "./emulator-process";
import type { OneProcess } from "./programs/calls-of-one-process";

const PROCESSES = 8;
const CALLS = 50;

/** The whole is repeated: who wins a race by luck does not win it always. */
const ROUNDS = 3;

/** P6: several processes with one grant, whose token ran out, all at once. */
export async function manyProcessesRows(): Promise<readonly BenchRow[]> {
  const emulator = await startEmulatorProcess();
  try {
    const anchor = await together(emulator, "own copy");
    let worst: Together | undefined;
    let failed = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const run = await together(emulator, "shared files");
      if (worst === undefined || run.seen.tokenCalls > worst.seen.tokenCalls) worst = run;
      failed += run.failed;
    }
    const row = {
      id: "P6",
      what: `${PROCESSES} processes, ${CALLS} calls each at once, one grant in a file vault, token ran out, worst of ${ROUNDS} rounds`,
      value: worst?.seen.tokenCalls ?? Number.NaN,
      unit: "token calls",
      anchor: `the same, each process with its own copy of the grant: ${anchor.seen.tokenCalls} token calls`,
    };
    return [
      exactly(1, row, [
        { of: "calls answered 401", seen: worst?.seen.unauthorized ?? Number.NaN },
        { of: "failed", seen: failed },
      ]),
    ];
  } finally {
    await emulator.end();
  }
}

interface Together {
  readonly seen: SeenRequests;
  readonly failed: number;
}

async function together(emulator: EmulatorProcess, vault: OneProcess["vault"]): Promise<Together> {
  const directory = join(await testDirectory("bench"), "vault");
  const files = await openFileVault({ directory, keys: [] });
  await letTokenRunOut(emulator, files, await connectTo(emulator, files));
  const how: OneProcess = { emulatorUrl: emulator.ready.url, directory, vault, calls: CALLS };
  const processes = await Promise.all(Array.from({ length: PROCESSES }, () => startProcess(how)));
  const { result, seen } = await requestsDuring(emulator.control, () =>
    Promise.all(processes.map((process) => process.go())),
  );
  return { seen, failed: result.reduce((sum, failed) => sum + failed, 0) };
}

/** A process that has opened its vault. `go` lets it send its calls, and tells how many failed. */
async function startProcess(how: OneProcess): Promise<{ readonly go: () => Promise<number> }> {
  const program = join(PROJECT_ROOT, "scripts", "bench", "programs", "calls-of-one-process.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(how)], {
    cwd: PROJECT_ROOT,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "close").then(([code]) => {
    throw new Error(`a process of P6 ended with ${String(code)}`);
  });
  ended.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await Promise.race([lines.next(), ended])).value);
  await next();
  return {
    async go() {
      child.stdin.write("go\n");
      return (JSON.parse(await next()) as { failed: number }).failed;
    },
  };
}
