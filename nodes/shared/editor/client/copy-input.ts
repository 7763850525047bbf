import { textIn } from "../own-value";

/**
 * Copies what stands in an input. The clipboard of the browser works on https and localhost only; elsewhere the text
 * is left selected.
 *
 * @returns whether it was copied
 */
export async function copyInput(selector: string): Promise<boolean> {
  const input = $(selector);
  input.trigger("focus").trigger("select");
  try {
    await navigator.clipboard.writeText(textIn(selector));
    return true;
  } catch {
    return false;
  }
}
