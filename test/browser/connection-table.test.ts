/** The table of connections: what each row says, and what can be done to it. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectByDialog } from "../nodes/support/connect-by-dialog";
import { connectionsOf } from "../nodes/support/world";
import { request, TAB } from "../nodes/support/zoho-flow";
import { browserIsPresent } from "../support/browser";
import { ClientDialog } from "./support/client-dialog";
import { ConsentWindow } from "./support/consent-window";
import { EDITORS, examples, openStage, type Stage } from "./support/stage";

const BIRCH = { person: "Alex Stone", org: "Birch Retail (Production)" };

/** A node that names a connection. */
const READER = request("reader", { name: "Read leads", client: "zohoex1client", connection: "birch" }, [[]]);

describe.skipIf(!browserIsPresent()).each(EDITORS)("The table of connections on Node-RED %s", (version) => {
  let stage: Stage;
  let dialog: ClientDialog;
  beforeAll(async () => {
    stage = await openStage({ version, flows: [...examples(), TAB, READER] });
    for (const name of ["birch", "other"]) await connectByDialog(stage, name, BIRCH);
    dialog = new ClientDialog(stage.editor.page);
  });
  afterAll(() => stage.close());
  beforeEach(openClient);
  afterEach(async () => {
    for (const left of stage.browser.pages()) if (left !== stage.editor.page) await left.close();
    await stage.editor.closeDialogs();
    expect(stage.editor.complaints.splice(0)).toEqual([]);
  });

  async function openClient(): Promise<void> {
    await stage.editor.openNode("zohoex1req");
    await stage.editor.openClient();
  }

  const question = (text: string) => stage.editor.page.locator(".red-ui-notification", { hasText: text });

  async function windowAfter(press: () => Promise<void>): Promise<ConsentWindow> {
    const coming = stage.editor.page.waitForEvent("popup");
    await press();
    return ConsentWindow.at(await coming);
  }

  test("a row tells state, org, place, person and use at a glance, and the scopes when asked", async () => {
    const row = dialog.row("birch");
    await row.waitFor();
    const text = await row.innerText();
    for (const part of ["healthy", "Birch Retail", "Production", "United States", "Alex Stone"])
      expect(text).toContain(part);
    expect(await row.locator(".zoho-state i.fa").count()).toBe(1);
    expect(await row.locator("time").first().getAttribute("title")).toMatch(/\d/);
    const scope = row.getByText("ZohoCRM.org.READ", { exact: true });
    expect(await scope.isVisible()).toBe(false);
    await row.getByText(/^Details and scopes/).click();
    await scope.waitFor();
    await stage.editor.picture(`${version}-connection-details`);
  });

  test("Test says in the row that it works, how fast, as whom and where", async () => {
    await dialog.press("birch", "Test");
    expect(await dialog.rowSays("birch", /It works/)).toMatch(
      /CRM answered in \d+ ms\. As Alex Stone in Birch Retail\./,
    );
    await stage.editor.picture(`${version}-connection-tested`);
  });

  test("Test says why it does not work and what to do, and the row knows its state", async () => {
    await connectByDialog(stage, "short", { person: "Alex Stone", org: "Birch Retail (Developer)" });
    await stage.editor.closeDialogs();
    await openClient();
    await stage.emulator.action("revokeGrants", { org: "Birch Retail (Developer)" });
    await dialog.press("short", "Test");
    await dialog.rowSays("short", /no longer accepts the grant/);
    await dialog.row("short").locator('.zoho-state[data-state="authorize_again"]').waitFor();
    expect(await dialog.row("short").innerText()).toContain("Press Reconnect.");
    await stage.editor.page.setViewportSize({ width: 860, height: 900 });
    await dialog.row("short").scrollIntoViewIfNeeded();
    await stage.editor.picture(`${version}-connection-narrow`);
    await stage.editor.page.setViewportSize({ width: 1400, height: 900 });
  });

  test("Reconnect renews a connection that is healthy, too", async () => {
    const window = await windowAfter(() => dialog.press("birch", "Reconnect"));
    await window.consent("Alex Stone", "Birch Retail (Production)");
    await dialog.says(/Connected 'birch' to Birch Retail, Production as Alex Stone/);
  });

  test("Rename says what goes by the name, shows a refusal, and keeps the focus on the connection", async () => {
    await dialog.press("birch", "Rename");
    const form = dialog.row("birch").locator(".zoho-card-form");
    const said = await form.innerText();
    expect(said).toContain("'Read leads'");
    expect(said).toMatch(/kept writes \(outbox\).*zoho changes/);
    const input = form.getByLabel("New name for birch");
    await input.fill("other");
    await stage.editor.picture(`${version}-connection-rename`);
    await input.press("Enter");
    await form.getByText(/'other'/).waitFor();
    expect(stage.editor.complaints.splice(0)).toEqual([expect.stringContaining("/rename")]);
    await input.fill("renamed");
    await input.press("Enter");
    await dialog.row("renamed").waitFor();
    await dialog.note.getByText(/'birch' is 'renamed' now/).waitFor();
    expect(await dialog.row("birch").count()).toBe(0);
    expect(await dialog.row("renamed").locator("button:focus").count()).toBe(1);
    expect((await connectionsOf(stage.nodeRed)).map(({ name }) => name)).toContain("renamed");
  });

  test("Escape leaves the form for a name, and not the dialog", async () => {
    await dialog.press("other", "Rename");
    await dialog.row("other").getByLabel("New name for other").press("Escape");
    await dialog.row("other").locator(".zoho-card-form").waitFor({ state: "detached" });
    expect(await dialog.connectButton.isVisible()).toBe(true);
  });

  test("Move asks what it means first, and lets the connection go to the org that is chosen", async () => {
    await dialog.press("other", "Move to another org");
    const asked = question("Move 'other' to another org?");
    expect(await asked.innerText()).toMatch(/Now it belongs to Birch Retail/);
    await stage.editor.picture(`${version}-connection-move`);
    const window = await windowAfter(() =>
      asked.getByRole("button", { name: "Move to another org" }).click(),
    );
    await window.consent("Alex Stone", "Cedar Foods (Production)");
    await dialog.says(/Connected 'other' to Cedar Foods/);
    expect(await dialog.row("other").innerText()).toContain("Cedar Foods");
  });

  test("Disconnect says what it means, and the row is gone", async () => {
    await dialog.press("other", "Disconnect");
    const asked = question("Disconnect 'other'?");
    expect(await asked.innerText()).toMatch(/revoked at Zoho: every machine.*Nodes that use it fail/s);
    await asked.getByRole("button", { name: "Disconnect" }).click();
    await dialog.row("other").waitFor({ state: "detached" });
    await dialog.note.getByText(/Disconnected 'other'/).waitFor();
  });

  test("is used by keyboard alone: each button is reached, named for its connection, and pressed", async () => {
    const { page } = stage.editor;
    const row = dialog.row("renamed");
    await row.getByRole("button", { name: "Test: renamed" }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    const more = row.getByRole("button", { name: "More: renamed" });
    expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    expect(await more.getAttribute("aria-expanded")).toBe("true");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "Invite another person: renamed",
    );
  });
});
