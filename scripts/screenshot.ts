/**
 * `npx tsx scripts/screenshot.ts`: takes the picture of the README, the first example as it has just run in the
 * editor. Needs Chromium and the built package.
 */
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { examples, openStage } from "../test/browser/support/stage";
import { PROJECT_ROOT } from "./launch/project-root";

const PICTURE = join(PROJECT_ROOT, "docs", "images", "first-example.png");

async function main(): Promise<void> {
  const flows = examples().filter(({ id }) => id.startsWith("zohoex1"));
  const stage = await openStage({ version: "5", flows });
  try {
    const { page } = stage.editor;
    await page.setViewportSize({ width: 1400, height: 700 });
    await page.locator("#red-ui-palette-search input").pressSequentially("zoho");
    await page.locator('.red-ui-palette-node[data-palette-type="inject"]').waitFor({ state: "hidden" });
    await page.locator(".red-ui-help-tips-buttons a").last().click();
    // By the route instead of the button, which would put a notification over the flow.
    await stage.nodeRed.admin("inject/zohoex1in", { method: "POST" });
    await page.locator(".red-ui-debug-msg:visible", { hasText: "node: first Lead" }).waitFor();
    const requesting = stage.editor.nodeOnCanvas("zohoex1req").locator(".red-ui-flow-node-status-label");
    await requesting.filter({ hasText: "requesting" }).waitFor({ state: "hidden" });
    await page.locator(".red-ui-notification").waitFor({ state: "detached" });
    await page.mouse.move(700, 650);
    await mkdir(dirname(PICTURE), { recursive: true });
    await page.screenshot({ path: PICTURE, animations: "disabled" });
    console.log(PICTURE);
  } finally {
    await stage.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
