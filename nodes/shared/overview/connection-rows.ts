import type { ListedConnection } from "../../../src/connect/connections";
import { issuesLeft, reserveIssue } from "../../../src/tokens/budget";
import { healthOf } from "../../../src/tokens/token-state";
import type { Connection } from "../../../src/vault/connection";
import type { BudgetRecord } from "../../../src/vault/vault";
import { LIMITS } from "../../../src/zoho/limits";
import type { ConnectionState } from "../../zoho-client/admin-api";
import type { ZohoRuntime } from "../../../src/zoho-runtime";
import type { DeployedClients } from "../deployed-clients";
import type { BudgetLooks } from "./budget-looks";
import type { OverviewConnection, TokenBudget } from "./overview-api";

/** More would make the answer large and the sidebar slow. Those that need somebody are never among those left out. */
export const MOST_CONNECTIONS = 200;

/** What another process has changed shows after this time at the latest, milliseconds. */
export const KNOWN_MS = 60_000;

/** The worst first. */
const BY_NEED: readonly ConnectionState[] = [
  "damaged",
  "authorize_again",
  "used_elsewhere",
  "throttled",
  "not_connected",
  "healthy",
];

/** What is known without asking anybody. */
interface Known {
  readonly clients: Pick<DeployedClients, "identities">;
  readonly zoho: Pick<ZohoRuntime, "lastUses" | "zohoTime">;
}

/**
 * All connections, those that need somebody first, then by name.
 *
 * @throws ZohoError `vault_locked`
 */
export async function connectionRows(
  known: Known,
  listed: readonly ListedConnection[],
  budgets: Pick<BudgetLooks, "of">,
): Promise<readonly OverviewConnection[]> {
  const nodes = nodesByClient(known);
  const rows = await Promise.all(
    listed.map(async (one): Promise<OverviewConnection> => {
      if ("damaged" in one) {
        const name = one.error.cause.connection ?? one.damaged;
        return { id: one.damaged, name, state: "damaged", clients: [] };
      }
      const { connection } = one;
      const clients = nodes.get(clientKey(connection)) ?? [];
      return rowOf(known, connection, { clients, budget: await budgets.of(connection.id) });
    }),
  );
  const need = ({ state, clients }: OverviewConnection): number =>
    // What belongs to nobody wants to be seen before what is well.
    clients.length === 0 ? Math.min(BY_NEED.indexOf(state), BY_NEED.length - 2) : BY_NEED.indexOf(state);
  return rows.sort((a, b) => need(a) - need(b) || a.name.localeCompare(b.name));
}

function rowOf(
  { zoho }: Known,
  connection: Connection,
  { clients, budget }: { readonly clients: readonly string[]; readonly budget: BudgetRecord | undefined },
): OverviewConnection {
  const { id, name, realm, clientId, dataCenter, environment, pins, connected } = connection;
  const { orgId, orgName, user } = pins;
  const lastCall = zoho.lastUses.of(id);
  return {
    id,
    name,
    state: healthOf(connection, budget, zoho.zohoTime.now()),
    realm,
    clients,
    ...(clients.length === 0 && { clientId }),
    ...(connected && { dataCenter, environment }),
    ...(orgId !== undefined && { orgId }),
    ...(orgName !== undefined && { orgName }),
    ...(user !== undefined && { user }),
    tokens: tokenBudget(budget, zoho.zohoTime),
    ...(lastCall !== undefined && { lastCallAt: new Date(lastCall).toISOString() }),
  };
}

/** Counted by Zoho's time, told by this machine's own clock. */
function tokenBudget(
  budget: BudgetRecord | undefined,
  zohoTime: { now(): number; offset(): number | undefined },
): TokenBudget {
  const now = zohoTime.now();
  const limit = LIMITS.accessTokensPerWindow;
  const next = budget && reserveIssue(budget, "automatic", now);
  return {
    sent: Math.min(limit, limit - issuesLeft(budget, now)),
    limit,
    ...(next?.granted === false && {
      retryAt: new Date(next.retryAt - (zohoTime.offset() ?? 0)).toISOString(),
    }),
  };
}

function nodesByClient({ clients }: Known): ReadonlyMap<string, readonly string[]> {
  const nodes = new Map<string, string[]>();
  for (const [node, identity] of clients.identities()) {
    const key = clientKey(identity);
    nodes.set(key, [...(nodes.get(key) ?? []), node]);
  }
  return nodes;
}

function clientKey({ realm, clientId }: Pick<Connection, "realm" | "clientId">): string {
  return `${realm} ${clientId}`;
}
