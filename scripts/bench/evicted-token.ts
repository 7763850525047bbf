import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { openFileVault } from "../../src/vault/file-vault";
import { callsAtOnce } from "../../src/zoho/crm-editions";
import { type Anchor, type BenchRow, exactly } from "./bench-row";
import { burstNote, type SeenBurst, worstFailure } from "./burst";
import { requestsDuring } from "./counted-requests";
import { connectTo } from "./emulated-connection";
import { startEmulatorProcess } from "./emulator-process";
import { type Rival, rivalAnchor, rivalBurst, RIVALS } from "./rival-clients";
import { highest } from "./samples";
import { startZohoProcess } from "./zoho-process";

const CALLS = 1_000;

/** Everybody in turn. */
const ROUNDS = 2;

interface Way {
  readonly limits: { readonly concurrency?: number };
  readonly words: string;
}

const WAYS: readonly Way[] = [
  { limits: { concurrency: CALLS }, words: "all in flight" },
  { limits: {}, words: "the org's own limit" },
];

/** What came of one round, and how many calls the org takes at once: those that were on their way are sent again. */
interface Round extends SeenBurst {
  readonly mostRepeated: number;
}

/** P5: the token is pushed out at Zoho while 1,000 calls with it are on their way. */
export async function evictedTokenRows(): Promise<readonly BenchRow[]> {
  const ours = new Map<Way, Round[]>(WAYS.map((way) => [way, []]));
  const rivals = new Map<Rival, SeenBurst[]>(RIVALS.map((rival) => [rival, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [way, bursts] of ours) bursts.push(await ourBurst(way));
    for (const [rival, bursts] of rivals) bursts.push(await rivalBurst(rival, "evicted", CALLS));
  }
  const anchors = [...rivals].map(([rival, bursts]) => rivalAnchor(rival, CALLS, bursts));
  return [...ours].map(([way, bursts]) => evictedTokenRow(way, bursts, anchors));
}

async function ourBurst({ limits }: Way): Promise<Round> {
  const emulator = await startEmulatorProcess();
  try {
    const { control, ready } = emulator;
    const directory = join(await testDirectory("bench"), "vault");
    const { pins } = await connectTo(emulator, await openFileVault({ directory, keys: [] }));
    const zoho = await startZohoProcess({ emulatorUrl: ready.url, directory, vault: "shared files" });
    await zoho.callsAtOnce(1);
    await control.action("evictAccessTokens");
    const { result, seen } = await requestsDuring(control, () => zoho.callsAtOnce(CALLS, limits));
    await zoho.end();
    if (result.firstFailure !== undefined) console.error(`P5: ${result.firstFailure}`);
    const mostRepeated = limits.concurrency ?? callsAtOnce(pins.edition?.name ?? "") ?? Number.NaN;
    return { ...result, ...seen, mostRepeated };
  } finally {
    await emulator.end();
  }
}

function evictedTokenRow(way: Way, bursts: readonly Round[], anchors: readonly Anchor[]): BenchRow {
  const most = (of: (burst: Round) => number): number => highest(bursts.map(of)).value;
  return exactly(1, {
    id: "P5",
    title: `token calls, ${CALLS} calls, token evicted, ${way.words}`,
    setting: `all at once after an eviction at Zoho, the emulator and each client in a process of its own, worst of ${ROUNDS} rounds in turn`,
    figure: highest(bursts.map(({ tokenCalls }) => tokenCalls)),
    unit: "token calls",
    note: burstNote(bursts),
    counts: [
      {
        of: "sent again",
        seen: most(({ apiCalls }) => apiCalls - CALLS),
        most: most(({ mostRepeated }) => mostRepeated),
      },
      { of: "sent a third time", seen: most(({ sentTooOften = Number.NaN }) => sentTooOften) },
      { of: "failed", seen: worstFailure(bursts) },
    ],
    anchors,
    bound:
      "the one token call that somebody has to make; sent again is what was in flight with the dead token",
  });
}
