import { join } from "node:path";
import { CursorStore } from "../../src/changes/cursor-store";
import { systemClock } from "../../src/time/clock";
import { flowsStarted } from "../shared/flows-started";
import type { FlowMessage, NodeAPI } from "../shared/red";
import { type ErrorOutlet, reportError } from "../shared/report-error";
import type { StatusBoard } from "../shared/status-board";
import { vaultSettings } from "../shared/vault-settings";
import { zohoService } from "../shared/zoho-service";
import { clientOf } from "../zoho-client/client-node";
import { BatchDelivery } from "./batch-delivery";
import { ChangeWatch } from "./change-watch";
import { CHANGES_DEFAULTS, intervalMs, MOST_MINUTES } from "./config";
import type { Controlled } from "./control-message";
import { firstRunOf } from "./first-run";
import { toldState } from "./told-state";
import { openWatch, type WatchingNode } from "./watched";
import { WatchPlace } from "./watch-place";
import { showWatch } from "./watch-status";

/** Longest time that closing waits for a poll to end, milliseconds. */
const CLOSE_MS = 1_000;

/** Where all nodes of this runtime keep their places. */
export function placesOf(RED: NodeAPI): CursorStore {
  return new CursorStore({ directory: join(vaultSettings(RED).directory, "changes") });
}

export interface WatchedNode extends WatchingNode {
  readonly outlet: ErrorOutlet;
  readonly status: StatusBoard;
}

/** Begins to watch, once the flows have started. Ends with the node. */
export function watchChanges(watched: WatchedNode): Controlled {
  const { RED, node, config, status } = watched;
  let isClosed = false;
  const changed = (): void => {
    if (!isClosed) showWatch(status, watch.state);
  };
  const delivery = new BatchDelivery({
    output: config.output,
    advance: config.advance,
    takenWithinMs: takenWithinMs(config.takenMinutes),
    clock: systemClock,
    send: (message) => {
      node.send(message as never);
    },
    changed,
  });
  const watch: ChangeWatch = new ChangeWatch({
    place: new WatchPlace(placesOf(RED), node.id, systemClock),
    delivery,
    clock: systemClock,
    random: Math.random,
    intervalMs: intervalMs(config),
    first: () =>
      config.firstRun === "date"
        ? firstRunOf("The date of the first run", config.firstDate)
        : { from: config.firstRun },
    open: async () => openWatch(watched, await clientOf(RED, config.client).service),
    listener: {
      changed,
      failed: (error) => {
        reportAlone(watched, error);
      },
      beganAnew: () => {
        node.warn(RED._(`zoho-changes.beganAnew.${config.firstRun}`, { module: config.module } as never));
      },
    },
  });
  void watch.run(flowsStarted(RED));
  const stop = listen(RED, () => {
    watch.somethingChanged();
  });
  node.on("close", (_removed: boolean, done: () => void) => {
    isClosed = true;
    stop();
    const patience = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref());
    void Promise.race([watch.close(), patience]).then(done);
  });
  return { watch, delivery, state: () => toldState(config, watch.state) };
}

/** An error that no message has caused goes the same way as others. */
function reportAlone({ node, config, outlet }: WatchedNode, error: Parameters<typeof reportError>[2]): void {
  const { product, module } = config;
  const msg: FlowMessage = { topic: module, zohoChange: { product, module } };
  reportError(node, outlet, error, {
    msg,
    send: (message) => {
      node.send(message as never);
    },
    done: (failure) => {
      if (failure !== undefined) node.error(failure, msg as never);
    },
  });
}

function takenWithinMs(minutes: number): number {
  const allowed = minutes > 0 ? Math.min(MOST_MINUTES, minutes) : CHANGES_DEFAULTS.takenMinutes;
  return allowed * 60_000;
}

/** A connection that was made anew may mend what fails. @returns ends the listening */
function listen(RED: NodeAPI, listener: () => void): () => void {
  let stop = (): void => undefined;
  let isStopped = false;
  zohoService(RED).then(
    (service) => {
      if (!isStopped) stop = service.onChange(listener);
    },
    // What keeps the service from opening is told by the polls.
    () => undefined,
  );
  return () => {
    isStopped = true;
    stop();
  };
}
