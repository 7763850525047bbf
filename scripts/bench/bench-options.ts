import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseKeptRows, type KeptRow } from "./kept-rows";
import { type Measurement, wantedMeasurements } from "./measurement";

/** What a run of the bench is asked for. */
export interface BenchOptions {
  readonly only: readonly string[];
  /** What is to be measured; nothing where the rows of an earlier run are given. */
  readonly measurements: readonly Measurement[];
  /** Rows that `--from` names. */
  readonly kept?: readonly KeptRow[];
  /** Where the rows go. */
  readonly json?: string;
  /** Where the chart goes. */
  readonly chart?: string;
}

/** The bench was called in a way that can't be meant; the message says what to do. */
export class WrongUsage extends Error {}

/** How to call it. */
export const USAGE = `npm run bench [-- options]
  --only P4,P5     only these rows; P stands for all that begin with it
  --json FILE      writes the rows for machines
  --chart FILE     draws them as SVG
  --from FILE      takes the rows that --json has written, and measures nothing
  --help           says this, and which rows there are`;

/**
 * Reads the command line, and tries the files: ten minutes later would be too late to say that one can't be written.
 *
 * @param all what can be measured
 * @throws WrongUsage
 */
export function benchOptions(args: readonly string[], all: readonly Measurement[]): BenchOptions | "help" {
  const { help, only: ids, json, chart, from } = parsed(args);
  if (help === true) return "help";
  const only = ids?.split(",").flatMap((id) => (id.trim() === "" ? [] : [id.trim()])) ?? [];
  if (ids !== undefined && only.length === 0) throw new WrongUsage("--only names no row.");
  const measurements = orWrongUsage(() => wantedMeasurements(all, only));
  for (const file of [json, chart]) if (file !== undefined) tryToWrite(file);
  const files = { ...(json !== undefined && { json }), ...(chart !== undefined && { chart }) };
  if (from === undefined) return { only, measurements, ...files };
  return { only, measurements: [], kept: rowsOf(from), ...files };
}

interface Values {
  readonly help?: boolean | undefined;
  readonly only?: string | undefined;
  readonly json?: string | undefined;
  readonly chart?: string | undefined;
  readonly from?: string | undefined;
}

function parsed(args: readonly string[]): Values {
  const text = { type: "string" } as const;
  return orWrongUsage(
    () =>
      parseArgs({
        args: [...args],
        options: { help: { type: "boolean" }, only: text, json: text, chart: text, from: text },
      }).values,
  );
}

function tryToWrite(file: string): void {
  const wasThere = existsSync(file);
  try {
    closeSync(openSync(file, "a"));
  } catch (error) {
    throw new WrongUsage(`${file} can't be written: ${messageOf(error)}`);
  }
  if (!wasThere) rmSync(file);
}

function rowsOf(file: string): readonly KeptRow[] {
  try {
    return parseKeptRows(readFileSync(file, "utf8"));
  } catch (error) {
    throw new WrongUsage(`${file} has no rows of the bench: ${messageOf(error)}`);
  }
}

function orWrongUsage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new WrongUsage(messageOf(error));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
