import type { NodeAPI, NodeDef } from "node-red";
import { handleInput } from "../shared/handle-input";
import type { Node } from "../shared/red";
import { StatusBoard } from "../shared/status-board";
import { REFRESH_DEFAULTS, type RefreshConfig } from "./config";
import { answerMessage } from "./answer-message";
import { watchTokens } from "./watch-tokens";

/** Registers `zoho-refresh`: tells how tokens are doing, and renews them. */
export default function register(RED: NodeAPI): void {
  function ZohoRefresh(this: Node, def: NodeDef & Partial<RefreshConfig>): void {
    RED.nodes.createNode(this, def);
    const config = { ...REFRESH_DEFAULTS, ...def };
    const status = new StatusBoard(RED, this);
    handleInput(this, {
      outlet: { route: config.errors, port: 1 },
      status,
      work: (msg, signal) => answerMessage(RED, config, msg, signal),
    });
    if (config.watch) watchTokens(RED, this, config, status);
  }

  RED.nodes.registerType("zoho-refresh", ZohoRefresh);
}
