import { DATA_CENTERS } from "../../../../src/zoho/data-centers";
import type { ConnectionView } from "../../../zoho-client/admin-api";
import { type ConnectionQuery, disconnect, failureText, listConnections } from "../admin-routes";
import { textIn } from "../own-value";
import type { Translate } from "../red";

/** What decides whose connections are shown. */
const IDENTITY = "#node-config-input-clientId, #node-config-input-realm, #node-config-input-clientType";

/** The table of a client's connections. */
export interface ConnectionTable {
  /** Asks the runtime again. */
  refresh(): Promise<void>;
  /** Calls back when a person wants to connect a row again. */
  onConnectAgain(callback: (name: string) => void): void;
}

/** Shows the connections of the client in the dialog, and again when another client ID or realm is entered. */
export function prepareConnectionTable(node: string, translate: Translate): ConnectionTable {
  let connectAgain: (name: string) => void = () => undefined;
  let latest = 0;

  const query = (): ConnectionQuery => ({
    node,
    clientId: textIn("#node-config-input-clientId"),
    realm: textIn("#node-config-input-realm"),
    clientType: textIn("#node-config-input-clientType"),
  });

  const refresh = async (): Promise<void> => {
    const turn = ++latest;
    try {
      const connections = await listConnections(query());
      if (turn === latest) show(connections);
    } catch (error) {
      if (turn !== latest) return;
      show([]);
      note(failureText(error, translate));
    }
  };

  const show = (connections: readonly ConnectionView[]): void => {
    const rows = connections.map((connection) => row(connection, translate));
    $("#zoho-client-connections")
      .toggle(connections.length > 0)
      .find("tbody")
      .empty()
      .append(...rows);
    note(connections.length === 0 ? translate("zoho-client.table.empty") : "");
    suggestName(connections);
  };

  $("#zoho-client-connections")
    .on("click", ".zoho-connect-again", (event) => connectAgain(String($(event.currentTarget).data("name"))))
    .on("click", ".zoho-disconnect", (event) => {
      const button = $(event.currentTarget);
      askToDisconnect(String(button.data("id")), String(button.data("name")), refresh, translate);
    });
  let shownFor: string | undefined;
  const follow = (): void => {
    const identity = JSON.stringify(query());
    // The editor itself triggers `change` several times while a dialog opens.
    if (identity === shownFor) return;
    shownFor = identity;
    void refresh();
  };
  $(IDENTITY).on("change", follow);
  follow();
  return {
    refresh,
    onConnectAgain(callback) {
      connectAgain = callback;
    },
  };
}

function row(connection: ConnectionView, translate: Translate): JQuery {
  const { id, name, orgName, orgId, environment, dataCenter, user } = connection;
  const place = [environment, DATA_CENTERS[dataCenter].name].filter((part) => part !== undefined);
  const actions = $("<td>").addClass("zoho-actions");
  if (connection.state !== "healthy" && connection.state !== "throttled") {
    actions.append(button("zoho-connect-again", translate("zoho-client.button.connectAgain"), id, name), " ");
  }
  actions.append(button("zoho-disconnect", translate("zoho-client.button.disconnect"), id, name));
  return $("<tr>")
    .attr("data-connection", name)
    .append(
      $("<td>").append(line("zoho-name", name), line("zoho-hint", stateText(connection, translate))),
      $("<td>").append(
        line("zoho-name", orgName ?? orgId ?? translate("zoho-client.table.unknown")),
        line("zoho-hint", place.join(", ")),
      ),
      $("<td>").append(line("zoho-name", user ?? translate("zoho-client.table.unknown"))),
      actions,
    );
}

function stateText({ state, retryAt }: ConnectionView, translate: Translate): string {
  const time = retryAt === undefined ? "" : new Date(retryAt).toLocaleTimeString();
  return translate(`zoho-client.state.${state}`, { time });
}

function line(className: string, text: string): JQuery {
  return $("<div>").addClass(className).text(text);
}

function button(className: string, text: string, id: string, name: string): JQuery {
  return $("<button>", { type: "button", class: `red-ui-button red-ui-button-small ${className}` })
    .attr("aria-label", `${text}: ${name}`)
    .data({ id, name })
    .text(text);
}

function note(text: string): void {
  $("#zoho-connections-note").text(text);
}

/** Who has one connection most likely wants to renew it; who has none gets a name that can stay. */
function suggestName(connections: readonly ConnectionView[]): void {
  const input = $("#node-config-input-zoho-connection-name");
  if (textIn("#node-config-input-zoho-connection-name") !== "") return;
  const [only, ...others] = connections;
  if (only !== undefined) input.val(others.length === 0 ? only.name : "");
  else input.val(asConnectionName(textIn("#node-config-input-name")));
}

function asConnectionName(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return slug === "" ? "zoho" : slug;
}

function askToDisconnect(id: string, name: string, done: () => Promise<void>, translate: Translate): void {
  const question = RED.notify(
    $("<div>").text(translate("zoho-client.disconnect.question", { name })).html(),
    {
      type: "warning",
      modal: true,
      fixed: true,
      buttons: [
        { text: translate("zoho-client.button.keep"), click: () => question.close() },
        {
          text: translate("zoho-client.button.disconnect"),
          class: "primary",
          click: () => {
            question.close();
            void end();
          },
        },
      ],
    },
  );
  const end = async (): Promise<void> => {
    try {
      const { left } = await disconnect(id);
      await done();
      note(translate(`zoho-client.disconnect.${left === 0 ? "done" : "left"}`, { name, left }));
    } catch (error) {
      await done();
      note(failureText(error, translate));
    }
  };
}
