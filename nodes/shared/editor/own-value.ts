/** The prefix of the IDs of inputs: that of flow nodes or that of config nodes. */
export type InputPrefix = "node-input" | "node-config-input";

/**
 * Lets a value stand that `oneditsave` has set. After it Node-RED stores the text of every input
 * `<prefix>-<property>` over it, so a number would become a string and a list one line. An input without its ID
 * is left out.
 *
 * The input has the usual ID until then, so that labels, error marks and tests find it.
 */
export function keepOwnValue(prefix: InputPrefix, property: string): void {
  $(`#${prefix}-${property}`).removeAttr("id");
}

/** The number in an input; `whenBlank` where there is none. */
export function numberIn(selector: string, whenBlank: number): number {
  const text = textIn(selector);
  const number = Number(text);
  return text === "" || Number.isNaN(number) ? whenBlank : number;
}

/** A value that should be text; a hand-written flow may hold anything. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The text in an input, select or textarea, without white space around it. */
export function textIn(selector: string): string {
  return String($(selector).val() ?? "").trim();
}
