export type MessageKind = "progress" | "success" | "error";

/** A way out that is offered below a message, e.g. to open a page again. */
export interface MessageLink {
  readonly href: string;
  readonly text: string;
}

/** Says how connecting goes; screen readers read each text out when it changes. */
export function say(kind: MessageKind, text: string, link?: MessageLink): void {
  const area = $("#zoho-connect-message");
  if (area.text().trim() === [text, link?.text ?? ""].join(" ").trim()) return;
  area.attr("data-kind", kind).text(text);
  if (link !== undefined) {
    const { href, text: linkText } = link;
    area.append(" ", $("<a>", { href, target: "_blank", rel: "noopener noreferrer" }).text(linkText));
  }
  // The dialog is longer than most screens, and this stands near its end.
  area[0]?.scrollIntoView({ block: "nearest" });
}
