import { seedsOr } from "./long-form";

const ONLY = process.env["ZOHO_FAULT_SCENARIO"] ?? "";

/** `npm run test:faults` says which; otherwise each day has another one. */
export const SEEDS = seedsOr(String(Math.floor(Date.now() / 86_400_000)));

/** Those that are to be played: all, unless one was asked for by its name. */
export function chosen<T extends { readonly name: string }>(scenarios: readonly T[]): readonly T[] {
  return scenarios.filter(({ name }) => ONLY === "" || name === ONLY);
}

/** True where one was asked for that is in none of these lists. */
export function isUnknown(...lists: readonly (readonly { readonly name: string }[])[]): boolean {
  return ONLY !== "" && !lists.flat().some(({ name }) => name === ONLY);
}
