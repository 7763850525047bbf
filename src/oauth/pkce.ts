import { createHash, randomBytes } from "node:crypto";

export interface Pkce {
  /** 43 characters, kept secret until the exchange. */
  readonly verifier: string;
  /** Goes to the authorize page; method S256. */
  readonly challenge: string;
}

/** A fresh pair of code verifier and challenge (RFC 7636, S256). */
export function createPkce(random: (size: number) => Buffer = randomBytes): Pkce {
  const verifier = random(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}
