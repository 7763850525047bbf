import { addOverviewRoute } from "../shared/overview/overview-route";
import type { NodeAPI } from "../shared/red";
import { editorRoutes } from "./routes/answer-route";
import { addAtOnceRoutes } from "./routes/at-once-routes";
import { systemClock } from "../../src/time/clock";
import { CallbackProbes } from "./callback-probes";
import { addCallbackCheckRoutes } from "./routes/callback-check-routes";
import { addCallbackRoutes } from "./routes/callback-routes";
import { addConnectingRoutes } from "./routes/connecting-routes";
import { addConnectionActionRoutes } from "./routes/connection-action-routes";
import { addConnectionRoutes } from "./routes/connection-routes";
import { addInvitationRoutes } from "./routes/invitation-routes";
import { addDeviceCodeRoute } from "./routes/device-code-route";

/** Adds the client's routes of `shared/admin/route-table.ts`: once for each runtime, not for each node. */
export function addRoutes(RED: NodeAPI): void {
  const routes = editorRoutes(RED);
  addConnectingRoutes(RED, routes);
  addDeviceCodeRoute(RED, routes);
  addAtOnceRoutes(RED, routes);
  addInvitationRoutes(RED, routes);
  addConnectionRoutes(RED, routes);
  addConnectionActionRoutes(routes);
  const probes = new CallbackProbes(systemClock);
  addCallbackCheckRoutes(routes, probes);
  addCallbackRoutes(RED, probes);
  addOverviewRoute(RED, routes);
}
