import type { Connection } from "../../src/vault/connection";
import { isZohoError } from "../../src/errors/zoho-error";
import { type TokenState, tokenState } from "../../src/tokens/token-state";
import type { Handled } from "../shared/handle-input";
import { type FlowMessage, type NodeAPI, own } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import type { ZohoService } from "../shared/zoho-service";
import { clientOf, resolveConnection } from "../zoho-client/client-node";
import { identityOf } from "../zoho-client/identity";
import type { RefreshConfig } from "./config";

/** Means all connections of the client. */
export const ALL = "*";

/** Answers one message with the state of one connection, or a list of all. */
export async function answerMessage(
  RED: NodeAPI,
  config: RefreshConfig,
  msg: FlowMessage,
  signal: AbortSignal,
): Promise<Handled> {
  const client = clientOf(RED, config.client);
  const service = await client.service;
  const asked = config.connection === "" ? own(own(msg, "zoho"), "connection") : config.connection;
  const name = typeof asked === "string" ? asked : "";
  if (name === ALL) {
    const connections = await connectionsOf(service, client);
    const states = await Promise.all(connections.map((one) => renewQuietly(service, config, one, signal)));
    return { outputs: [withoutInstructions(msg, { payload: states })] };
  }
  const connection = await resolveConnection(service, client, name);
  await renew(service, config, connection, signal);
  return { outputs: [withoutInstructions(msg, { payload: await tokenState(service.zoho, connection) })] };
}

/** Connections of a client that can be read. */
async function connectionsOf(
  service: ZohoService,
  client: Parameters<typeof identityOf>[0],
): Promise<readonly Connection[]> {
  const { realm, clientId } = identityOf(client);
  const listed = await service.zoho.connections.ofClient(realm, clientId);
  return listed.flatMap((one) => ("connection" in one ? [one.connection] : []));
}

async function renew(
  service: ZohoService,
  config: RefreshConfig,
  connection: Connection,
  signal: AbortSignal,
): Promise<void> {
  if (config.mode === "check") return;
  service.zoho.policies.checkEnvironment(connection);
  const state = await tokenState(service.zoho, connection);
  if (config.mode === "force" || state.secondsLeft < config.minutes * 60)
    await service.zoho.tokens.force(connection.id, signal);
}

/** One of many: what went wrong stands beside its state and does not keep the others from being told. */
async function renewQuietly(
  service: ZohoService,
  config: RefreshConfig,
  connection: Connection,
  signal: AbortSignal,
): Promise<TokenState & { readonly error?: unknown }> {
  try {
    await renew(service, config, connection, signal);
    return await tokenState(service.zoho, connection);
  } catch (error) {
    if (!isZohoError(error)) throw error;
    return { ...(await tokenState(service.zoho, connection)), error: error.cause };
  }
}
