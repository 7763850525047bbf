import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { reading, waitForEvents } from "../nodes/support/outbox";
import {
  CRM_DOWN,
  FLOWS_WITHOUT_CLIENT,
  OTHER_TAB,
  OVERVIEW_FLOWS,
  TOKENS_THROTTLED,
} from "../nodes/support/overview-flows";
import { TAB } from "../nodes/support/zoho-flow";
import { browserIsPresent } from "../support/browser";
import { EDITORS, openStage, type Stage } from "./support/stage";

/** Shows the tab as its entry in the menu does. */
async function show(page: Page): Promise<Locator> {
  await page.evaluate('RED.sidebar.show("zoho")');
  const sidebar = page.locator(".zoho-sidebar");
  await sidebar.waitFor();
  return sidebar;
}

describe.skipIf(!browserIsPresent()).each(EDITORS)("The sidebar in the editor of Node-RED %s", (version) => {
  let stage: Stage;
  let sidebar: Locator;
  beforeAll(async () => {
    stage = await openStage({
      version,
      flows: [...OVERVIEW_FLOWS, OTHER_TAB],
      ready: ["acme", "acme-sandbox"],
    });
    sidebar = await show(stage.editor.page);
  });
  afterAll(() => stage.close());
  afterEach(() => stage.editor.closeDialogs());

  const connection = (name: string): Locator => sidebar.locator(`tr[data-connection="${name}"]`);

  test("shows all connections with their health and tokens, in tables with headings", async () => {
    await connection("acme").filter({ hasText: "healthy" }).waitFor();
    expect(await connection("acme").innerText()).toMatch(/Acme, Production[\s\S]*\d+ of 10/);
    await connection("acme-sandbox").filter({ hasText: "Sandbox" }).waitFor();
    const table = stage.editor.page.getByRole("table", { name: "Connections of Acme's client" });
    expect(await table.getByRole("columnheader").allInnerTexts()).toEqual(["Connection", "State", "Tokens"]);
    await sidebar.getByText("None since Node-RED has started.").waitFor();
    await stage.editor.picture(`${version}-sidebar`);
  });

  test("the name of a client opens its dialog, by keyboard too", async () => {
    const { page } = stage.editor;
    const client = sidebar.getByRole("button", { name: "Acme's client" });
    await client.focus();
    await page.keyboard.press("Enter");
    await page.locator("#node-config-dialog-ok").waitFor();
    expect(await page.locator("#node-config-input-name").inputValue()).toBe("Acme's client");
    // A second dialog would hide the first.
    await client.click();
    await page.getByText("Another dialog is open.").waitFor();
    expect(await page.locator("#node-config-dialog-ok").count()).toBe(1);
  });

  test("an error is shown with what to do, and leads to its node", async () => {
    const { nodeRed, editor } = stage;
    await nodeRed.inject("in", { zoho: { method: "GET", path: "Unicorns" } });
    await nodeRed.waitFor("failed");
    await editor.showTab("other-tab");
    const error = sidebar.locator('li[data-node="call"]').first();
    await error.waitFor();
    expect(await error.innerText()).toMatch(/acme/);
    await error.getByRole("button", { name: "read leads" }).click();
    await editor.page.locator('.red-ui-tab.active:has([href="#tab"])').waitFor();
    await editor.nodeOnCanvas("call").waitFor();
    expect(editor.complaints).toEqual([]);
  });

  test("what is kept stands there with its node and why it is held up", async () => {
    await stage.emulator.faults(CRM_DOWN);
    await stage.nodeRed.inject("keep-in", { payload: reading(1) });
    await waitForEvents(stage.nodeRed, "out", "kept");
    const queue = sidebar.locator('tr[data-queue="keeping"]');
    await queue.filter({ hasText: "waits and tries again by itself" }).waitFor();
    expect(await queue.innerText()).toMatch(/keep leads[\s\S]*1$/);
  });

  test("a connection that Zoho throttles, and one that must be authorized again, are news that is read out", async () => {
    const { nodeRed, emulator, editor } = stage;
    await emulator.faults(TOKENS_THROTTLED);
    await nodeRed.inject("force-in", { zoho: { connection: "acme" } });
    await connection("acme")
      .filter({ hasText: /throttled until \d/ })
      .waitFor();
    await sidebar.locator('[aria-live="polite"]').filter({ hasText: "acme: throttled until" }).waitFor({
      state: "attached",
    });
    await emulator.action("revokeGrants", { org: "Acme (Sandbox)" });
    await nodeRed.inject("force-in", { zoho: { connection: "acme-sandbox" } });
    await connection("acme-sandbox").filter({ hasText: "authorize again" }).waitFor();
    await sidebar.getByText("Needs you: 1 of 2").waitFor();
    await editor.picture(`${version}-sidebar-troubles`);
  });

  test("what belongs to nobody any more is shown so, and is disconnected after a question", async () => {
    const { nodeRed, editor } = stage;
    await nodeRed.deploy(FLOWS_WITHOUT_CLIENT.filter(({ id }) => id !== "keeping"));
    const orphan = sidebar.locator('li[data-connection="acme"]');
    await orphan.filter({ hasText: "no running client of that kind" }).waitFor();
    await sidebar.getByText("Left by the node keeping: 1").waitFor();
    await editor.picture(`${version}-sidebar-orphans`);
    await orphan.getByRole("button", { name: "Disconnect: acme" }).click();
    await editor.page
      .locator(".red-ui-notification")
      .getByRole("button", { name: "Disconnect", exact: true })
      .click();
    await orphan.waitFor({ state: "detached" });
    await stage.emulator.clearFaults();
  });
});

describe.skipIf(!browserIsPresent()).each(EDITORS)(
  "The sidebar of a Node-RED %s without any client",
  (version) => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({ version, flows: [TAB] });
    });
    afterAll(() => stage.close());

    test("says how to begin, and adds a client", async () => {
      const { editor } = stage;
      const sidebar = await show(editor.page);
      await sidebar.getByText("Nothing is connected yet.").waitFor();
      await editor.picture(`${version}-sidebar-empty`);
      await sidebar.locator(".zoho-beginning button").click();
      await editor.page.locator("#node-config-dialog-ok").waitFor();
      await editor.page.locator("#node-config-input-name").fill("Mine");
      await editor.done();
      await sidebar.getByRole("button", { name: "Mine" }).waitFor();
      await sidebar.getByText("Not running. Press Deploy").waitFor();
      await editor.deploy();
      await sidebar.getByText("Connections: 0").waitFor();
      expect(editor.complaints).toEqual([]);
    });
  },
);
