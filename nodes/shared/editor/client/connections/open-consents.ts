import type { OpenConsentView } from "../../../../zoho-client/admin-api";
import { cancelConsent, failureText } from "../../admin-routes";
import type { Translate } from "../../red";
import { smallButton } from "./small-button";

const AREA = "#zoho-open-consents";

/** What the list of waiting consents needs of the table. */
export interface OpenConsentSurroundings {
  readonly mayWrite: boolean;
  readonly refresh: () => Promise<void>;
  readonly note: (text: string) => void;
  readonly translate: Translate;
}

/** Shows who is waited for: links that are out, codes that were not typed, questions that were not answered. */
export function showOpenConsents(
  consents: readonly OpenConsentView[],
  around: OpenConsentSurroundings,
): void {
  const area = $(AREA);
  const told = JSON.stringify(consents);
  // Drawn anew, a button would lose the focus.
  if (area.data("told") === told) return;
  const rows = consents.map((consent) => drawConsent(consent, around));
  area
    .data("told", told)
    .toggle(consents.length > 0)
    .empty()
    .append(rows);
}

function drawConsent(consent: OpenConsentView, around: OpenConsentSurroundings): JQuery {
  const { translate } = around;
  const { ticket, connection, by, waitsFor, expiresAt } = consent;
  const icon = $("<i>", { class: "fa fa-hourglass-half" }).attr("aria-hidden", "true");
  const state = $("<span>", { class: "zoho-state" })
    .attr("data-state", "waiting")
    .append(icon, " ", document.createTextNode(translate(`zoho-client.open.${waitsFor}`)));
  const head = $("<div>", { class: "zoho-card-head" }).append(
    $("<strong>", { class: "zoho-name" }).text(connection),
    state,
  );
  if (around.mayWrite) {
    const text = translate("zoho-client.button.cancelConsent");
    const button = smallButton(text)
      .attr("aria-label", `${text}: ${connection}`)
      .on("click", () => void cancel(consent, around));
    head.append($("<span>", { class: "zoho-card-actions" }).append(button));
  }
  const time = new Date(expiresAt).toLocaleString();
  const what = waitsFor === "confirmation" ? "pending" : by;
  const hint = translate(`zoho-client.openHint.${what}`, { time, node: startedIn(consent, translate) });
  return $("<li>", { class: "zoho-connection" })
    .attr({ "data-consent": connection, "data-ticket": ticket })
    .append(head, $("<div>", { class: "zoho-state-hint" }).text(hint));
}

/** The node of a flow that waits for it, else the dialog. */
function startedIn({ startedBy }: OpenConsentView, translate: Translate): string {
  const node = RED.nodes.node(startedBy);
  if (node?.type !== "zoho-authorize") return translate("zoho-client.open.thisDialog");
  return translate("zoho-client.open.flow", { name: node.name || "zoho authorize" });
}

async function cancel(
  { ticket, connection }: OpenConsentView,
  around: OpenConsentSurroundings,
): Promise<void> {
  const { translate, refresh, note } = around;
  try {
    await cancelConsent(ticket);
    await refresh();
    note(translate("zoho-client.open.cancelled", { name: connection }));
  } catch (error) {
    await refresh();
    note(failureText(error, translate));
  }
}
