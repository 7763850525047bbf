import type { EditorRoutes } from "../../zoho-client/routes/answer-route";
import type { NodeAPI } from "../red";
import type { ZohoService } from "../zoho-service";
import { BudgetLooks } from "./budget-looks";
import { connectionRows, KNOWN_MS, MOST_CONNECTIONS } from "./connection-rows";
import { reportedErrors } from "./error-book";
import { laneRows } from "./lane-rows";
import { LeftQueues } from "./left-queues";
import type { Overview } from "./overview-api";
import { queueRows } from "./queue-rows";

/** Adds the route of `overview-api.ts`: once for each runtime. Editors ask it every few seconds while somebody looks. */
export function addOverviewRoute(RED: NodeAPI, routes: EditorRoutes): void {
  const leftQueues = new LeftQueues(RED);
  let budgets: BudgetLooks | undefined;
  routes.get("/zoho/overview", (service) => {
    budgets ??= new BudgetLooks(service);
    return overview(service, { budgets, leftQueues });
  });
}

interface Looks {
  readonly budgets: BudgetLooks;
  readonly leftQueues: LeftQueues;
}

async function overview(service: ZohoService, { budgets, leftQueues }: Looks): Promise<Overview> {
  const { zoho, clients, outbox } = service;
  const [listed, left] = await Promise.all([zoho.connections.all(KNOWN_MS), leftQueues.of(service)]);
  const rows = await connectionRows(service, listed, budgets);
  return {
    at: new Date(zoho.clock.now()).toISOString(),
    clients: [...clients.identities().keys()],
    connections: rows.slice(0, MOST_CONNECTIONS),
    connectionsLeftOut: Math.max(0, rows.length - MOST_CONNECTIONS),
    lanes: laneRows(zoho, listed),
    outbox: { queues: queueRows(outbox.states()), ...left },
    errors: reportedErrors.last(),
  };
}
