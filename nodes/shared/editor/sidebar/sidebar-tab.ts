import type { Translate } from "../red";
import { ZohoSidebar } from "./zoho-sidebar";

const TAB = "zoho";
const ACTION = "zoho:show-zoho-tab";

let sidebar: ZohoSidebar | undefined;
let isKnown = false;

/** Adds the tab *Zoho*: when the type of the client is there, and when it is there again. */
export function addSidebarTab(translate: Translate): void {
  if (sidebar !== undefined) return;
  sidebar = new ZohoSidebar(translate);
  RED.sidebar.addTab({
    id: TAB,
    label: translate("zoho-client.sidebar.label"),
    name: translate("zoho-client.sidebar.name"),
    content: sidebar.content,
    toolbar: $("<div>").addClass("zoho-as-of").append(sidebar.asOf),
    iconClass: "fa fa-plug",
    action: ACTION,
    enableOnEdit: true,
  });
  if (isKnown) return;
  isKnown = true;
  RED.actions.add(ACTION, () => RED.sidebar.show(TAB), { label: translate("zoho-client.sidebar.show") });
  RED.events.on("deploy", () => void sidebar?.refresh());
}

export function removeSidebarTab(): void {
  sidebar?.end();
  sidebar = undefined;
  RED.sidebar.removeTab(TAB);
}
