import { atLeast, atMost, type BenchRow, exactly, type MeasuredRow } from "../../../scripts/bench/bench-row";
import type { Circumstances, KeptRow } from "../../../scripts/bench/kept-rows";
import { middle } from "../../../scripts/bench/samples";

/** A row as a measurement brings it. */
export function measuredRow(values: readonly number[], more: Partial<MeasuredRow> = {}): MeasuredRow {
  return {
    id: "P4",
    title: "token calls",
    setting: "1000 calls",
    figure: middle(values),
    unit: "token calls",
    anchors: [{ kind: "sdk", name: "an SDK", value: 1_000, range: [999, 1_000], note: "990 failed" }],
    bound: "the one that has to be",
    ...more,
  };
}

/** The same as `--json` keeps it. */
export function keptRow(row: BenchRow, more: Partial<Circumstances> = {}): KeptRow {
  const measured = {
    at: "2026-03-10T12:00:00.000Z",
    machine: "Linux x64, 2 x CPU",
    versions: "Node.js 20.20.2",
    others: 0.01,
    ...more,
  };
  return { ...row, measured };
}

/** One row of every kind. */
export const KEPT_ROWS: readonly KeptRow[] = [
  keptRow(
    atLeast(
      8.5,
      measuredRow([8, 9, 8.7], {
        id: "P1",
        title: "calls/s",
        unit: "ratio",
        anchors: [
          { kind: "core", name: "the core node", value: 1 },
          { kind: "axios", name: "axios", value: 1.6 },
          { kind: "least", name: "undici", value: 10 },
        ],
      }),
    ),
  ),
  keptRow(exactly(1, measuredRow([1, 1, 1], { counts: [{ of: "failed", seen: 0 }] }))),
  keptRow(atMost(16, measuredRow([-0.8], { id: "P8", title: "heap growth", unit: "MB", anchors: [] }))),
  keptRow(
    atMost(
      120,
      measuredRow([1_201], {
        id: "P11",
        title: 'require & "load" of <all>',
        unit: "ms",
        anchors: [{ kind: "other", name: "another", value: Number.NaN }],
      }),
    ),
  ),
];
