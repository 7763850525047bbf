import type { ConnectionList, ConnectionView } from "../../../zoho-client/admin-api";
import { connectionList, type ConnectionQuery, failureText } from "../admin-routes";
import { mayWrite } from "../may-write";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { type ActionSurroundings, doAction } from "./connections/connection-actions";
import { type ConnectionAction, type ConnectionCard, drawCard } from "./connections/connection-card";
import { showOpenConsents } from "./connections/open-consents";
import type { ConnectChoice } from "./next-steps";
import { chosenWay } from "./way-question";

const LIST = "#zoho-client-connections";

const NOTE = "#zoho-connections-note";

/** Between two looks at a table in which somebody is waited for, milliseconds. */
const LOOK_MS = 4_000;

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
  /** Calls back when somebody else is to consent for a row. */
  onInvite(callback: (name: string) => void): void;
}

/** Shows the connections of the client in the dialog, and again when another client ID or realm is entered. */
export function prepareConnectionTable(node: string, translate: Translate): ConnectionTable {
  let connectAgain: (name: string, choice: ConnectChoice) => void = () => undefined;
  let invite: (name: string) => void = () => undefined;
  let latest = 0;
  let next: ReturnType<typeof setTimeout> | undefined;
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
      const list = await connectionList(query());
      if (turn === latest) show(list);
    } catch (error) {
      if (turn !== latest) return;
      show({ connections: [], open: [] });
      note(failureText(error, translate));
    }
  };

  /** Looks again while somebody is waited for: what becomes of it shows by itself. */
  const follow = (list: ConnectionList): void => {
    clearTimeout(next);
    if (list.open.length === 0) return;
    next = setTimeout(() => {
      if ($(LIST).length === 0) return;
      const turn = ++latest;
      // Node-RED may be restarting; what is shown still holds then.
      const look = connectionList(query()).catch(() => list);
      void look.then((now) => (turn === latest && $(LIST).length > 0 ? show(now) : undefined));
    }, LOOK_MS);
  };

  const around: ActionSurroundings = {
    client: node,
    translate,
    refresh,
    note,
    connect: (name, choice) => connectAgain(name, choice),
    invite: (name) => invite(name),
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
    const card = drawCard(connection, { mayWrite: mayWrite(), isOffered, press, translate });
    cards.set(connection.id, card);
    return card;
  };

  const show = (told: ConnectionList): void => {
    const { connections } = told;
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
    // What was said of an action stays until the next one.
    const empty = translate("zoho-client.table.empty");
    if (connections.length === 0) note(empty);
    else if ($(NOTE).text() === empty) note("");
    showOpenConsents(told.open, { mayWrite: mayWrite(), refresh, note, translate });
    suggestName(connections);
    const isNew = JSON.stringify(connections) !== JSON.stringify(shown);
    shown = connections;
    if (isNew) tellShown(shown);
    follow(told);
  };

  $("#zoho-connections-readonly").toggle(!mayWrite());
  let shownFor: string | undefined;
  const showAnother = (): void => {
    const identity = JSON.stringify(query());
    // The editor itself triggers `change` several times while a dialog opens.
    if (identity === shownFor) return;
    shownFor = identity;
    void refresh();
  };
  $(IDENTITY).on("change", showAnother);
  showAnother();
  return {
    refresh,
    onConnectAgain(callback) {
      connectAgain = callback;
    },
    onShown(callback) {
      tellShown = callback;
      callback(shown);
    },
    onInvite(callback) {
      invite = callback;
    },
  };
}

/** A link is for a consent that ends with a redirect. */
function isOffered(action: ConnectionAction): boolean {
  return action !== "invite" || (chosenWay() ?? "browser") === "browser";
}

function note(text: string): void {
  $(NOTE).text(text);
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
