import type { ListedConnection } from "../../src/connect/connections";
import { ZohoError } from "../../src/errors/zoho-error";
import { type Health, type TokenState, tokenState } from "../../src/tokens/token-state";
import type { Node, NodeAPI } from "../shared/red";
import { asZohoError } from "../shared/report-error";
import type { StatusBoard } from "../shared/status-board";
import type { ZohoService } from "../shared/zoho-service";
import { clientOf } from "../zoho-client/client-node";
import { identityOf } from "../zoho-client/identity";
import { ALL } from "./answer-message";
import type { RefreshConfig } from "./config";

/** A throttle ends by itself: looked at this often, milliseconds. */
const LOOK_MS = 30_000;

/**
 * Emits a message whenever the state of a watched connection changes: also when one is newly connected, or removed.
 * The first look emits nothing.
 */
export function watchTokens(RED: NodeAPI, node: Node, config: RefreshConfig, status: StatusBoard): void {
  /** By the ID of the connection; undefined before the first look. */
  let known: ReadonlyMap<string, TokenState> | undefined;
  let warned = "";
  let looking = Promise.resolve();

  const look = async (): Promise<void> => {
    const client = clientOf(RED, config.client);
    const service = await client.service;
    // What is declared comes with the start and is no change.
    await client.started;
    const { realm, clientId } = identityOf(client);
    const listed = await service.zoho.connections.ofClient(realm, clientId);
    const states = await statesOf(service, watched(listed, config.connection), known);
    for (const change of changes(known ?? states, states)) node.send({ payload: change });
    known = states;
    showHealth(status, [...states.values()], service.zoho.clock.now());
    warned = "";
  };
  // One look at a time, so that two changes at once are two messages in order.
  const lookSoon = (): void => {
    looking = looking.then(look).catch((thrown: unknown) => {
      const error = asZohoError(thrown);
      status.fail(error);
      if (error.message !== warned) node.warn(error.message);
      warned = error.message;
    });
  };

  const timer = setInterval(lookSoon, LOOK_MS);
  timer.unref();
  const stop = listen(RED, config, lookSoon);
  lookSoon();
  node.on("close", () => {
    clearInterval(timer);
    stop();
  });
}

/**
 * Those of a client's connections that the dialog means.
 *
 * @param name of a connection, `*` for all; blank means the client's only one
 * @throws ZohoError `ambiguous_connection`
 */
function watched(listed: readonly ListedConnection[], name: string): readonly ListedConnection[] {
  if (name === ALL) return listed;
  if (name !== "") return listed.filter((one) => nameOf(one) === name);
  const [, second] = listed;
  if (second === undefined) return listed;
  const names = listed.flatMap((one) => ("connection" in one ? [one.connection.name] : []));
  throw new ZohoError("ambiguous_connection", { details: { known: names } });
}

function nameOf(listed: ListedConnection): string | undefined {
  return "connection" in listed ? listed.connection.name : listed.error.cause.connection;
}

/** What can't be read keeps the state that it had: it is not known to have changed. */
async function statesOf(
  service: ZohoService,
  listed: readonly ListedConnection[],
  known: ReadonlyMap<string, TokenState> | undefined,
): Promise<ReadonlyMap<string, TokenState>> {
  const states = new Map<string, TokenState>();
  for (const one of listed) {
    const id = "connection" in one ? one.connection.id : one.damaged;
    const state = "connection" in one ? await tokenState(service.zoho, one.connection) : known?.get(id);
    if (state !== undefined) states.set(id, state);
  }
  return states;
}

/** A state as it is sent out when it has changed. */
interface Change extends TokenState {
  readonly before: Health;
}

function changes(
  before: ReadonlyMap<string, TokenState>,
  now: ReadonlyMap<string, TokenState>,
): readonly Change[] {
  const found: Change[] = [];
  for (const [id, state] of now) {
    const former = before.get(id)?.state ?? "not_connected";
    if (former !== state.state) found.push({ ...state, before: former });
  }
  for (const [id, { connection, state }] of before) {
    if (!now.has(id) && state !== "not_connected") found.push({ ...removed(connection), before: state });
  }
  return found;
}

function removed(connection: string): TokenState {
  const nothing = { accessToken: false, secondsLeft: 0, issuesLeft: 0, scopes: [], knownGrants: 0 };
  return { connection, state: "not_connected", ...nothing, usedElsewhere: false };
}

function showHealth(status: StatusBoard, states: readonly TokenState[], now: number): void {
  if (states.some(({ state }) => state === "authorize_again" || state === "not_connected")) {
    status.say("authorizeAgain");
    return;
  }
  const throttled = states.filter(({ state }) => state === "throttled");
  if (throttled.length > 0) {
    const until = Math.max(...throttled.map(({ retryAt }) => Date.parse(retryAt ?? "") || now));
    status.say("throttled", { minutes: Math.max(1, Math.ceil((until - now) / 60_000)) });
  } else if (states.length > 0) status.say("healthy");
  else status.rest();
}

function listen(RED: NodeAPI, config: RefreshConfig, listener: () => void): () => void {
  let stop = (): void => undefined;
  let stopped = false;
  try {
    clientOf(RED, config.client).service.then(
      (service) => {
        if (!stopped) stop = service.onChange(listener);
      },
      () => undefined,
    );
  } catch {
    // Without a client there is nothing to watch; the look reports it.
  }
  return () => {
    stopped = true;
    stop();
  };
}
