import type { ListedConnection } from "../../src/connect/connections";
import type { Fleet } from "../../src/connect/fleet";
import { fleetOfConnection } from "../../src/connect/fleet-of-connection";
import type { ErrorCause } from "../../src/errors/zoho-error";
import { toldTime } from "../../src/errors/told-time";
import { type TokenState, tokenState } from "../../src/tokens/token-state";
import type { Connection } from "../../src/vault/connection";
import { announcedMachines } from "../shared/announced-machines";
import type { NodeAPI } from "../shared/red";
import type { ZohoService } from "../shared/zoho-service";
import type { ConnectionState as KnownState } from "../zoho-client/admin-api";
import type { ClientNode } from "../zoho-client/client-node";
import { factsOf } from "../zoho-client/connection-view";
import { identityOf } from "../zoho-client/identity";

/** How a connection is doing; `pending` where it can't be used and a consent waits for its person. */
export type StateWord = KnownState | "pending";

/** All that is known of a connection: where it belongs, how its tokens are doing. No token in it. */
export interface ConnectionState extends Partial<Omit<TokenState, "connection" | "state">> {
  readonly connection: string;
  readonly state: StateWord;
  /** The state as a sentence, for a mail or a chat. */
  readonly summary: string;
  readonly dataCenter?: string;
  readonly environment?: string;
  readonly orgId?: string;
  readonly orgName?: string;
  readonly user?: string;
  /** How the refresh tokens of the same person and client stand against Zoho's limit of 20. */
  readonly fleet?: Fleet;
  /** ISO 8601: when the consent that waits ends. */
  readonly pendingUntil?: string;
  readonly error?: ErrorCause;
}

/** A connection of a client, or one that is only declared or waited for. */
export type Watched = ListedConnection | { readonly awaited: string };

export function nameOf(watched: Watched): string {
  if ("awaited" in watched) return watched.awaited;
  return "connection" in watched
    ? watched.connection.name
    : (watched.error.cause.connection ?? watched.damaged);
}

/** The states of a client's connections. */
export class ConnectionStates {
  private constructor(
    private readonly RED: NodeAPI,
    private readonly service: ZohoService,
    /** By name: when the consent that waits ends, milliseconds since 1970. */
    private readonly pending: ReadonlyMap<string, number>,
    /** By name: those that exist, then those that are declared or waited for. */
    readonly all: readonly Watched[],
  ) {}

  /** @throws ZohoError those of the client's identity and of the vault */
  static async of(RED: NodeAPI, service: ZohoService, client: ClientNode): Promise<ConnectionStates> {
    const { realm, clientId } = identityOf(client);
    const [listed, waiting] = await Promise.all([
      service.zoho.connections.ofClient(realm, clientId),
      service.zoho.consents.ofClient(realm, clientId),
    ]);
    const pending = new Map(waiting.map(({ connectionName, expiresAt }) => [connectionName, expiresAt]));
    const known = new Set(listed.map(nameOf));
    const declared = client.config.connections.map(({ name }) => name);
    const awaited = [...new Set([...declared, ...pending.keys()])].filter((name) => !known.has(name));
    const all = [...listed, ...awaited.map((name) => ({ awaited: name }))];
    return new ConnectionStates(RED, service, pending, all);
  }

  /** @throws ZohoError those of the vault, save `vault_damaged` */
  async stateOf(watched: Watched): Promise<ConnectionState> {
    if ("connection" in watched) return this.ofConnection(watched.connection);
    const connection = nameOf(watched);
    if ("damaged" in watched) return this.told({ connection, state: "damaged", error: watched.error.cause });
    return this.told({ connection, state: this.isPending(connection) ? "pending" : "not_connected" });
  }

  /** The state of one that was there and is gone. */
  removed({ connection, dataCenter, environment, orgId, orgName, user }: ConnectionState): ConnectionState {
    const place = { dataCenter, environment, orgId, orgName, user };
    const known = Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
    const nothing = { accessToken: false, secondsLeft: 0, issuesLeft: 0, scopes: [], knownGrants: 0 };
    return this.told({ connection, state: "not_connected", ...known, ...nothing, usedElsewhere: false });
  }

  private async ofConnection(connection: Connection): Promise<ConnectionState> {
    const { zoho } = this.service;
    const machines = announcedMachines(this.RED) ?? 1;
    const [tokens, fleet] = await Promise.all([
      tokenState(zoho, connection),
      fleetOfConnection(zoho, connection, machines - 1),
    ]);
    const { dataCenter, environment, orgId, orgName, user } = factsOf(connection);
    const place = {
      dataCenter,
      ...(environment !== undefined && { environment }),
      ...(orgId !== undefined && { orgId }),
      ...(orgName !== undefined && { orgName }),
      ...(user !== undefined && { user }),
    };
    const isUnusable = tokens.state === "authorize_again" || tokens.state === "not_connected";
    const state = isUnusable && this.isPending(connection.name) ? "pending" : tokens.state;
    return this.told({ ...tokens, ...place, state, fleet });
  }

  private told(state: Omit<ConnectionState, "summary">): ConnectionState {
    const until = this.pending.get(state.connection);
    const summary = this.RED._(`zoho-refresh.summary.${state.state}`, {
      connection: state.connection,
      until: toldTime(state.retryAt ?? ""),
    } as never);
    return {
      ...state,
      summary,
      ...(until !== undefined && { pendingUntil: new Date(until).toISOString() }),
    };
  }

  private isPending(name: string): boolean {
    return this.pending.has(name);
  }
}

/** True where nothing mends itself: a monitor is to call somebody. */
export function needsSomebody({ state }: Pick<ConnectionState, "state">): boolean {
  return state !== "healthy" && state !== "throttled" && state !== "used_elsewhere";
}
