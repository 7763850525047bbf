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
  if (link === undefined) return;
  area.append(
    " ",
    $("<a>", { href: link.href, target: "_blank", rel: "noopener noreferrer" }).text(link.text),
  );
}
