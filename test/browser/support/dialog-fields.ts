import type { Page } from "playwright-core";

/** More than any dialog has fields. */
const MOST_STEPS = 60;

/**
 * The fields of the dialog in front that a screen reader could not name: visible, and without label, `aria-label`,
 * `aria-labelledby` or title.
 *
 * @returns their tags with whatever tells them apart
 */
export function namelessFields(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const fields = document.querySelectorAll<HTMLInputElement>(
      ".red-ui-tray .zoho-form :is(input, select, textarea, button)",
    );
    const textOf = (id: string): string => document.getElementById(id)?.textContent.trim() ?? "";
    const nameOf = (field: HTMLInputElement): string =>
      [
        ...[...(field.labels ?? [])].map((label) => label.textContent.trim()),
        field.getAttribute("aria-label") ?? "",
        ...(field.getAttribute("aria-labelledby") ?? "").split(" ").map(textOf),
        field.title,
        field.tagName === "BUTTON" ? field.textContent.trim() : "",
      ].join("");
    return [...fields]
      .filter((field) => field.checkVisibility() && nameOf(field) === "")
      .map((field) => `${field.tagName} id=${field.id} class=${field.className}`);
  });
}

/**
 * Labels of the dialog in front whose field does not stand beside them: in a narrow dialog it may have slipped
 * below.
 *
 * @returns their texts
 */
export function labelsWithoutFieldBeside(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLLabelElement>(".red-ui-tray .zoho-form .form-row > label[for]")]
      .filter((label) => label.checkVisibility())
      .filter((label) => {
        const field = label.control?.getBoundingClientRect();
        const { top, bottom } = label.getBoundingClientRect();
        return field !== undefined && (field.top > bottom || field.bottom < top);
      })
      .map((label) => label.innerText.trim()),
  );
}

/** IDs of what has the focus, Tab by Tab, until the element with this ID has it. */
export async function tabbedThrough(page: Page, until: string): Promise<readonly string[]> {
  const seen: string[] = [];
  while (seen.at(-1) !== until && seen.length < MOST_STEPS) {
    await page.keyboard.press("Tab");
    seen.push(await page.evaluate(() => document.activeElement?.id ?? ""));
  }
  return seen;
}
