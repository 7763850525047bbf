import type { NodeAPI, NodeDef } from "node-red";
import { handleInput } from "../shared/handle-input";
import type { Node } from "../shared/red";
import { StatusBoard } from "../shared/status-board";
import { answerRequest } from "./answer-request";
import { REQUEST_DEFAULTS, type RequestConfig } from "./config";

/** Registers `zoho-request`: calls a Zoho API with one of the client's connections. */
export default function register(RED: NodeAPI): void {
  function ZohoRequest(this: Node, def: NodeDef & Partial<RequestConfig>): void {
    RED.nodes.createNode(this, def);
    const config = { ...REQUEST_DEFAULTS, ...def };
    handleInput(this, {
      outlet: { route: config.errors, port: 1 },
      status: new StatusBoard(RED, this),
      work: (msg, signal) => answerRequest(RED, this, config, { msg, signal }),
    });
  }

  RED.nodes.registerType("zoho-request", ZohoRequest);
}
