import type { World } from "../world";
import { buttonForm, field, select } from "./button-form";
import { markup, type Markup } from "./markup";

const STEPS: readonly (readonly [seconds: number, label: string])[] = [
  [60, "+ 1 min"],
  [600, "+ 10 min"],
  [3_600, "+ 1 h"],
  [86_400, "+ 1 day"],
];

const UNITS: readonly (readonly [string, string])[] = [
  ["1", "seconds"],
  ["60", "minutes"],
  ["3600", "hours"],
  ["86400", "days"],
];

/** What time it is for the emulator, and buttons that let it pass. */
export function clockSection({ clock }: World): Markup {
  const now = new Date(clock.now()).toISOString();
  const steps = STEPS.map(([seconds, label]) =>
    buttonForm({
      section: "clock",
      fields: { amount: seconds, unit: 1 },
      buttons: [{ press: "advance", label }],
    }),
  );
  const amount = buttonForm({
    section: "clock",
    content: markup`${field("Advance by", markup`<input type="number" name="amount" value="30" step="any" required>`)}${field("Unit", select("unit", UNITS, "60"))}`,
    buttons: [{ press: "advance", label: "Advance" }],
  });
  const frozen = clock.isFrozen();
  const freeze = buttonForm({
    section: "clock",
    buttons: [frozen ? { press: "unfreeze", label: "Let it run" } : { press: "freeze", label: "Freeze" }],
  });
  return markup`<p class="now"><time datetime="${now}">${now.slice(0, 10)} ${now.slice(11, 19)} UTC</time>, ${frozen ? "frozen" : "running"}</p>
<div class="row">${steps}${freeze}</div><div class="row">${amount}</div>`;
}
