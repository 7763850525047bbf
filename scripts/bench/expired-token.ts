import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { openFileVault } from "../../src/vault/file-vault";
import { type Anchor, type BenchRow, exactly } from "./bench-row";
import { burstNote, type SeenBurst, worstFailure } from "./burst";
import { requestsDuring } from "./counted-requests";
import { connectTo, letTokenRunOut } from "./emulated-connection";
import { startEmulatorProcess } from "./emulator-process";
import { type Rival, rivalAnchor, rivalBurst, RIVALS } from "./rival-clients";
import { highest } from "./samples";
import { startZohoProcess } from "./zoho-process";

const SIZES = [1_000, 10_000] as const;
const RIVAL_SIZE = 1_000;

/** Everybody in turn. */
const ROUNDS = 2;

/** P4: many calls at the moment when the token has run out. */
export async function expiredTokenRows(): Promise<readonly BenchRow[]> {
  const ours = new Map<number, SeenBurst[]>(SIZES.map((size) => [size, []]));
  const rivals = new Map<Rival, SeenBurst[]>(RIVALS.map((rival) => [rival, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [size, bursts] of ours) bursts.push(await ourBurst(size));
    for (const [rival, bursts] of rivals) bursts.push(await rivalBurst(rival, "ran out", RIVAL_SIZE));
  }
  const anchors = [...rivals].map(([rival, bursts]) => rivalAnchor(rival, RIVAL_SIZE, bursts));
  return [...ours].map(([size, bursts]) => expiredTokenRow(size, bursts, anchors));
}

async function ourBurst(size: number): Promise<SeenBurst> {
  const emulator = await startEmulatorProcess();
  try {
    const directory = join(await testDirectory("bench"), "vault");
    const vault = await openFileVault({ directory, keys: [] });
    await letTokenRunOut(emulator, vault, await connectTo(emulator, vault));
    const zoho = await startZohoProcess({
      emulatorUrl: emulator.ready.url,
      directory,
      vault: "shared files",
    });
    const limits = { concurrency: size, maxWaiting: size };
    const { result, seen } = await requestsDuring(emulator.control, () => zoho.callsAtOnce(size, limits));
    await zoho.end();
    if (result.firstFailure !== undefined) console.error(`P4: ${result.firstFailure}`);
    return { ...result, ...seen };
  } finally {
    await emulator.end();
  }
}

function expiredTokenRow(size: number, bursts: readonly SeenBurst[], anchors: readonly Anchor[]): BenchRow {
  const most = (of: (burst: SeenBurst) => number): number => highest(bursts.map(of)).value;
  return exactly(1, {
    id: "P4",
    title: `token calls, ${size} calls on a token that ran out`,
    setting:
      `all at once, concurrency limit ${size}, the emulator and each client in a process of its own, ` +
      `worst of ${ROUNDS} rounds in turn`,
    figure: highest(bursts.map(({ tokenCalls }) => tokenCalls)),
    unit: "token calls",
    note: burstNote(bursts),
    counts: [
      { of: "calls answered 401", seen: most(({ unauthorized }) => unauthorized) },
      { of: "failed", seen: worstFailure(bursts) },
      { of: "sent twice", seen: most(({ apiCalls }) => apiCalls - size) },
    ],
    anchors,
    bound: "the one token call that somebody has to make; its time by the CPU of the one process that sends",
  });
}
