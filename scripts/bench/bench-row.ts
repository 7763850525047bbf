import type { Figure, Range } from "./samples";

/**
 * Who an anchor is: Node-RED's own nodes, Zoho's SDK, axios, the least that the work can cost (`least`), or another way of
 * doing it.
 */
export type AnchorKind = "core" | "sdk" | "axios" | "least" | "other";

/** What a figure is held against, measured in the same run. */
export interface Anchor {
  readonly kind: AnchorKind;
  readonly name: string;
  /** In the unit of the row; 1 where the row is a ratio to this anchor. */
  readonly value: number;
  readonly range?: Range;
  /** What belongs to it: the figure behind a ratio, or what else happened. */
  readonly note?: string;
}

/** Something that was counted beside a row's value, and that must be so. */
export interface Count {
  /** `calls answered 401` */
  readonly of: string;
  readonly seen: number;
  /** The most that is allowed; 0 unless said otherwise. */
  readonly most?: number;
}

/** On which side of a number a value has to be. */
export interface Limit {
  readonly sense: "at least" | "at most" | "exactly";
  readonly value: number;
}

/** One figure of `npm run bench`, always beside the figure of something that is already known. */
export interface BenchRow {
  readonly id: string;
  /** What was measured, in a few words. */
  readonly title: string;
  /** The same with its settings and with what was counted beside it. */
  readonly what: string;
  /** Median of the samples, or the worst where `what` says so. */
  readonly value: number;
  /** Of all samples. */
  readonly range: Range;
  readonly samples: number;
  /** `ratio` where the first anchor counts as 1. */
  readonly unit: string;
  /** The figures behind a ratio; empty where the value says everything. */
  readonly note: string;
  /** As a person reads it: `>= 0.5`. */
  readonly goal: string;
  readonly limit: Limit;
  readonly counts: readonly Required<Count>[];
  /** All anchors as a sentence. */
  readonly anchor: string;
  readonly anchors: readonly Anchor[];
  /** What keeps the figure from being better. */
  readonly bound: string;
  readonly ok: boolean;
}

/** What a measurement knows of a row; the rest follows from it. */
export interface MeasuredRow extends Pick<BenchRow, "id" | "title" | "unit" | "bound" | "anchors"> {
  readonly figure: Figure;
  /** The settings. */
  readonly setting: string;
  readonly note?: string;
  readonly counts?: readonly Count[];
}

/** A row whose value must not be below the goal. */
export function atLeast(goal: number, row: MeasuredRow): BenchRow {
  return judged(row, { sense: "at least", value: goal });
}

/** A row whose value must not be above the goal, nor any count above what is allowed of it. */
export function atMost(goal: number, row: MeasuredRow): BenchRow {
  return judged(row, { sense: "at most", value: goal });
}

/** A row whose value must be the goal, with no count above what is allowed of it. */
export function exactly(goal: number, row: MeasuredRow): BenchRow {
  return judged(row, { sense: "exactly", value: goal });
}

const SIGN: Readonly<Record<Limit["sense"], string>> = {
  "at least": ">= ",
  "at most": "<= ",
  exactly: "",
};

function judged(measured: MeasuredRow, limit: Limit): BenchRow {
  const { id, title, unit, bound, anchors, setting, note = "" } = measured;
  const { value, range, samples } = measured.figure;
  const counts = (measured.counts ?? []).map((count) => ({ most: 0, ...count }));
  const counted = counts.map(({ of, seen }) => `${seen} ${of}`);
  return {
    id,
    title,
    what: [`${title}; ${setting}`, ...(counted.length === 0 ? [] : [counted.join(", ")])].join(": "),
    value,
    range,
    samples,
    unit,
    note,
    goal: [`${SIGN[limit.sense]}${limit.value}`, ...counts.map(allowed)].join(", "),
    limit,
    counts,
    anchor: anchors.length === 0 ? "none" : anchors.map(anchorText).join("; "),
    anchors,
    bound,
    ok: isWithin(limit, value) && counts.every(({ seen, most }) => seen <= most),
  };
}

function allowed({ of, most }: Required<Count>): string {
  return `${most === 0 ? "" : "<= "}${most} ${of}`;
}

function isWithin({ sense, value: goal }: Limit, value: number): boolean {
  if (sense === "exactly") return value === goal;
  return sense === "at least" ? value >= goal : value <= goal;
}

function anchorText({ name, value, range, note }: Anchor): string {
  const details = [
    ...(range === undefined ? [] : [shownRange(range)]),
    ...(note === undefined ? [] : [note]),
  ];
  return `${name}: ${shown(value)}${details.length === 0 ? "" : ` (${details.join("; ")})`}`;
}

/** A number as a person reads it: counts as they are, measures with two digits. */
export function shown(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) < 0.1 ? value.toFixed(3) : value.toFixed(2);
}

/** `1.20 to 1.40`, or one number where they are alike. */
export function shownRange([lowest, highest]: Range): string {
  const [from, to] = [shown(lowest), shown(highest)];
  return from === to ? from : `${from} to ${to}`;
}
