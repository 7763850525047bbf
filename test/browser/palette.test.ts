import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserIsPresent, openBrowser } from "../support/browser";
import { startNodeRed, type NodeRed } from "../support/node-red-runtime";

/** What people see, by node type. */
const LABELS = {
  "zoho-authorize": "zoho authorize",
  "zoho-refresh": "zoho token",
  "zoho-request": "zoho request",
  "zoho-changes": "zoho changes",
  "zoho-error": "zoho error switch",
};

describe.skipIf(!browserIsPresent()).each(["4.1", "5"] as const)("The editor of Node-RED %s", (version) => {
  let nodeRed: NodeRed;
  let browser: BrowserContext;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    nodeRed = await startNodeRed({ version });
    browser = await openBrowser();
    page = await browser.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(nodeRed.adminUrl);
    await page.waitForSelector('.red-ui-palette-node[data-palette-type="zoho-request"]', {
      state: "attached",
    });
  });
  afterAll(async () => {
    await browser.close();
    await nodeRed.stop();
  });

  test.each(Object.entries(LABELS))("offers %s as '%s'", async (type, label) => {
    const node = page.locator(`.red-ui-palette-node[data-palette-type="${type}"] .red-ui-palette-label`);
    // Node-RED breaks a label into lines by its width.
    expect((await node.textContent())?.replace(/\s+/g, " ")).toBe(label);
  });

  test("keeps the client out of the palette, as a config node", async () => {
    expect(await page.locator('.red-ui-palette-node[data-palette-type="zoho-client"]').count()).toBe(0);
  });

  test("has no script error of ours", () => {
    expect(complaints).toEqual([]);
  });
});
