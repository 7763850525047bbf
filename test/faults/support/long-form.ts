import { appendFileSync } from "node:fs";

/*
 * The short form of each suite is part of `npm test`; `npm run test:faults` runs the long one, and says through the
 * environment how long it is and with which seeds.
 */

const CHOSEN_SEEDS = process.env["ZOHO_FAULT_SEEDS"];
const FIGURES_FILE = process.env["ZOHO_FAULT_FIGURES"];

/** True with `npm run test:faults`. */
export const IS_LONG_FORM = CHOSEN_SEEDS !== undefined;

/**
 * @param short what `npm test` takes, at least one
 * @returns the seeds to run with
 */
export function seedsOr(...short: readonly [string, ...string[]]): readonly [string, ...string[]] {
  const [first, ...others] = (CHOSEN_SEEDS ?? "").split(",");
  return first === undefined || first === "" ? short : [first, ...others];
}

/** A seed for draws that begin with a number: the same for the same seed. */
export function seedNumber(seed: string): number {
  let state = 0;
  for (const letter of seed) state = (Math.imul(state, 36) + letter.charCodeAt(0)) >>> 0;
  return state % 1_000_000;
}

/**
 * @param name of a size in `scripts/faults/suites.ts`
 * @param short what `npm test` takes
 */
export function sizeOr(name: string, short: number): number {
  const chosen = process.env[`ZOHO_FAULT_SIZE_${name.toUpperCase().replaceAll("-", "_")}`];
  return chosen === undefined ? short : Number(chosen);
}

/** Says what was counted; `npm run test:faults` puts it into its results. */
export function tellFigures(suite: string, figures: Readonly<Record<string, unknown>>): void {
  const line = JSON.stringify({ suite, figures });
  console.log(line);
  if (FIGURES_FILE !== undefined) appendFileSync(FIGURES_FILE, `${line}\n`);
}
