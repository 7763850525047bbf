import type { Translate } from "../red";

/** Draws the part of the dialog in which a call is tried. */
export function addTrySection(place: JQuery, translate: Translate): void {
  const text = (key: string): string => translate(`zoho-request.try.${key}`);
  place.empty().attr({ role: "group", "aria-labelledby": "zoho-try-heading" });
  $("<div>", { class: "zoho-section", id: "zoho-try-heading" }).text(text("heading")).appendTo(place);
  $("<p>", { class: "zoho-table-note", id: "zoho-try-note" }).text(text("note")).appendTo(place);
  place.append(samplePart(text));
  $("<div>", { class: "zoho-next-steps" })
    .append(button("zoho-try-button", "fa fa-play", text("button")))
    .append(button("zoho-dry-run-button", "fa fa-eye", text("dryRunButton")))
    .appendTo(place);
  $("<div>", { class: "zoho-message", id: "zoho-try-status", role: "status" }).appendTo(place);
  $("<div>", { id: "zoho-try-result" }).appendTo(place);
}

function samplePart(text: (key: string) => string): JQuery {
  const part = $("<details>", { class: "zoho-more", id: "zoho-sample-part" });
  $("<summary>").text(text("sample")).appendTo(part);
  $("<textarea>", { id: "zoho-sample", rows: 4, spellcheck: false })
    .attr("aria-label", text("sample"))
    .attr("aria-describedby", "zoho-sample-hint")
    .appendTo(part);
  $("<span>", { class: "zoho-hint", id: "zoho-sample-hint" }).attr("aria-live", "polite").appendTo(part);
  return part;
}

function button(id: string, icon: string, text: string): JQuery {
  return $("<button>", { type: "button", class: "red-ui-button", id })
    .attr("aria-describedby", "zoho-try-note")
    .append($("<i>", { class: icon }), document.createTextNode(` ${text}`));
}
