import type { NodeAPI, NodeDef } from "node-red";
import { handleInput } from "../shared/handle-input";
import type { Node } from "../shared/red";
import { StatusBoard } from "../shared/status-board";
import { askForConsent } from "./ask-for-consent";
import { AUTHORIZE_DEFAULTS, type AuthorizeConfig } from "./config";
import { connectWithPastedCode } from "./connect-with-pasted-code";
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
      work: (msg) =>
        config.way === "grantCode"
          ? connectWithPastedCode(RED, config, msg)
          : askForConsent(RED, this, config, { msg, waiting }),
    });
    waiting.listen();
  }

  RED.nodes.registerType("zoho-authorize", ZohoAuthorize);
}
