/** Inviting another person: a link of the dialog that is opened in another browser. */
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { browserIsPresent, openBrowser } from "../support/browser";
import { ClientDialog } from "./support/client-dialog";
import { ConsentWindow } from "./support/consent-window";
import { EDITORS, examples, openStage, type Stage } from "./support/stage";

describe.skipIf(!browserIsPresent()).each(EDITORS)("An invitation on Node-RED %s", (version) => {
  let stage: Stage;
  let dialog: ClientDialog;
  /** That of the invited person. */
  let elsewhere: BrowserContext;
  beforeAll(async () => {
    stage = await openStage({ version, flows: examples() });
    dialog = new ClientDialog(stage.editor.page);
    elsewhere = await openBrowser();
  });
  afterAll(async () => {
    await elsewhere.close();
    await stage.close();
  });
  beforeEach(async () => {
    await stage.editor.openNode("zohoex1req");
    await stage.editor.openClient();
  });
  afterEach(async () => {
    await stage.editor.closeDialogs();
    expect(stage.editor.complaints.splice(0)).toEqual([]);
  });

  const part = (id: string) => stage.editor.page.locator(`#zoho-invitation-${id}`);
  const waiting = (name: string) =>
    stage.editor.page.locator(`#zoho-open-consents > [data-consent="${name}"]`);

  /** The link that is shown. */
  async function shownLink(): Promise<string> {
    await part("message").filter({ hasText: "Waiting for the consent" }).waitFor();
    return part("link").inputValue();
  }

  async function openedElsewhere(link: string): Promise<Page> {
    const page = await elsewhere.newPage();
    await page.goto(link);
    return page;
  }

  test("a link for a new name: pending until its person confirms, and then a row like any other", async () => {
    await dialog.enterName("customer");
    await stage.editor.page.locator("#zoho-invite").click();
    const link = await shownLink();
    expect(await part("label").innerText()).toContain("'customer'");
    expect(await part("until").innerText()).toMatch(/works once, in any browser, until .*\d/);
    expect(await part("pending").innerText()).toContain("pending");
    expect(await part("reach").innerText()).toContain("127.0.0.1");
    await waiting("customer").getByText("waiting for a consent").waitFor();
    await stage.editor.picture(`${version}-invitation`);

    const page = await openedElsewhere(link);
    await (await ConsentWindow.at(page)).consent("Alex Stone", "Birch Retail (Production)");
    await page.getByRole("heading", { name: "Connect this org?" }).waitFor();
    await waiting("customer").getByText("pending until it is confirmed").waitFor();
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("heading", { name: "Connected" }).waitFor();
    await page.close();

    await part("message")
      .filter({ hasText: "Connected 'customer' to Birch Retail as Alex Stone." })
      .waitFor();
    await dialog.row("customer").getByText("healthy").waitFor();
    expect(await waiting("customer").count()).toBe(0);
    expect(await part("link").inputValue()).toBe("");
  });

  test("a link for a connection of the table", async () => {
    await dialog.press("customer", "Invite another person");
    const page = await openedElsewhere(await shownLink());
    await (await ConsentWindow.at(page)).consent("Alex Stone", "Birch Retail (Production)");
    // The same org and person as before: nothing is to be confirmed.
    await page.getByRole("heading", { name: "Connected" }).waitFor();
    await page.close();
    await part("message").filter({ hasText: "Connected 'customer'" }).waitFor();
  });

  test("an invitation is found again and cancelled: its link no longer works", async () => {
    await dialog.enterName("forgotten");
    await stage.editor.page.locator("#zoho-invite").click();
    const link = await shownLink();
    await stage.editor.closeDialogs();
    await stage.editor.openNode("zohoex1req");
    await stage.editor.openClient();
    await waiting("forgotten")
      .getByText(/A link is out, from this client's dialog/)
      .waitFor();
    await stage.editor.picture(`${version}-invitation-open`);
    await waiting("forgotten").getByRole("button", { name: "Cancel: forgotten" }).click();
    await waiting("forgotten").waitFor({ state: "detached" });
    await dialog.note.getByText(/Cancelled the consent for 'forgotten'/).waitFor();
    const page = await openedElsewhere(link);
    await (await ConsentWindow.at(page)).consent("Alex Stone", "Birch Retail (Production)");
    await page.getByRole("heading", { name: "Not connected" }).waitFor();
    await page.close();
  });

  test("without a name nothing is sent out", async () => {
    await dialog.enterName("");
    await stage.editor.page.locator("#zoho-invite").click();
    await part("message").filter({ hasText: "has no name yet" }).waitFor();
    expect(await part("link").isVisible()).toBe(false);
  });
});
