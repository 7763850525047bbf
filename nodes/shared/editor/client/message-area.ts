export type MessageKind = "progress" | "success" | "error";

/** A way out that is offered below a message, e.g. to open a page again. */
export interface MessageLink {
  readonly href: string;
  readonly text: string;
}

/** A next step that is offered below a message, as a button. */
export interface MessageAction {
  readonly text: string;
  readonly press: () => void;
}

/** Says how connecting goes; screen readers read each text out when it changes. */
export function say(
  kind: MessageKind,
  text: string,
  link?: MessageLink,
  actions: readonly MessageAction[] = [],
): void {
  const area = $("#zoho-connect-message");
  const said = JSON.stringify([kind, text, link, actions.map((action) => action.text)]);
  // Drawn anew, a button or link would lose the focus, and the text would be read out again.
  if (area.data("said") === said) return;
  area.data("said", said).attr("data-kind", kind).text(text);
  if (link !== undefined) {
    const { href, text: linkText } = link;
    area.append(" ", $("<a>", { href, target: "_blank", rel: "noopener noreferrer" }).text(linkText));
  }
  if (actions.length > 0) area.append($("<div>").addClass("zoho-next-steps").append(actions.map(button)));
  // The dialog is longer than most screens, and this stands near its end.
  area[0]?.scrollIntoView({ block: "nearest" });
}

function button({ text, press }: MessageAction): JQuery {
  return $("<button>", { type: "button", class: "red-ui-button" }).text(text).on("click", press);
}
