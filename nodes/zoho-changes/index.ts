import type { NodeAPI, NodeDef } from "node-red";
import { handleInput } from "../shared/handle-input";
import type { Node } from "../shared/red";
import { StatusBoard } from "../shared/status-board";
import { CHANGES_DEFAULTS, type ChangesConfig } from "./config";
import { answerControl } from "./control-message";
import { placesOf, watchChanges } from "./watch-changes";

/** Registers `zoho-changes`: sends what was created, changed or deleted in Zoho. */
export default function register(RED: NodeAPI): void {
  void placesOf(RED).tidy(Date.now());

  function ZohoChanges(this: Node, def: NodeDef & Partial<ChangesConfig>): void {
    RED.nodes.createNode(this, def);
    const config = { ...CHANGES_DEFAULTS, ...def };
    const outlet = { route: config.errors, port: 1 };
    const board = new StatusBoard(RED, this);
    const controlled = watchChanges({ RED, node: this, config, outlet, status: board });
    handleInput(this, {
      outlet,
      // What is shown is the watch; messages only steer it.
      status: { begin: nothing, end: nothing, count: nothing, close: () => board.close() },
      work: (msg) => answerControl(controlled, msg),
    });
  }

  RED.nodes.registerType("zoho-changes", ZohoChanges);
}

function nothing(): void {
  // The watch shows its own state.
}
