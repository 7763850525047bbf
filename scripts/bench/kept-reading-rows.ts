import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { PROJECT_ROOT } from "../launch/project-root";
import { atLeast, atMost, type BenchRow } from "./bench-row";
import { fillVault } from "./many-connections";
import { median, middle, ratios } from "./samples";
import type { KeptReadings, KeptReadingsOrder } from "./programs/kept-readings";
import { startServerProcess } from "./server-process";

/** Calls of the org at once. */
const LIMIT = 10;

/** How long a read and a write of many take at the server, milliseconds. */
const READ_MS = 150;
const WRITE_MS = 500;

/** Records in one call of CRM. */
const BATCH = 100;

const IN_FLIGHT = 2_000;
const ROUNDS = 5;
const ROUND_MS = 1_000;

/** O1, O2: readings that come while the network is down, and how they are delivered when it is back. */
export async function keptReadingRows(): Promise<readonly BenchRow[]> {
  const figures = await keptReadings();
  return [acceptedRow(figures), deliveredRow(figures), besideRow(figures), interactiveRow(figures)];
}

function acceptedRow({ kept, file, cpu }: KeptReadings): BenchRow {
  const times = median(ratios(kept, file)).toFixed(1);
  return atLeast(5_000, {
    id: "O1",
    title: "readings/s kept on disk, synced, while the network is down",
    setting: `single readings into zoho-request, ${IN_FLIGHT} in flight, real Node-RED, ${ROUNDS} rounds in turn`,
    figure: middle(kept.map(Math.round)),
    unit: "readings/s",
    note: `${times} times the anchor, ${cpu.kept.toFixed(0)} µs of CPU each`,
    anchors: [
      {
        kind: "core",
        name: "core http request, and a file node that appends a line of JSON, not synced, where it failed",
        ...middle(file.map(Math.round)),
      },
    ],
    bound: "the CPU of Node-RED's core: sealing and checking each reading",
  });
}

/** Records of an org per second, with calls of so long. */
const MOST = (LIMIT * BATCH * 1_000) / WRITE_MS;

function deliveredRow({ accepted, written, failed, unknown, delivery, cpu }: KeptReadings): BenchRow {
  const { records, calls, ms } = delivery.alone;
  const perSecond = (records / ms) * 1_000;
  return atLeast(0.8, {
    id: "O2",
    title: "records/s delivered afterwards",
    setting: `${accepted} accepted and ${written} written, org limit ${LIMIT}, calls of ${WRITE_MS} ms`,
    figure: middle([perSecond / MOST]),
    unit: "ratio",
    note:
      `${Math.round(perSecond)}/s, ${(records / calls).toFixed(0)} in a call, ` +
      `${cpu.delivered.toFixed(0)} µs of CPU each`,
    counts: [
      { of: "refused", seen: failed },
      { of: "unknown", seen: unknown },
      { of: "lost or written twice", seen: Math.abs(accepted - written - failed - unknown) },
    ],
    anchors: [
      {
        kind: "least",
        name: `as many calls of ${BATCH} records as the org takes at once, without a pause`,
        value: 1,
        note: `${Math.round(MOST)}/s`,
      },
    ],
    bound: `the ${LIMIT} calls at once of an org, and the time that Zoho takes for each`,
  });
}

function besideRow({ delivery, beside }: KeptReadings): BenchRow {
  const { records, calls, ms } = delivery.beside;
  const perSecond = (records / ms) * 1_000;
  const taken = (beside.length * READ_MS) / ms;
  const left = ((LIMIT - taken) / LIMIT) * MOST;
  return atLeast(0.8, {
    id: "O2",
    title: "records/s delivered beside interactive calls",
    setting: `${taken.toFixed(1)} of the org's ${LIMIT} calls at once are somebody's who waits`,
    figure: middle([perSecond / left]),
    unit: "ratio",
    note: `${Math.round(perSecond)}/s, ${(records / calls).toFixed(0)} in a call`,
    anchors: [{ kind: "least", name: "all that those leave", value: 1, note: `${Math.round(left)}/s` }],
    bound: `the ${LIMIT} calls at once of an org, and the time that Zoho takes for each`,
  });
}

function interactiveRow({ alone, beside }: KeptReadings): BenchRow {
  const [slow, usual] = [percentile(beside, 0.99), percentile(alone, 0.99)];
  return atMost(2.5, {
    id: "O2",
    title: "p99 of interactive calls during delivery",
    setting: `${beside.length} calls of ${READ_MS} ms`,
    figure: middle([slow / usual]),
    unit: "ratio",
    note: `${slow.toFixed(0)} ms, median ${median(beside).toFixed(0)} ms`,
    anchors: [
      {
        kind: "least",
        name: "the same without delivery",
        value: 1,
        note: `${usual.toFixed(0)} ms, median ${median(alone).toFixed(0)} ms`,
      },
    ],
    bound: "the one core that delivers and asks",
  });
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function keptReadings(): Promise<KeptReadings> {
  const directory = await testDirectory("bench");
  const vault = join(directory, "vault");
  await fillVault(vault, 1, "stored");
  const bench = join(PROJECT_ROOT, "scripts", "bench");
  const server = await startServerProcess(
    [join(bench, "upsert-server.mjs"), String(READ_MS), String(WRITE_MS)],
    {
      core: 1,
    },
  );
  try {
    const order: KeptReadingsOrder = {
      userDir: join(directory, "node-red"),
      origin: `http://127.0.0.1:${server.line}`,
      inFlight: IN_FLIGHT,
      rounds: ROUNDS,
      roundMs: ROUND_MS,
      interactive: { calls: 200, everyMs: 50 },
    };
    const program = join(bench, "programs", "kept-readings.ts");
    const run = await startServerProcess(["--import", "tsx", program, JSON.stringify(order)], {
      core: 0,
      env: { ZOHO_VAULT_DIR: vault, ZOHO_CONCURRENCY: String(LIMIT) },
    });
    await run.end();
    return JSON.parse(run.line) as KeptReadings;
  } finally {
    await server.end();
  }
}
