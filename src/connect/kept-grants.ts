import { grantPrint, livesAtZoho } from "../vault/grant";
import type { GrantRecord } from "../vault/vault";

/** A refresh token that the vault keeps, as far as it may be known outside of it: no secret. */
export interface KeptGrant {
  readonly print: string;
  /** `current`: the one in use. `candidate`: one that is not proven yet. `former`: one that was replaced or refused. */
  readonly as: "current" | "candidate" | "former";
  /** The person who consented, where that is known. */
  readonly userId?: string;
  /** Milliseconds since 1970. */
  readonly grantedAt: number;
}

/** The refresh tokens of a connection that may live at Zoho. */
export function keptGrants({ current, candidate, retired }: GrantRecord): readonly KeptGrant[] {
  return [current, candidate, ...retired].filter(livesAtZoho).map((grant) => ({
    print: grantPrint(grant),
    as: grant === current ? "current" : grant === candidate ? "candidate" : "former",
    ...(grant.pins.userId !== undefined && { userId: grant.pins.userId }),
    grantedAt: grant.grantedAt,
  }));
}
