import { asZohoError } from "../../src/errors/as-zoho-error";
import { ZohoError } from "../../src/errors/zoho-error";
import type { Node, NodeAPI } from "../shared/red";
import { flowsStarted } from "../shared/flows-started";
import { warnOf } from "../shared/report-error";
import type { StatusBoard } from "../shared/status-board";
import { clientOf } from "../zoho-client/client-node";
import { ALL, type RefreshConfig } from "./config";
import {
  type ConnectionState,
  ConnectionStates,
  nameOf,
  needsSomebody,
  type StateWord,
  type Watched,
} from "./connection-state";

/** A throttle ends by itself: looked at this often, milliseconds. */
const LOOK_MS = 30_000;

/**
 * Emits a message for each watched connection when the flows start, and then whenever its state changes: also when one
 * is newly connected, or removed.
 */
export function watchTokens(RED: NodeAPI, node: Node, config: RefreshConfig, status: StatusBoard): void {
  /** By the name of the connection; undefined before the first look. */
  let known: ReadonlyMap<string, ConnectionState> | undefined;
  let warned = "";
  let closed = false;
  // What is sent before all flows have started may be lost.
  let looking = flowsStarted(RED);

  const look = async (): Promise<void> => {
    const client = clientOf(RED, config.client);
    const service = await client.service;
    // What is declared comes with the start and is no change.
    await client.started;
    const all = await ConnectionStates.of(RED, service, client);
    const states = await statesOf(all, config.connection);
    if (closed) return;
    for (const change of changes(all, known, states)) node.send({ payload: change });
    known = states;
    showHealth(status, [...states.values()], service.zoho.clock.now());
    warned = "";
  };
  // One look at a time, so that two changes at once are two messages in order.
  const lookSoon = (): void => {
    looking = looking.then(look).catch((thrown: unknown) => {
      const error = asZohoError(thrown);
      status.fail(error);
      if (error.message !== warned) warnOf(node, error);
      warned = error.message;
    });
  };

  const timer = setInterval(lookSoon, LOOK_MS);
  timer.unref();
  const stop = listen(RED, config, lookSoon);
  lookSoon();
  node.on("close", () => {
    closed = true;
    clearInterval(timer);
    stop();
  });
}

/**
 * The states of those connections that the dialog means, by name.
 *
 * @param name of a connection, `*` for all; blank means the client's only one
 * @throws ZohoError `ambiguous_connection`, those of the vault
 */
async function statesOf(
  states: ConnectionStates,
  name: string,
): Promise<ReadonlyMap<string, ConnectionState>> {
  const found = await Promise.all(
    watched(states.all, name).map(async (one) => [nameOf(one), await states.stateOf(one)] as const),
  );
  return new Map(found);
}

function watched(all: readonly Watched[], name: string): readonly Watched[] {
  if (name === ALL) return all;
  if (name !== "") return all.filter((one) => nameOf(one) === name);
  const [, second] = all;
  if (second === undefined) return all;
  throw new ZohoError("ambiguous_connection", { details: { known: all.map(nameOf) } });
}

/** A state as it is sent out when it has changed. */
interface Change extends ConnectionState {
  /** Absent where this is the first that is known of it. */
  readonly before?: StateWord;
}

function changes(
  all: ConnectionStates,
  before: ReadonlyMap<string, ConnectionState> | undefined,
  now: ReadonlyMap<string, ConnectionState>,
): readonly Change[] {
  if (before === undefined) return [...now.values()];
  const found: Change[] = [];
  for (const [name, state] of now) {
    const former = before.get(name)?.state ?? "not_connected";
    if (former !== state.state) found.push({ ...state, before: former });
  }
  for (const [name, former] of before) {
    if (now.has(name) || former.state === "not_connected") continue;
    found.push({ ...all.removed(former), before: former.state });
  }
  return found;
}

function showHealth(status: StatusBoard, states: readonly ConnectionState[], now: number): void {
  if (states.some(needsSomebody)) {
    status.say(states.some(({ state }) => state === "pending") ? "promptSent" : "authorizeAgain");
    return;
  }
  const throttled = states.filter(({ state }) => state === "throttled");
  if (throttled.length > 0) {
    const until = Math.max(...throttled.map(({ retryAt }) => Date.parse(retryAt ?? "") || now));
    status.say("throttled", { minutes: Math.max(1, Math.ceil((until - now) / 60_000)) });
  } else if (states.some(({ state }) => state === "used_elsewhere")) status.say("usedElsewhere");
  else if (states.length > 0) status.say("healthy");
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
