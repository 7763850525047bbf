import type { Translate } from "../red";

/** Copies what stands in the `<code>` beside a button. */
export interface CopyBeside {
  readonly button: HTMLElement;
  /** Selector of the place where it is said. */
  readonly note: string;
  /** Said when it has worked. */
  readonly copied: string;
}

/** The clipboard of the browser works on https and localhost only; elsewhere the text is left selected. */
export async function copyBeside({ button, note, copied }: CopyBeside, translate: Translate): Promise<void> {
  const value = button.parentElement?.querySelector("code");
  if (value === null || value === undefined) return;
  getSelection()?.selectAllChildren(value);
  try {
    await navigator.clipboard.writeText(value.textContent);
    $(note).text(copied);
  } catch {
    $(note).text(translate("zoho-client.redirect.selected"));
  }
}
