import type { NodeAPI, NodeDef } from "node-red";
import { type Node, onInput } from "../shared/red";
import type { ErrorSwitchConfig } from "./config";
import { routeError } from "./route-error";

/** Registers `zoho-error`: sends a failed message out by the class of its failure. */
export default function register(RED: NodeAPI): void {
  function ZohoErrorSwitch(this: Node, def: NodeDef & Partial<ErrorSwitchConfig>): void {
    RED.nodes.createNode(this, def);
    onInput(this, (msg, send, done) => {
      const { port, message } = routeError(msg);
      send(Array.from({ length: port + 1 }, (_, index) => (index === port ? message : null)));
      done();
    });
  }

  RED.nodes.registerType("zoho-error", ZohoErrorSwitch);
}
