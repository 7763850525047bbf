import { isProductId, PRODUCTS } from "../../../../src/zoho/products";
import type { Overview, OverviewLane } from "../../overview/overview-api";
import type { Translate } from "../red";
import { hint, name, row, table, timeText } from "./elements";
import { nodeLink } from "./nodes-in-editor";

/** What calls of each org and product are doing, and the credits that are left. */
export function drawLanes({ lanes }: Overview, translate: Translate): readonly JQuery[] {
  if (lanes.length === 0) return [hint(translate("zoho-client.sidebar.noCalls"))];
  const columns = ["org", "inFlight", "waiting", "credits"].map((column) =>
    translate(`zoho-client.sidebar.column.${column}`),
  );
  const label = translate("zoho-client.sidebar.section.calls");
  return [
    table(
      label,
      columns,
      lanes.map((lane) => drawLane(lane, translate)),
    ),
  ];
}

function drawLane(lane: OverviewLane, translate: Translate): JQuery {
  const { product, environment, pausedUntil, waitingNodes, creditsLeft } = lane;
  const paused =
    pausedUntil === undefined
      ? []
      : [hint(translate("zoho-client.sidebar.paused", { time: timeText(pausedUntil) }))];
  const place = [isProductId(product) ? PRODUCTS[product].name : product, environment].filter(
    (part) => part !== undefined,
  );
  const waiting = waitingNodes.map(({ node, waiting: count }) =>
    hint(`${count.toLocaleString()}: `).append(
      nodeLink(`waiting ${lane.of} ${product}`, { id: node }, translate),
    ),
  );
  return row(
    [name(lane.of), hint(place.join(", ")), ...paused],
    lane.inFlight.toLocaleString(),
    $("<div>").append(lane.waiting.toLocaleString(), waiting),
    creditsLeft === undefined
      ? translate("zoho-client.sidebar.notTold")
      : translate("zoho-client.sidebar.creditsLeft", { credits: creditsLeft.toLocaleString() }),
  );
}
