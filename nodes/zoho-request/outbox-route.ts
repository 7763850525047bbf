import type { NodeAPI } from "node-red";
import { LEVEL_PACKAGE, levelStoreState } from "../../src/outbox/level-package";
import { sameOriginOnly } from "../zoho-client/same-origin";
import type { OutboxStoreView } from "./admin-api";

/** Adds the route of `admin-api.ts`: it tells the dialog of a node that is to keep writes whether it can. */
export function addOutboxRoute(RED: NodeAPI): void {
  RED.httpAdmin.get(
    "/zoho/outbox",
    sameOriginOnly,
    RED.auth.needsPermission("zoho-request.read"),
    (_request, response) => {
      const view: OutboxStoreView = { state: levelStoreState(), package: LEVEL_PACKAGE };
      response.json(view);
    },
  );
}
