import type { CancelSignal } from "../../src/time/cancel-signal";
import type { Connection } from "../../src/vault/connection";
import { isZohoError } from "../../src/errors/zoho-error";
import { tokenState } from "../../src/tokens/token-state";
import type { Handled } from "../shared/handle-input";
import { type FlowMessage, type NodeAPI, own } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import type { ZohoService } from "../shared/zoho-service";
import { clientOf, resolveConnection } from "../zoho-client/client-node";
import { ALL, type RefreshConfig } from "./config";
import {
  type ConnectionState,
  ConnectionStates,
  nameOf,
  needsSomebody,
  type Watched,
} from "./connection-state";

/** Answers one message with the state of one connection, or a list of all. */
export async function answerMessage(
  RED: NodeAPI,
  config: RefreshConfig,
  msg: FlowMessage,
  signal: CancelSignal,
): Promise<Handled> {
  const client = clientOf(RED, config.client);
  const service = await client.service;
  const asked = config.connection === "" ? own(own(msg, "zoho"), "connection") : config.connection;
  const name = typeof asked === "string" ? asked : "";
  await client.started;
  const states = await ConnectionStates.of(RED, service, client);
  if (name === ALL) {
    const payload = await Promise.all(
      states.all.map((one) => renewQuietly(service, config, { states, watched: one }, signal)),
    );
    return answer(msg, payload, payload);
  }
  // A check tells of any that it knows; what can't be used is no error of who asks how it is doing.
  const watched = config.mode === "check" ? states.all.find((one) => nameOf(one) === name) : undefined;
  if (watched !== undefined) return answerOne(msg, await states.stateOf(watched));
  const connection = await resolveConnection(service, client, name);
  await renew(service, config, connection, signal);
  return answerOne(msg, await states.stateOf({ connection }));
}

function answerOne(msg: FlowMessage, state: ConnectionState): Handled {
  return answer(msg, state, [state]);
}

/** With a status for an `http response` behind: a monitor needs no more. */
function answer(msg: FlowMessage, payload: unknown, states: readonly ConnectionState[]): Handled {
  const statusCode = states.some(needsSomebody) ? 503 : 200;
  return { outputs: [withoutInstructions(msg, { payload, statusCode })] };
}

async function renew(
  service: ZohoService,
  config: RefreshConfig,
  connection: Connection,
  signal: CancelSignal,
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
  { states, watched }: { readonly states: ConnectionStates; readonly watched: Watched },
  signal: CancelSignal,
): Promise<ConnectionState> {
  try {
    if ("connection" in watched) await renew(service, config, watched.connection, signal);
    return await states.stateOf(watched);
  } catch (error) {
    if (!isZohoError(error)) throw error;
    return { ...(await states.stateOf(watched)), error: error.cause };
  }
}
