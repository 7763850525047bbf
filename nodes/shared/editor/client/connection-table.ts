import type { ConnectionView } from "../../../zoho-client/admin-api";
import { type ConnectionQuery, failureText, listConnections } from "../admin-routes";
import { mayWrite } from "../may-write";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { type ActionSurroundings, doAction } from "./connections/connection-actions";
import { type ConnectionCard, drawCard } from "./connections/connection-card";
import type { ConnectChoice } from "./next-steps";

const LIST = "#zoho-client-connections";

/** What decides whose connections are shown. */
const IDENTITY = "#node-config-input-clientId, #node-config-input-realm, #node-config-input-clientType";

/** The table of a client's connections. */
export interface ConnectionTable {
  /** Asks the runtime again. */
  refresh(): Promise<void>;
  /** Calls back when a person wants to connect a row again, or to move it. */
  onConnectAgain(callback: (name: string, choice: ConnectChoice) => void): void;
  /** Calls back with the connections that are shown, now and whenever they change. */
  onShown(callback: (connections: readonly ConnectionView[]) => void): void;
}

/** Shows the connections of the client in the dialog, and again when another client ID or realm is entered. */
export function prepareConnectionTable(node: string, translate: Translate): ConnectionTable {
  let connectAgain: (name: string, choice: ConnectChoice) => void = () => undefined;
  let latest = 0;
  const cards = new Map<string, ConnectionCard>();
  let shown: readonly ConnectionView[] = [];
  let tellShown: (connections: readonly ConnectionView[]) => void = () => undefined;

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

  const around: ActionSurroundings = {
    client: node,
    translate,
    refresh,
    note,
    connect: (name, choice) => connectAgain(name, choice),
    focus: (name) => {
      const card = [...cards.values()].find((one) => one.shown().name === name);
      card?.element.find("button").first().trigger("focus");
    },
  };

  const cardOf = (connection: ConnectionView): ConnectionCard => {
    const known = cards.get(connection.id);
    if (known !== undefined) {
      known.update(connection);
      return known;
    }
    const press: Parameters<typeof drawCard>[1]["press"] = (action, card) => doAction(action, card, around);
    const card = drawCard(connection, { mayWrite: mayWrite(), press, translate });
    cards.set(connection.id, card);
    return card;
  };

  const show = (connections: readonly ConnectionView[]): void => {
    const ids = new Set(connections.map(({ id }) => id));
    for (const [id, card] of cards) {
      if (ids.has(id)) continue;
      card.element.remove();
      cards.delete(id);
    }
    const list = $(LIST).toggle(connections.length > 0);
    connections.forEach((connection, index) => {
      const { element } = cardOf(connection);
      const there = list.children().get(index);
      // What is moved loses the focus.
      if (there === element[0]) return;
      if (there === undefined) list.append(element);
      else element.insertBefore(there);
    });
    note(connections.length === 0 ? translate("zoho-client.table.empty") : "");
    suggestName(connections);
    shown = connections;
    tellShown(shown);
  };

  $("#zoho-connections-readonly").toggle(!mayWrite());
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
    onShown(callback) {
      tellShown = callback;
      callback(shown);
    },
  };
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
