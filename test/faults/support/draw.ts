import { seededChance } from "../../support/seeded-chance";

/** A whole number from 0 to below this. */
export type Draw = (below: number) => number;

/** Chance that is the same for the same seed: what it decides can be run again. */
export function seededDraw(seed: string): Draw {
  // FNV-1a.
  let number = 2_166_136_261;
  for (const letter of seed) number = Math.imul(number ^ letter.charCodeAt(0), 16_777_619);
  const chance = seededChance(number);
  return (below) => Math.floor(chance() * below);
}
