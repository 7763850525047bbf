import type { ConnectionView } from "../../../../zoho-client/admin-api";
import type { Translate } from "../../red";
import { drawDetails, drawFacts } from "./connection-facts";
import { drawState } from "./connection-state";
import { smallButton } from "./small-button";

/** What a person can do to a connection. */
export type ConnectionAction = "test" | "reconnect" | "invite" | "rename" | "move" | "disconnect";

/** Those beside the name; the others wait behind *More*. */
const AT_ONCE: readonly ConnectionAction[] = ["test", "reconnect"];
const MORE: readonly ConnectionAction[] = ["invite", "rename", "move", "disconnect"];

const ALL: readonly ConnectionAction[] = [...AT_ONCE, ...MORE];

/** What a record that can't be read still allows: nobody knows its name, so nothing but to remove it. */
const OF_DAMAGED: readonly ConnectionAction[] = ["disconnect"];

/** One connection as the dialog shows it. It is drawn once and then brought up to date: a redrawn button would lose the focus. */
export interface ConnectionCard {
  readonly element: JQuery;
  /** The connection as it was last told. */
  readonly shown: () => ConnectionView;
  update(connection: ConnectionView): void;
  /** Says what came of an action, where the action was. */
  say(kind: "progress" | "success" | "error", text: string): void;
  /** Shows a small form below the facts, or takes it away again. */
  ask(form: JQuery | undefined): void;
}

/**
 * @param mayWrite whether actions are offered at all
 * @param press called with the action that was chosen
 */
export function drawCard(
  connection: ConnectionView,
  {
    mayWrite,
    isOffered,
    press,
    translate,
  }: {
    readonly mayWrite: boolean;
    /** Whether the way on which the client connects has such an action. */
    readonly isOffered: (action: ConnectionAction) => boolean;
    readonly press: (action: ConnectionAction, card: ConnectionCard) => void;
    readonly translate: Translate;
  },
): ConnectionCard {
  let now = connection;
  const element = $("<li>", { class: "zoho-connection" });
  const name = $("<strong>", { class: "zoho-name" });
  const state = $("<span>");
  const hint = $("<div>", { class: "zoho-state-hint" });
  const facts = $("<div>");
  const details = $("<details>", { class: "zoho-more" });
  const summary = $("<summary>");
  const inDetails = $("<div>");
  const form = $("<div>");
  const message = $("<div>", { class: "zoho-message" }).attr("role", "status");
  const buttons = $("<span>", { class: "zoho-card-actions" });
  const more = $("<div>", { class: "zoho-card-actions zoho-card-more" }).hide();

  const update = (next: ConnectionView): void => {
    now = next;
    const isDamaged = next.state === "damaged";
    const drawn = drawState(next, translate);
    name.text(shownName(next, translate));
    state.empty().append(drawn.word);
    hint.text(drawn.hint);
    facts.empty();
    if (!isDamaged) facts.append(drawFacts(next, translate));
    summary.text(translate("zoho-client.table.details", { count: String(next.scopes.length) }));
    inDetails.empty().append(drawDetails(next, translate));
    details.toggle(!isDamaged);
    for (const button of element.find("button[data-action]")) {
      const action = button.getAttribute("data-action");
      const isHere = ALL.some((one) => one === action && isOffered(one));
      $(button)
        .toggle(isDamaged ? OF_DAMAGED.some((one) => one === action) : isHere)
        .toggleClass("primary", action === "reconnect" && isInNeed(next))
        .attr("aria-label", `${$(button).text()}: ${shownName(next, translate)}`);
    }
    toggle.attr("aria-label", `${translate("zoho-client.button.more")}: ${shownName(next, translate)}`);
  };

  const card: ConnectionCard = {
    element,
    shown: () => now,
    update,
    say(kind, text) {
      message.attr("data-kind", kind).text(text);
      message[0]?.scrollIntoView({ block: "nearest" });
    },
    ask(asked) {
      form.empty();
      if (asked !== undefined) form.append(asked);
    },
  };
  const actionButton = (action: ConnectionAction): JQuery =>
    smallButton(translate(`zoho-client.button.${action}`))
      .attr("data-action", action)
      .on("click", () => press(action, card));
  const toggle = smallButton(translate("zoho-client.button.more"))
    .addClass("zoho-card-toggle")
    .attr("aria-expanded", "false")
    .on("click", () => {
      const isOpen = toggle.attr("aria-expanded") === "true";
      toggle.attr("aria-expanded", String(!isOpen));
      more.toggle(!isOpen);
    });
  if (mayWrite) buttons.append(...AT_ONCE.map(actionButton), toggle);
  if (mayWrite) more.append(...MORE.map(actionButton));
  details.append(summary, inDetails);
  element
    .attr("data-connection", connection.name)
    .append($("<div>", { class: "zoho-card-head" }).append(name, state, buttons))
    .append(more, hint, facts, details, form, message);
  update(connection);
  return card;
}

function shownName({ state, name }: ConnectionView, translate: Translate): string {
  // Of a record that can't be read there is nothing but its ID.
  return state === "damaged" ? translate("zoho-client.table.unreadable", { id: name.slice(0, 8) }) : name;
}

function isInNeed({ state }: ConnectionView): boolean {
  return state === "authorize_again" || state === "not_connected";
}
