/** A button as they stand in the rows of a list. */
export function smallButton(text: string): JQuery {
  return $("<button>", { type: "button", class: "red-ui-button red-ui-button-small" }).text(text);
}
