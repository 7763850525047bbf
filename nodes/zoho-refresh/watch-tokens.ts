import { type Health, tokenState } from "../../src/tokens/token-state";
import type { Node, NodeAPI } from "../shared/red";
import type { StatusBoard } from "../shared/status-board";
import { asZohoError } from "../shared/report-error";
import { clientOf } from "../zoho-client/client-node";
import { connectionsOf } from "./answer-message";
import type { RefreshConfig } from "./config";

/** A throttle ends by itself: looked at this often, milliseconds. */
const LOOK_MS = 30_000;

/** Emits a message whenever the state of a watched connection changes; the first look emits nothing. */
export function watchTokens(RED: NodeAPI, node: Node, config: RefreshConfig, status: StatusBoard): void {
  const known = new Map<string, Health>();
  let looking = Promise.resolve();

  const look = async (): Promise<void> => {
    const client = clientOf(RED, config.client);
    const service = await client.service;
    for (const connection of await connectionsOf(service, client)) {
      if (config.connection !== "" && config.connection !== "*" && config.connection !== connection.name)
        continue;
      const state = await tokenState(service.zoho, connection);
      const before = known.get(connection.id);
      known.set(connection.id, state.state);
      if (before !== undefined && before !== state.state) node.send({ payload: { ...state, before } });
    }
    showHealth(status, [...known.values()]);
  };
  // One look at a time, so that two changes at once are two messages in order.
  const lookSoon = (): void => {
    looking = looking.then(look).catch((error: unknown) => {
      node.debug(asZohoError(error).message);
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

function showHealth(status: StatusBoard, states: readonly Health[]): void {
  if (states.some((state) => state === "authorize_again" || state === "not_connected"))
    status.say("authorizeAgain");
  else if (states.includes("throttled")) status.say("throttled", { minutes: 10 });
  else if (states.length > 0) status.say("healthy");
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
    // Without a client there is nothing to watch; the input reports it.
  }
  return () => {
    stopped = true;
    stop();
  };
}
