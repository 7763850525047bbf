import { DATA_CENTERS } from "../../../../src/zoho/data-centers";
import type { Overview, OverviewConnection } from "../../overview/overview-api";
import { drawState } from "../client/connections/connection-state";
import type { Translate } from "../red";
import { button, hint, name, row, table, timeText } from "./elements";
import { addClient, clientLink, clientsInEditor, labelOf } from "./nodes-in-editor";
import { type ClientGroup, clientGroups } from "./overview-parts";

/** So many clients of one group are named before the others are folded. */
const SHOWN_CLIENTS = 3;

/** All connections, client by client. */
export function drawConnections(overview: Overview, translate: Translate): readonly JQuery[] {
  const groups = clientGroups(overview, clientsInEditor());
  if (groups.length === 0) return [beginning(translate)];
  const { connectionsLeftOut: count } = overview;
  const leftOut = count === 0 ? [] : [hint(translate("zoho-client.sidebar.leftOut", { count }))];
  return [...groups.flatMap((group) => drawGroup(group, translate)), ...leftOut];
}

/** For who has nothing yet: how to begin. */
function beginning(translate: Translate): JQuery {
  return $("<div>")
    .addClass("zoho-beginning")
    .append(
      $("<p>").text(translate("zoho-client.sidebar.begin")),
      button("add", translate("zoho-client.sidebar.addClient"), "", () => addClient(translate)),
    );
}

function drawGroup(
  { clients, isDeployed, connections }: ClientGroup,
  translate: Translate,
): readonly JQuery[] {
  const heading = clientHeading(clients, translate);
  if (!isDeployed) return [heading, hint(translate("zoho-client.sidebar.notDeployed"))];
  if (connections.length === 0) return [heading, hint(translate("zoho-client.sidebar.noConnection"))];
  const columns = ["connection", "state", "tokens"].map((column) =>
    translate(`zoho-client.sidebar.column.${column}`),
  );
  const label = translate("zoho-client.sidebar.connectionsOf", { client: clients.map(labelOf).join(", ") });
  return [
    heading,
    table(
      label,
      columns,
      connections.map((one) => drawRow(one, translate)),
    ),
  ];
}

/** The clients of a group, which share their connections; of many the first, the others folded. */
function clientHeading(clients: readonly string[], translate: Translate): JQuery {
  const heading = $("<h5>")
    .addClass("zoho-client-heading")
    .append(links(clients.slice(0, SHOWN_CLIENTS)));
  const others = clients.slice(SHOWN_CLIENTS);
  if (others.length === 0) return heading;
  const summary = $("<summary>").text(translate("zoho-client.sidebar.moreClients", { count: others.length }));
  return heading.append(" ", $("<details>").addClass("zoho-more-clients").append(summary, links(others)));

  function links(ids: readonly string[]): JQuery {
    const list = $("<span>");
    for (const [index, id] of ids.entries()) list.append(index > 0 ? ", " : "", clientLink(id, translate));
    return list;
  }
}

function drawRow(connection: OverviewConnection, translate: Translate): JQuery {
  const { tokens } = connection;
  return row(
    [name(connection.name), hint(placeText(connection))],
    $("<div>").append(drawHealth(connection, translate), stateHints(connection, translate).map(hint)),
    tokens === undefined ? "" : translate("zoho-client.sidebar.tokens", { ...tokens }),
  ).attr("data-connection", connection.name);
}

function stateHints(
  { state, tokens, lastCallAt }: OverviewConnection,
  translate: Translate,
): readonly string[] {
  const hints: string[] = [];
  if (state === "authorize_again" || state === "not_connected")
    hints.push(translate("zoho-client.sidebar.mend"));
  if (state !== "throttled" && tokens?.retryAt !== undefined)
    hints.push(translate("zoho-client.sidebar.budgetUsed", { time: timeText(tokens.retryAt) }));
  if (lastCallAt !== undefined)
    hints.push(translate("zoho-client.sidebar.lastCall", { time: timeText(lastCallAt) }));
  return hints;
}

/** Where a connection leads, and who consented to it. */
export function placeText({ orgName, orgId, environment, dataCenter, user }: OverviewConnection): string {
  const place = dataCenter === undefined ? undefined : DATA_CENTERS[dataCenter].name;
  return [orgName ?? orgId, environment, place, user].filter((part) => part !== undefined).join(", ");
}

/** The state as the client's dialog draws it. */
export function drawHealth({ state, tokens }: OverviewConnection, translate: Translate): JQuery {
  const retryAt = tokens?.retryAt;
  return drawState({ state, ...(retryAt !== undefined && { retryAt }) }, translate).word;
}
