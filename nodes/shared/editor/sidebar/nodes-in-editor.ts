import type { Translate } from "../red";
import { link } from "./elements";

const CLIENT = "zoho-client";

/** IDs of all clients that the editor knows, deployed or not. */
export function clientsInEditor(): readonly string[] {
  const clients: string[] = [];
  RED.nodes.eachConfig(({ id, type }) => {
    if (type === CLIENT) clients.push(id);
  });
  return clients;
}

/** What people call a node; its ID where the editor does not know it. */
export function labelOf(id: string): string {
  const node = RED.nodes.node(id);
  return node === undefined ? id : RED.utils.getNodeLabel(node, id);
}

/** A client by its label, which opens its dialog. */
export function clientLink(id: string, translate: Translate): JQuery {
  if (RED.nodes.node(id) === undefined) return $("<span>").text(id);
  return link(`client ${id}`, labelOf(id), () => openClient(id, translate)).attr(
    "title",
    translate("zoho-client.sidebar.openClient"),
  );
}

/** Opens a client's dialog; a second one on top of another would be hard to leave. */
function openClient(id: string, translate: Translate): void {
  if ($(".red-ui-tray").length > 0) {
    RED.notify($("<div>").text(translate("zoho-client.sidebar.dialogOpen")).html(), {
      type: "warning",
      timeout: 5_000,
    });
    return;
  }
  RED.editor.editConfig("", CLIENT, id);
}

export function addClient(translate: Translate): void {
  openClient("_ADD_", translate);
}

/**
 * A node by its label, which shows it in its flow. A client is in none: its dialog opens.
 *
 * @param key tells the link from others of the same node
 * @param whenGone what it was called, for where the editor does not know it any more
 */
export function nodeLink(
  key: string,
  { id, madeFrom, whenGone }: { readonly id: string; readonly madeFrom?: string; readonly whenGone?: string },
  translate: Translate,
): JQuery {
  const known = [id, madeFrom].find((one) => one !== undefined && RED.nodes.node(one) !== undefined);
  if (known === undefined)
    return $("<span>").text(translate("zoho-client.sidebar.nodeGone", { node: whenGone ?? id }));
  if (clientsInEditor().includes(known)) return clientLink(known, translate);
  return link(`${key} ${id}`, labelOf(known), () => RED.view.reveal(known)).attr(
    "title",
    translate("zoho-client.sidebar.reveal"),
  );
}
