import type { NodeAPI } from "node-red";
import { LEVEL_PACKAGE, levelStoreState } from "../../src/outbox/level-package";
import { editorRoutes } from "../zoho-client/routes/answer-route";
import type { OutboxStoreView } from "./admin-api";

/** Adds `GET zoho/outbox`: it tells the dialog of a node that is to keep writes whether it can. */
export function addOutboxRoute(RED: NodeAPI): void {
  editorRoutes(RED).get("/zoho/outbox", () => {
    const view: OutboxStoreView = { state: levelStoreState(), package: LEVEL_PACKAGE };
    return Promise.resolve(view);
  });
}
