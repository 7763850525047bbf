import type { NodeAPI, NodeDef } from "node-red";
import { handleInput } from "../shared/handle-input";
import type { Node } from "../shared/red";
import { StatusBoard } from "../shared/status-board";
import { answerMessage } from "./answer-message";
import { AUTHORIZE_DEFAULTS, type AuthorizeConfig } from "./config";
import { WaitingMessages } from "./waiting-messages";

/** Registers `zoho-authorize`: connects an org from a flow. */
export default function register(RED: NodeAPI): void {
  function ZohoAuthorize(this: Node, def: NodeDef & Partial<AuthorizeConfig>): void {
    RED.nodes.createNode(this, def);
    const config = { ...AUTHORIZE_DEFAULTS, ...def };
    const outlet = { route: config.errors, port: 2 };
    const status = new StatusBoard(RED, this);
    const waiting = new WaitingMessages(RED, this, config, { outlet, status });
    handleInput(this, {
      outlet,
      status,
      work: (msg) => answerMessage(RED, this, config, { msg, waiting }),
    });
    waiting.listen();
  }

  RED.nodes.registerType("zoho-authorize", ZohoAuthorize);
}
