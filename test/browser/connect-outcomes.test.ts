/** What the dialog offers when a consent does not go the straight way. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { browserIsPresent } from "../support/browser";
import { ClientDialog } from "./support/client-dialog";
import { ConsentWindow } from "./support/consent-window";
import { EDITORS, examples, openStage, type Stage } from "./support/stage";

describe.skipIf(!browserIsPresent()).each(EDITORS)("Outcomes of Connect on Node-RED %s", (version) => {
  let stage: Stage;
  let dialog: ClientDialog;
  /** Names differ from one attempt of a test to the next, so that what one leaves does not disturb the other. */
  let attempts = 0;
  const named = (name: string): string => `${name}-${String(attempts)}`;

  beforeAll(async () => {
    stage = await openStage({ version, flows: examples() });
    dialog = new ClientDialog(stage.editor.page);
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    attempts += 1;
    await stage.editor.openNode("zohoex1req");
    await stage.editor.openClient();
  });
  afterEach(async () => {
    for (const left of stage.browser.pages()) if (left !== stage.editor.page) await left.close();
    await stage.editor.closeDialogs();
    expect(stage.editor.complaints.splice(0)).toEqual([]);
  });

  const nextStep = (name: string) => dialog.message.getByRole("button", { name });

  async function windowAfter(press: () => Promise<void>): Promise<ConsentWindow> {
    const coming = stage.editor.page.waitForEvent("popup");
    await press();
    return ConsentWindow.at(await coming);
  }

  test("without an account in CRM: one press connects without its scopes, and says which they are", async () => {
    await dialog.enterScopes(["ZohoCRM.modules.READ", "ZohoBooks.settings.READ", "ZohoBooks.contacts.READ"]);
    const name = named("books-only");
    const window = await dialog.connect(name);
    await window.signIn("Kim Hale");
    await window.press("Back to app");
    await dialog.says(/no account in an app whose scopes were asked/);
    await stage.editor.picture(`${version}-no-org`);
    const again = await windowAfter(() => nextStep("Connect without CRM").click());
    await dialog.says(/Waiting.*Left out this time: ZohoCRM\.modules\.READ\./);
    await again.signIn("Kim Hale");
    await again.press("Accept");
    expect(await dialog.says(new RegExp(`Connected '${name}'`))).toContain(
      "Left out this time: ZohoCRM.modules.READ.",
    );
    // The client itself keeps what it asks for.
    expect(await dialog.field("scopes").inputValue()).toContain("ZohoCRM.modules.READ");
  });

  test("where all scopes are of the app that the person lacks, nothing is offered that can't work", async () => {
    const window = await dialog.connect(named("nothing-left"));
    await window.signIn("Kim Hale");
    await window.press("Back to app");
    await dialog.says(/no account in an app whose scopes were asked/);
    expect(await dialog.message.getByRole("button").count()).toBe(0);
  });

  test("another org is refused with both names, and a press moves the connection there", async () => {
    const name = named("moving");
    const first = await dialog.connect(name);
    await first.consent("Alex Stone", "Birch Retail (Production)");
    await dialog.says(new RegExp(`Connected '${name}' to Birch Retail`));
    const second = await dialog.connect(name);
    await second.consent("Alex Stone", "Cedar Foods (Production)");
    expect(await dialog.says(/belongs to/)).toMatch(/Birch Retail \(Production.*Cedar Foods \(Production/s);
    expect(await dialog.row(name).innerText()).toContain("Birch Retail");
    await second.page.close();
    await stage.editor.picture(`${version}-wrong-org`);
    const third = await windowAfter(() => nextStep(`Move '${name}' to another org`).click());
    await third.consent("Alex Stone", "Cedar Foods (Production)");
    await dialog.says(new RegExp(`Connected '${name}' to Cedar Foods`));
    expect(await dialog.row(name).innerText()).toContain("Cedar Foods");
  });

  test("a blocked window costs no second press: the page is opened by hand, and the dialog goes on", async () => {
    await stage.editor.page.evaluate(() => {
      const open = globalThis.open.bind(globalThis);
      globalThis.open = () => {
        globalThis.open = open;
        return null;
      };
    });
    const name = named("by-hand");
    await dialog.enterName(name);
    await dialog.pressConnect();
    await dialog.says(/blocked the window.*Open Zoho's page/);
    await stage.editor.picture(`${version}-blocked`);
    const window = await dialog.openAgain();
    await window.consent("Alex Stone", "Birch Retail (Sandbox)");
    await dialog.says(new RegExp(`Connected '${name}' to Birch Retail, Sandbox`));
  });

  test("a closed window may mean no_org, and the dialog says so", async () => {
    const window = await dialog.connect(named("closed"));
    await dialog.says(/Waiting for the consent/);
    await window.page.close();
    expect(await dialog.says(/seems to be closed/)).toMatch(/no account in one of the apps \(CRM\)/);
  });
});
