import type { Node, NodeAPI } from "../shared/red";
import { checkConnectionName } from "../../src/connect/connection-id";
import { ZohoError } from "../../src/errors/zoho-error";
import type { Connection } from "../../src/vault/connection";
import type { DataCenterCode } from "../../src/zoho/data-centers";
import { findNode } from "../shared/red";
import type { ZohoService } from "../shared/zoho-service";
import type { ClientConfig } from "./config";
import type { ClientCredentials } from "./credentials";
import { type ClientIdentity, type IdentityHolder, identityOf } from "./identity";

/** A deployed `zoho-client`, as the other nodes use it. */
export interface ClientNode extends Node<ClientCredentials> {
  readonly config: ClientConfig;
  readonly service: Promise<ZohoService>;
  /** Resolves when its declared connections have been set up, or could not be; never rejects. */
  readonly started: Promise<void>;
  /** True from then on. */
  readonly isStarted: boolean;
}

/**
 * The client that a node was given.
 *
 * @throws ZohoError `missing_client`
 */
export function clientOf(RED: NodeAPI, id: string): ClientNode {
  const node = id === "" ? undefined : findNode(RED, id);
  if (node?.type !== "zoho-client") throw new ZohoError("missing_client");
  return node as ClientNode;
}

/** Where a connection is to be made: as it is declared, else in the client's own data center. */
export function dataCenterOf(
  config: Pick<ClientConfig, "dataCenter" | "connections">,
  connectionName: string,
): DataCenterCode {
  return declaredDataCenter(config, connectionName) ?? config.dataCenter;
}

/**
 * Data centers in which a consent may end: for a connection that is declared for one only that, else the client's
 * own and those of its declared connections.
 */
export function allowedDataCenters(
  config: Pick<ClientConfig, "dataCenter" | "connections">,
  connectionName: string,
): readonly DataCenterCode[] {
  const only = declaredDataCenter(config, connectionName);
  return only === undefined ? knownDataCenters(config) : [only];
}

/** The client's own data center and those of its declared connections. */
export function knownDataCenters(
  config: Pick<ClientConfig, "dataCenter" | "connections">,
): readonly DataCenterCode[] {
  const declared = config.connections.flatMap(({ dataCenter }) => (dataCenter === "" ? [] : [dataCenter]));
  return [...new Set([config.dataCenter, ...declared])];
}

function declaredDataCenter(
  config: Pick<ClientConfig, "connections">,
  connectionName: string,
): DataCenterCode | undefined {
  const declared = config.connections.find((one) => one.name === connectionName)?.dataCenter ?? "";
  return declared === "" ? undefined : declared;
}

/** A client as connections are found by it: deployed, or one that a dialog is about to deploy. */
export interface ConnectionHolder extends IdentityHolder {
  readonly config: IdentityHolder["config"] & Pick<ClientConfig, "connections">;
  readonly started: Promise<void>;
  readonly isStarted: boolean;
}

/**
 * The connection that a message is to use.
 *
 * @param name as chosen in the dialog or the message; blank means the client's only one
 * @throws ZohoError `unknown_connection`, `not_connected`, `ambiguous_connection`, `no_connections`, those of the vault
 */
export async function resolveConnection(
  service: ZohoService,
  client: ConnectionHolder,
  name: string,
): Promise<Connection> {
  const { realm, clientId } = identityOf(client);
  // A message may come sooner than what is declared of a client that has just started.
  if (!client.isStarted) await client.started;
  const cached = name === "" ? undefined : service.zoho.connections.cached(realm, name);
  if (cached?.clientId === clientId && cached.connected) return cached;
  if (name !== "") {
    const found = await service.zoho.connections.find(realm, name);
    if (found?.clientId === clientId && found.connected) return found;
    throw await unknownConnection(service, client, { realm, clientId }, name);
  }
  const listed = await service.zoho.connections.ofClient(realm, clientId);
  const usable = listed.flatMap((one) =>
    "connection" in one && one.connection.connected ? [one.connection] : [],
  );
  const [only, second] = usable;
  if (only !== undefined && second === undefined) return only;
  if (only === undefined) throw new ZohoError("no_connections");
  throw new ZohoError("ambiguous_connection", { details: { known: usable.map((one) => one.name) } });
}

/**
 * The connection with this name, connected or not.
 *
 * @throws ZohoError `unknown_connection`, `invalid_input` for a blank name, those of the vault
 */
export async function knownConnection(
  service: ZohoService,
  client: Pick<ClientNode, "config" | "credentials" | "started">,
  name: string,
): Promise<Connection> {
  const checked = checkConnectionName(name);
  const identity = identityOf(client);
  await client.started;
  const found = await service.zoho.connections.find(identity.realm, checked);
  if (found?.clientId === identity.clientId) return found;
  throw await unknownConnection(service, client, identity, checked);
}

async function unknownConnection(
  service: ZohoService,
  client: Pick<ConnectionHolder, "config">,
  { realm, clientId }: ClientIdentity,
  name: string,
): Promise<ZohoError> {
  const isDeclared = client.config.connections.some((declared) => declared.name === name);
  if (isDeclared) return new ZohoError("not_connected", { connection: name });
  const listed = await service.zoho.connections.ofClient(realm, clientId);
  const known = listed.flatMap((one) => ("connection" in one ? [one.connection.name] : []));
  return new ZohoError("unknown_connection", { connection: name, details: { known } });
}
