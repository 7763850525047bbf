import type { Tone } from "./overview-parts";

/** Text in small print below what it belongs to. */
export function hint(text: string): JQuery {
  return $("<div>").addClass("zoho-hint").text(text);
}

export function name(text: string): JQuery {
  return $("<div>").addClass("zoho-name").text(text);
}

/** How something is doing that is no connection: its colour says nothing that the text beside it does not. */
export function mark(tone: Tone, text: string): JQuery {
  return $("<div>")
    .addClass("zoho-mark")
    .append(
      $("<i>", { class: "fa fa-circle", "aria-hidden": "true" }).attr("data-tone", tone),
      $("<span>").text(text),
    );
}

/** Looks like a link, and does something in this page. @param key tells it from the others, so that it can keep the focus */
export function link(key: string, text: string, press: () => void): JQuery {
  return $("<button>", { type: "button", class: "zoho-link" })
    .attr("data-key", key)
    .text(text)
    .on("click", press);
}

/** @param about what it is done to: only for who can't see where it stands */
export function button(key: string, text: string, about: string, press: () => void): JQuery {
  return $("<button>", { type: "button", class: "red-ui-button red-ui-button-small" })
    .attr({ "data-key": key, ...(about !== "" && { "aria-label": `${text}: ${about}` }) })
    .text(text)
    .on("click", press);
}

/** The first cell of a row names it. */
export function row(first: JQuery | readonly JQuery[], ...others: readonly (JQuery | string)[]): JQuery {
  return $("<tr>").append(
    $("<th>", { scope: "row" }).append(first as JQuery),
    others.map((content) =>
      typeof content === "string" ? $("<td>").text(content) : $("<td>").append(content),
    ),
  );
}

/** @param label what the table is of */
export function table(label: string, columns: readonly string[], rows: readonly JQuery[]): JQuery {
  const headings = columns.map((column) => $("<th>", { scope: "col" }).text(column));
  return $("<table>", { class: "zoho-table" })
    .attr("aria-label", label)
    .append($("<thead>").append($("<tr>").append(headings)), $("<tbody>").append([...rows]));
}

/** `14:03:22` of today, else with its date. */
export function timeText(iso: string, now = new Date()): string {
  const time = new Date(iso);
  return time.toDateString() === now.toDateString() ? time.toLocaleTimeString() : time.toLocaleString();
}
