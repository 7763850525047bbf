import type { Connection } from "../vault/connection";
import type { ZohoTime } from "../time/zoho-time";
import type { AccessRecord, BudgetRecord, Vault } from "../vault/vault";
import { issuesLeft, reserveIssue, throttledUntil } from "./budget";
import { isUsedElsewhere } from "./early-deaths";
import type { Health } from "./health";

export type { Health } from "./health";

/** What is known of a connection's tokens; no token in it. */
export interface TokenState {
  readonly connection: string;
  readonly state: Health;
  /** True where an access token is at hand that has not run out. */
  readonly accessToken: boolean;
  /** ISO 8601; of the access token at hand. */
  readonly obtainedAt?: string;
  readonly expiresAt?: string;
  /** Seconds since the access token at hand was asked for. */
  readonly secondsOld?: number;
  /** Seconds that the access token at hand has left; 0 where there is none. */
  readonly secondsLeft: number;
  /** Access tokens that may still be asked for in the running ten minutes. */
  readonly issuesLeft: number;
  readonly scopes: readonly string[];
  /** Grants of this connection that live at Zoho as far as we know: the current one and the retired. */
  readonly knownGrants: number;
  /** Zoho has ended tokens early: another program asks for tokens of the same grant. */
  readonly usedElsewhere: boolean;
  /** ISO 8601: when the runtime may ask for another token, where it may not now. */
  readonly retryAt?: string;
}

/** How a connection is doing, from what the vault holds. */
export function healthOf(connection: Connection, budget: BudgetRecord | undefined, now: number): Health {
  if (!connection.connected) return "not_connected";
  if (budget?.brokenGeneration === connection.generation) return "authorize_again";
  if (throttledUntil(budget, now) !== undefined) return "throttled";
  return isUsedElsewhere(budget, now) ? "used_elsewhere" : "healthy";
}

/**
 * Reads the state of a connection's tokens. Asks nothing of Zoho and spends nothing.
 *
 * @throws ZohoError `vault_damaged`, `vault_locked`
 */
export async function tokenState(
  options: { readonly vault: Vault; readonly zohoTime: ZohoTime },
  connection: Connection,
): Promise<TokenState> {
  const { vault, zohoTime } = options;
  const [access, budget, grant] = await Promise.all([
    vault.read("access", connection.id),
    vault.read("budget", connection.id),
    vault.read("grant", connection.id),
  ]);
  const now = zohoTime.now();
  // Told by this machine's own clock, whatever Zoho's shows.
  const told = (at: number): string => new Date(at - (zohoTime.offset() ?? 0)).toISOString();
  const live = access?.generation === connection.generation && access.expiresAt > now ? access : undefined;
  const next = budget && reserveIssue(budget, "automatic", now);
  return {
    connection: connection.name,
    state: healthOf(connection, budget, now),
    ...accessFacts(live, now, told),
    issuesLeft: issuesLeft(budget, now),
    scopes: connection.scopes,
    knownGrants: (grant?.current === undefined ? 0 : 1) + (grant?.retired.length ?? 0),
    usedElsewhere: isUsedElsewhere(budget, now),
    ...(next?.granted === false && { retryAt: told(next.retryAt) }),
  };
}

function accessFacts(
  access: AccessRecord | undefined,
  now: number,
  told: (at: number) => string,
): Pick<TokenState, "accessToken" | "secondsLeft" | "secondsOld" | "obtainedAt" | "expiresAt"> {
  if (access === undefined) return { accessToken: false, secondsLeft: 0 };
  return {
    accessToken: true,
    obtainedAt: told(access.obtainedAt),
    expiresAt: told(access.expiresAt),
    secondsOld: Math.max(0, Math.round((now - access.obtainedAt) / 1000)),
    secondsLeft: Math.max(0, Math.round((access.expiresAt - now) / 1000)),
  };
}
