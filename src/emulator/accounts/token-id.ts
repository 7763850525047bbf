import { createHash } from "node:crypto";

/**
 * A short public name of a code or token, by which control and the console page speak of it. It follows from the
 * token, and the token does not follow from it.
 */
export function tokenId(token: string): string {
  return createHash("sha256").update(token).digest("hex").slice(0, 10);
}

/** The end of a token: enough to recognise one at hand, too little to use it. All of them begin alike. */
export function masked(token: string): string {
  return `…${token.slice(-6)}`;
}
