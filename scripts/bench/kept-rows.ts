import type { BenchRow } from "./bench-row";

/** Where and when a row was measured. */
export interface Circumstances {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly machine: string;
  /** `Node.js 20.20.2, Node-RED 4.1.15, …` */
  readonly versions: string;
  /** Share of all cores that others used just before, from 0 to 1. */
  readonly others: number;
}

/** A row as `--json` writes it: rows of several runs may stand in one file. */
export interface KeptRow extends BenchRow {
  readonly measured: Circumstances;
}

/** The text of a file with rows. */
export function keptRowsText(rows: readonly KeptRow[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}

/** Members that every row has had since the first of them was kept, and what they are. */
const MEMBERS = {
  id: "string",
  title: "string",
  what: "string",
  value: "number",
  unit: "string",
  goal: "string",
  limit: "object",
  anchor: "string",
  anchors: "object",
  range: "object",
  bound: "string",
  ok: "boolean",
  measured: "object",
} as const satisfies Partial<Record<keyof KeptRow, string>>;

/**
 * Reads such a file.
 *
 * @throws Error where the text is none
 */
export function parseKeptRows(text: string): readonly KeptRow[] {
  const rows = JSON.parse(text) as unknown;
  if (!Array.isArray(rows)) throw new Error("it is no list");
  for (const [index, row] of (rows as readonly unknown[]).entries()) {
    const wrong = Object.entries(MEMBERS).find(([name, type]) => typeOf(row, name) !== type);
    if (wrong !== undefined) throw new Error(`row ${index} has no ${wrong[0]}`);
  }
  return rows as readonly KeptRow[];
}

function typeOf(row: unknown, name: string): string {
  const value: unknown = typeof row === "object" && row !== null ? Reflect.get(row, name) : undefined;
  return value === null ? "null" : typeof value;
}
