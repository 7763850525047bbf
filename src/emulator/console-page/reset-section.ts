import { buttonForm } from "./button-form";
import { markup, type Markup } from "./markup";

/** Behind a second click, because it can't be undone. */
export function resetSection(): Markup {
  const reset = buttonForm({
    section: "reset",
    buttons: [{ press: "reset", label: "Reset now", kind: "danger" }],
  });
  return markup`<details><summary>Back to the beginning</summary>
<p>Forgets all tokens, consents, records that were written, clients that were registered, settings, faults and requests, and sets the clock back. Apps must connect anew.</p>${reset}</details>`;
}
