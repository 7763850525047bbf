import type { Locator } from "playwright-core";
import { afterEach, describe, expect, test } from "vitest";
import { browserIsPresent } from "../support/browser";
import { EDITORS, examples, openStage, type Stage, type StageOptions } from "./support/stage";

/** Whoever tries this package has a record before patience runs out. */
const MOST_CLICKS = 5;

/** A node as the editor holds it. */
interface DrawnNode {
  readonly id: string;
  readonly valid?: boolean;
  readonly validationErrors?: readonly string[];
}

/** What is used of the editor's own list of nodes. */
interface EditorNodes {
  readonly nodes: {
    readonly eachNode: (look: (node: DrawnNode) => void) => void;
    readonly eachConfig: (look: (node: DrawnNode) => void) => void;
    readonly getWorkspaceOrder: () => readonly string[];
  };
}

describe.skipIf(!browserIsPresent()).each(EDITORS)("To a first record in Node-RED %s", (version) => {
  let stage: Stage;
  let clicks: string[];
  afterEach(() => stage.close());

  async function arrive(flows: StageOptions["flows"]): Promise<void> {
    stage = await openStage({ version, flows });
    clicks = [];
  }

  async function click(what: string, where: Locator): Promise<void> {
    await where.click();
    clicks.push(what);
  }

  /** A Lead with its fields, readable in the debug sidebar. */
  async function firstLead(): Promise<string> {
    const { page } = stage.editor;
    const message = page.locator(".red-ui-debug-msg:visible", { hasText: "node: first Lead" }).first();
    await message.waitFor();
    await stage.editor.picture(`${version}-first-record-${clicks.length}`);
    return message.innerText();
  }

  /** How many tabs there are, and which nodes of all of them have a red triangle. */
  function drawn(): Promise<{ tabs: number; invalid: readonly string[] }> {
    return stage.editor.page.evaluate(() => {
      const { nodes } = (globalThis as unknown as { RED: EditorNodes }).RED;
      const invalid: string[] = [];
      const look = ({ id, valid, validationErrors = [] }: DrawnNode): void => {
        if (valid !== true) invalid.push([id, ...validationErrors].join(": "));
      };
      nodes.eachNode(look);
      nodes.eachConfig(look);
      return { tabs: nodes.getWorkspaceOrder().length, invalid };
    });
  }

  /** Node-RED 5 shows the debug messages from the start. */
  const debugIsShown = version === "5";

  test(`after npm start: at most ${MOST_CLICKS} clicks`, async () => {
    await arrive(examples());
    const { page } = stage.editor;
    // Even without a click: what the flow read at its start.
    const status = stage.editor.nodeOnCanvas("zohoex1dbg").locator(".red-ui-flow-node-status-label");
    await status.filter({ hasText: /^450 Leads, first: \S+/ }).waitFor();
    expect(await drawn()).toEqual({ tabs: 15, invalid: [] });

    if (!debugIsShown) await click("debug messages", page.locator("#red-ui-tab-debug-link-button"));
    const button = stage.editor.nodeOnCanvas("zohoex1in").locator(".red-ui-flow-node-button-button");
    await click("button of the inject node", button);
    expect(await firstLead()).toMatch(/Last_Name: "\S+"/);
    expect(clicks).toEqual([...(debugIsShown ? [] : ["debug messages"]), "button of the inject node"]);
    expect(clicks.length).toBeLessThanOrEqual(MOST_CLICKS);
  });

  test(`in an empty Node-RED, by importing the first example: at most ${MOST_CLICKS} clicks`, async () => {
    await arrive([]);
    const { page } = stage.editor;
    await page.keyboard.press("Control+i");
    const dialog = page.locator(".ui-dialog:visible");
    await click("Examples", dialog.locator(".red-ui-tab-link-button, a").filter({ hasText: /^Examples$/ }));
    const entry = (name: string) =>
      dialog.locator(".red-ui-treeList-label:visible", { hasText: name }).last();
    await click("@opsflow/node-red-zoho", entry("@opsflow/node-red-zoho"));
    await click("1 Read the Leads of an org", entry("1 Read the Leads of an org"));
    await click("Import", page.locator("#red-ui-clipboard-dialog-ok"));
    await click("Deploy", page.locator("#red-ui-header-button-deploy:not(.disabled)"));
    if (!debugIsShown) {
      await page.keyboard.press("Control+g");
      await page.keyboard.press("d");
    }
    expect(await firstLead()).toMatch(/Last_Name: "\S+"/);
    expect(clicks).toEqual([
      "Examples",
      "@opsflow/node-red-zoho",
      "1 Read the Leads of an org",
      "Import",
      "Deploy",
    ]);
    expect(clicks.length).toBeLessThanOrEqual(MOST_CLICKS);
    expect(stage.editor.complaints).toEqual([]);
  });
});
