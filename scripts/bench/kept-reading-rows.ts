import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { PROJECT_ROOT } from "../launch/project-root";
import { atLeast, atMost, type BenchRow } from "./bench-row";
import { fillVault } from "./many-connections";
import { median, range } from "./median";
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
  const ratios = kept.map((value, round) => value / (file[round] ?? Number.NaN));
  return atLeast(5_000, {
    id: "O1",
    what:
      `single readings/s that zoho-request keeps on disk, synced, while the network is down, ${IN_FLIGHT} in flight ` +
      `(${range(kept, 0)}; ${median(ratios).toFixed(1)} times the anchor, ${cpu.kept.toFixed(0)} µs of CPU each); real Node-RED, ${ROUNDS} rounds in turn`,
    value: Math.round(median(kept)),
    unit: "readings/s",
    anchor:
      `core http request, and a file node that appends a line of JSON, not synced, where it failed ` +
      `(${Math.round(median(file))}/s)`,
  });
}

/** Records of an org per second, with calls of so long. */
const MOST = (LIMIT * BATCH * 1_000) / WRITE_MS;

function deliveredRow({ accepted, written, failed, unknown, delivery, cpu }: KeptReadings): BenchRow {
  const { records, calls, ms } = delivery.alone;
  const perSecond = (records / ms) * 1_000;
  const row = atLeast(0.8, {
    id: "O2",
    what:
      `records/s that are delivered afterwards (${Math.round(perSecond)}/s, ${(records / calls).toFixed(0)} in a call; ` +
      `${accepted} accepted: ${written} written, ${failed} refused, ${unknown} unknown; ` +
      `${cpu.delivered.toFixed(0)} µs of CPU each), org limit ${LIMIT}, calls of ${WRITE_MS} ms`,
    value: perSecond / MOST,
    unit: "ratio",
    anchor: `as many calls of ${BATCH} records as the org takes at once, without a pause (${Math.round(MOST)}/s)`,
  });
  return { ...row, goal: `${row.goal}, all written`, ok: row.ok && written === accepted };
}

function besideRow({ delivery, beside }: KeptReadings): BenchRow {
  const { records, calls, ms } = delivery.beside;
  const perSecond = (records / ms) * 1_000;
  const taken = (beside.length * READ_MS) / ms;
  const left = ((LIMIT - taken) / LIMIT) * MOST;
  return atLeast(0.8, {
    id: "O2",
    what:
      `records/s that are delivered beside calls that somebody waits for ` +
      `(${Math.round(perSecond)}/s, ${(records / calls).toFixed(0)} in a call)`,
    value: perSecond / left,
    unit: "ratio",
    anchor: `what those leave of the org's ${LIMIT}: they take ${taken.toFixed(1)} (${Math.round(left)}/s)`,
  });
}

function interactiveRow({ alone, beside }: KeptReadings): BenchRow {
  const [slow, usual] = [percentile(beside, 0.99), percentile(alone, 0.99)];
  return atMost(2.5, {
    id: "O2",
    what:
      `p99 of calls that somebody waits for, made while the outbox delivers (${slow.toFixed(0)} ms, median ` +
      `${median(beside).toFixed(0)} ms, ${beside.length} calls)`,
    value: slow / usual,
    unit: "ratio",
    anchor: `the same without delivery (${usual.toFixed(0)} ms, median ${median(alone).toFixed(0)} ms)`,
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
