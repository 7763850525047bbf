import { createHash, timingSafeEqual } from "node:crypto";

/** What is kept of a secret that comes back: it can't be had from this. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** True for the secret of this hash; how long it takes tells nothing of it. */
export function isSecretOf(kept: string, secret: string): boolean {
  const known = Buffer.from(kept, "hex");
  const given = Buffer.from(secretHash(secret), "hex");
  return known.length === given.length && timingSafeEqual(known, given);
}
