import type { NodeAPI, NodeDef } from "node-red";
import { asZohoError } from "../../src/errors/as-zoho-error";
import { flowsStarted } from "../shared/flows-started";
import { handleInput } from "../shared/handle-input";
import type { Node } from "../shared/red";
import { warnOf } from "../shared/report-error";
import { StatusBoard } from "../shared/status-board";
import { answerRequest } from "./answer-request";
import { REQUEST_DEFAULTS, type RequestConfig } from "./config";
import { maxTimeMs } from "./max-time";
import { OpenLists } from "./open-lists";
import { type KeepingNode, NodeOutbox } from "./outbox/node-outbox";
import { warnOfOrphans } from "./outbox/orphans";
import { addOutboxRoute } from "./outbox-route";
import { addTryRoutes } from "./try/try-routes";

/** Opens the node's queue, and closes it with the node. */
function keepWrites(keeping: KeepingNode): NodeOutbox {
  const outbox = new NodeOutbox(keeping);
  keeping.node.on("close", (_removed: boolean, done: () => void) => {
    outbox.close().then(done, (error: unknown) => {
      warnOf(keeping.node, asZohoError(error));
      done();
    });
  });
  return outbox;
}

/** Registers `zoho-request`: calls a Zoho API with one of the client's connections. */
export default function register(RED: NodeAPI): void {
  function ZohoRequest(this: Node, def: NodeDef & Partial<RequestConfig>): void {
    RED.nodes.createNode(this, def);
    const config = { ...REQUEST_DEFAULTS, ...def };
    const lists = new OpenLists(this.id);
    const outlet = { route: config.errors, port: 1 };
    const status = new StatusBoard(RED, this);
    const outbox =
      config.ifUnreachable === "keep" ? keepWrites({ RED, node: this, config, status, outlet }) : undefined;
    handleInput(this, {
      outlet,
      status,
      limitMs: (msg) => maxTimeMs(config, msg),
      work: (msg, signal, stream) => answerRequest(this, { RED, config, msg, signal, stream, lists, outbox }),
    });
    this.on("close", () => {
      lists.close();
    });
  }

  addOutboxRoute(RED);
  addTryRoutes(RED);
  // Those that an earlier run has left.
  void flowsStarted(RED).then(() => warnOfOrphans(RED));
  RED.nodes.registerType("zoho-request", ZohoRequest);
}
