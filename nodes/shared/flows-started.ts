import type { NodeAPI } from "./red";

let next: Promise<void> | undefined;

/**
 * Resolves when Node-RED has started the flows that are being started now. What a node sends before may be lost,
 * because the nodes behind it need not be there yet. One listener for all nodes, so that none is a leak.
 */
export function flowsStarted(RED: NodeAPI): Promise<void> {
  next ??= new Promise((resolve) => {
    RED.events.once("flows:started", () => {
      next = undefined;
      resolve();
    });
  });
  return next;
}
