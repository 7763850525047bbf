import { fingerprint } from "../errors/redact";
import type { Grant, RefreshTokenGrant } from "./vault";

/** True for a grant that lives at Zoho until it is revoked or pushed out. */
export function livesAtZoho(grant: Grant | undefined): grant is RefreshTokenGrant {
  return grant?.refreshToken !== undefined;
}

/** What tells one grant of a connection from another; no secret. */
export function grantPrint(grant: Grant): string {
  return fingerprint(grant.refreshToken ?? `client credentials ${grant.soid}`);
}

/** True where both are the same consent, or the same right of a Self Client. */
export function isSameGrant(one: Grant | undefined, other: Grant | undefined): boolean {
  return one !== undefined && other !== undefined && grantPrint(one) === grantPrint(other);
}
