import type { ConnectionState } from "../../../zoho-client/admin-api";
import type { Overview, OverviewConnection } from "../../overview/overview-api";

/** Connections that belong together: those of one client, which may stand in several nodes. */
export interface ClientGroup {
  /** IDs of its nodes. */
  readonly clients: readonly string[];
  readonly isDeployed: boolean;
  readonly connections: readonly OverviewConnection[];
}

/** How bad something is; it chooses a colour, and a text always stands beside that. */
export type Tone = "good" | "waiting" | "bad" | "none";

/** States that nothing but a person mends. */
const IN_NEED: ReadonlySet<ConnectionState> = new Set(["authorize_again", "damaged"]);

/**
 * The connections by client; each client is there, also one that has none yet or waits for its Deploy.
 *
 * @param inEditor IDs of the clients that the editor knows
 */
export function clientGroups(
  { clients, connections }: Pick<Overview, "clients" | "connections">,
  inEditor: readonly string[],
): readonly ClientGroup[] {
  const groups = new Map<string, { clients: readonly string[]; connections: OverviewConnection[] }>();
  for (const connection of connections) {
    if (connection.clients.length === 0) continue;
    const key = connection.clients.join(" ");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { clients: connection.clients, connections: [connection] });
    else group.connections.push(connection);
  }
  const withSome = new Set([...groups.values()].flatMap((group) => group.clients));
  const others = [...new Set([...clients, ...inEditor])].filter((id) => !withSome.has(id));
  return [...groups.values(), ...others.map((id) => ({ clients: [id], connections: [] }))].map((group) => ({
    ...group,
    isDeployed: group.clients.some((id) => clients.includes(id)),
  }));
}

/** Connections without a client, and those that can't be read. */
export function connectionsOfNobody({
  connections,
}: Pick<Overview, "connections">): readonly OverviewConnection[] {
  return connections.filter(({ clients }) => clients.length === 0);
}

/** How many connections wait for a person. */
export function inNeed({ connections }: Pick<Overview, "connections">): number {
  return connections.filter(({ state }) => IN_NEED.has(state)).length;
}

/**
 * Connections whose state is another than it was: all that is read out to who can't see it.
 *
 * @param before undefined at the first look, of which nothing is news
 */
export function healthNews(
  before: readonly OverviewConnection[] | undefined,
  after: readonly OverviewConnection[],
): readonly OverviewConnection[] {
  if (before === undefined) return [];
  const former = new Map(before.map(({ id, state }) => [id, state]));
  return after.filter(({ id, state }) => former.has(id) && former.get(id) !== state);
}
