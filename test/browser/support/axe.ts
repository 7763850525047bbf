import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/**
 * What Node-RED itself draws inside of a form, and that looks the same in every node's dialog: what is wrong there is
 * not ours to mend.
 */
const NODE_REDS_OWN = [
  // The button that chooses a type, and the one that opens an editor for the value.
  ".red-ui-typedInput-type-select",
  ".red-ui-typedInput-option-trigger",
  ".red-ui-typedInput-option-expand",
  // Handles and buttons of an editable list.
  ".red-ui-editableList-item-handle",
  ".red-ui-editableList-item-remove",
  ".red-ui-editableList-addButton",
  // Pencil and plus beside the choice of a config node.
  "[id^=node-input-btn-]",
  "[id^=node-config-input-btn-]",
];

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/**
 * What hinders people in a part of the page, as axe sees it: what it calls serious or critical. The colour of the text
 * on Node-RED's own buttons (`red-ui-button`) is left to Node-RED: it is too pale on 4.1, wherever such a button is.
 *
 * @param part selector of what is looked at
 * @returns rule, element and what is wrong, one line each
 */
export async function seriousViolations(page: Page, part: string): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(lookedAt, { include: part, exclude: NODE_REDS_OWN });
  if (!passes.some(({ id }) => id === "color-contrast")) throw new Error(`axe saw no text in ${part}`);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary ?? ""}`),
    );
}

/** Runs in the page. */
async function lookedAt({
  include,
  exclude,
}: {
  readonly include: string;
  readonly exclude: readonly string[];
}): Promise<AxeResults> {
  // Node-RED's page is of no height and cuts off what overflows: axe would take all of the editor for hidden.
  const roots = [document.documentElement, document.body];
  for (const { style } of roots) style.setProperty("overflow", "visible", "important");
  try {
    const found = await window.axe.run({ include: [include], exclude: exclude.map((one) => [one]) });
    const isOnButton = (selector: unknown): boolean =>
      document.querySelector(String(selector))?.closest("button.red-ui-button") instanceof HTMLElement;
    for (const violation of found.violations)
      if (violation.id === "color-contrast")
        violation.nodes = violation.nodes.filter(({ target }) => !isOnButton(target[0]));
    return found;
  } finally {
    for (const { style } of roots) style.removeProperty("overflow");
  }
}
