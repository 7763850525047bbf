import type { ConnectionState, ConnectionView } from "../../../../zoho-client/admin-api";
import type { Translate } from "../../red";

/** Drawn beside the word, so that neither colour nor icon alone tells the state. */
const ICONS: Readonly<Record<ConnectionState, string>> = {
  healthy: "fa-check-circle",
  authorize_again: "fa-exclamation-triangle",
  used_elsewhere: "fa-clone",
  throttled: "fa-clock-o",
  not_connected: "fa-chain-broken",
  damaged: "fa-times-circle",
};

/** How a connection is doing: an icon, a word, and for whoever is not fine a sentence that ends in what to do. */
export function drawState(
  { state, retryAt }: Pick<ConnectionView, "state" | "retryAt">,
  translate: Translate,
): { readonly word: JQuery; readonly hint: string } {
  const time = retryAt === undefined ? "" : new Date(retryAt).toLocaleTimeString();
  const icon = $("<i>", { class: `fa ${ICONS[state]}` }).attr("aria-hidden", "true");
  const word = $("<span>", { class: "zoho-state" })
    .attr("data-state", state)
    .append(icon, " ", document.createTextNode(translate(`zoho-client.state.${state}`, { time })));
  return { word, hint: state === "healthy" ? "" : translate(`zoho-client.stateHint.${state}`) };
}
