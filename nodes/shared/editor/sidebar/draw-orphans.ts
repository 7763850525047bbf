import type { Overview, OverviewConnection } from "../../overview/overview-api";
import { disconnect, failureText } from "../admin-routes";
import { askFirst } from "../client/connections/ask-first";
import { mayWrite } from "../may-write";
import type { Translate } from "../red";
import { drawHealth, placeText } from "./draw-connections";
import { button, hint, name } from "./elements";
import { connectionsOfNobody } from "./overview-parts";

type Refresh = () => Promise<void>;

/** What nobody uses any more: connections whose client is gone, and what nodes have kept that are gone. */
export function drawOrphans(overview: Overview, translate: Translate, refresh: Refresh): readonly JQuery[] {
  const connections = connectionsOfNobody(overview).map((one) => drawConnection(one, translate, refresh));
  const queues = overview.outbox.orphans.map(({ node, records, oldestAt }) => {
    const time = oldestAt === undefined ? "" : new Date(oldestAt).toLocaleString();
    return $("<li>").append(
      name(translate("zoho-client.sidebar.leftQueue", { records, node })),
      hint(translate("zoho-client.sidebar.leftQueueHint", { time })),
    );
  });
  return connections.length + queues.length === 0
    ? []
    : [$("<ul>").addClass("zoho-list").append(connections, queues)];
}

function drawConnection(connection: OverviewConnection, translate: Translate, refresh: Refresh): JQuery {
  const called = nameOf(connection, translate);
  const end = (): void => askToDisconnect(connection, translate, refresh);
  return $("<li>")
    .attr("data-connection", connection.name)
    .append(
      name(called),
      hint(placeText(connection)),
      drawHealth(connection, translate),
      hint(whatToDo(connection, translate)),
      mayWrite()
        ? button(`disconnect ${connection.id}`, translate("zoho-client.button.disconnect"), called, end)
        : "",
    );
}

/** Of a record that can't be read nobody knows the name. */
function nameOf({ id, state, name: known }: OverviewConnection, translate: Translate): string {
  return state === "damaged" ? translate("zoho-client.table.unreadable", { id }) : known;
}

function whatToDo({ state, realm, clientId = "" }: OverviewConnection, translate: Translate): string {
  if (state === "damaged") return translate("zoho-client.stateHint.damaged");
  if (realm === "emulator") return translate("zoho-client.sidebar.orphanEmulatorHint");
  return translate("zoho-client.sidebar.orphanHint", { clientId });
}

function askToDisconnect(connection: OverviewConnection, translate: Translate, refresh: Refresh): void {
  const { state, name: called } = connection;
  const question = [
    translate("zoho-client.disconnect.question", { name: called }),
    translate("zoho-client.disconnect.meaning"),
  ];
  askFirst(
    {
      sentences: state === "damaged" ? [translate("zoho-client.disconnect.damaged")] : question,
      yes: translate("zoho-client.button.disconnect"),
      no: translate("zoho-client.button.keep"),
    },
    () => void end(connection, translate).then(refresh),
  );
}

async function end({ id, name: called }: OverviewConnection, translate: Translate): Promise<void> {
  try {
    const { left } = await disconnect(id);
    const word = left === 0 ? "done" : "left";
    tell("success", translate(`zoho-client.disconnect.${word}`, { name: called, left }));
  } catch (error) {
    tell("error", failureText(error, translate));
  }
}

function tell(type: "success" | "error", text: string): void {
  RED.notify($("<div>").text(text).html(), { type, timeout: 8_000 });
}
