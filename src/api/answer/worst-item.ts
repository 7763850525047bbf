import type { Found } from "../../zoho/dialects/meaning-of";
import type { ErrorShape } from "./error-shape";

/** One thing that was refused, and what its refusal means. */
export interface Judged {
  readonly shape: ErrorShape;
  readonly found: Found;
}

/** Meanings of refusals that pass by themselves: they count for the whole only where nothing worse is among them. */
const PASSING: readonly Found["means"][] = ["server_error", "api_limit", "nothing found"];

/**
 * The one that stands for all: the first that repeating the request does not mend.
 *
 * @param items at least one
 */
export function worstOf(items: readonly Judged[]): Judged {
  const worst = items.find(({ found }) => !PASSING.includes(found.means)) ?? items[0];
  return worst ?? { shape: {}, found: { means: "invalid_data" } };
}
