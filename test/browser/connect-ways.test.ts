/** Connecting in the dialog on the ways beside the window, each as steps that a person can follow. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { browserIsPresent } from "../support/browser";
import { ClientDialog } from "./support/client-dialog";
import { ConsentWindow } from "./support/consent-window";
import { EDITORS, examples, openStage, type Stage } from "./support/stage";

/** Nothing listens there. */
const UNREACHABLE = "http://127.0.0.1:9/zoho/callback";

describe.skipIf(!browserIsPresent()).each(EDITORS)("Every way to connect on Node-RED %s", (version) => {
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
    await stage.emulator.settings({ deviceInterval: 2, deviceCodeTtl: 300 });
    await stage.editor.openNode("zohoex1req");
    await stage.editor.openClient();
  });
  afterEach(async () => {
    for (const left of stage.browser.pages()) if (left !== stage.editor.page) await left.close();
    await stage.editor.closeDialogs();
    expect(stage.editor.complaints.splice(0)).toEqual([]);
  });

  const stepTexts = (state: Parameters<ClientDialog["steps"]>[0]) => dialog.steps(state).allInnerTexts();

  async function pressConnect(name: string): Promise<void> {
    await dialog.enterName(name);
    await dialog.pressConnect();
  }

  /** What a person does with the code on a phone. */
  async function typeCode(answer: "Accept" | "Reject"): Promise<void> {
    await dialog.deviceCode.waitFor();
    // Polls come two seconds apart; on a busy machine one may come early, which Zoho punishes.
    await stage.emulator.settings({ deviceInterval: 1 });
    const code = await stage.editor.page.locator("#zoho-device-code").innerText();
    const address = await stage.editor.page.locator("#zoho-device-link").innerText();
    const phone = await stage.browser.newPage();
    await phone.goto(address);
    await phone.locator("#user_code").fill(code);
    await phone.locator("#user_code").press("Enter");
    const page = await ConsentWindow.at(phone);
    await page.signIn("Alex Stone");
    await page.chooseOrg("Birch Retail (Sandbox)");
    await page.press(answer);
  }

  describe("by a code on another screen", () => {
    beforeEach(() => dialog.chooseWay("device"));

    test("the code, its page and its time are shown until it is connected", async () => {
      const name = named("device");
      await pressConnect(name);
      await dialog.deviceCode.waitFor();
      const left = stage.editor.page.locator("#zoho-device-left");
      const shown = await left.innerText();
      expect(shown).toMatch(/^The code lives for [0-5]:[0-5]\d minutes more\.$/);
      await expect.poll(() => left.innerText()).not.toBe(shown);
      expect(await dialog.steps("current").getAttribute("aria-current")).toBe("step");
      expect(await stepTexts("current")).toEqual([expect.stringContaining("Type it on another screen")]);
      expect(await stepTexts("done")).toEqual([expect.stringMatching(/Get a code from Zoho.*\(done\)/s)]);
      await stage.editor.page.locator("#zoho-device-copy").click();
      await stage.editor.page.locator("#zoho-device-copied").filter({ hasText: /./ }).waitFor();
      await stage.editor.picture(`${version}-device-code`);
      await typeCode("Accept");
      await dialog.says(new RegExp(`Connected '${name}' to Birch Retail, Sandbox as Alex Stone`));
      expect(await dialog.row(name).innerText()).toContain("healthy");
      expect(await dialog.deviceCode.isVisible()).toBe(false);
      expect(await dialog.steps("done").count()).toBe(4);
      await stage.editor.picture(`${version}-device-connected`);
    });

    test("a rejection is told at its step", async () => {
      await pressConnect(named("rejected"));
      await typeCode("Reject");
      await dialog.says(/refused at Zoho/);
      expect(await stepTexts("failed")).toEqual([expect.stringContaining("Type it on another screen")]);
      expect(await dialog.deviceCode.isVisible()).toBe(false);
    });

    test("a code that ran out is told, and another press brings another", async () => {
      await stage.emulator.settings({ deviceCodeTtl: 3 });
      await pressConnect(named("late"));
      await dialog.says(/before it ran out/);
      await stage.editor.picture(`${version}-device-late`);
      await stage.emulator.settings({ deviceCodeTtl: 300 });
      await dialog.pressConnect();
      await dialog.deviceCode.waitFor();
      expect(await stepTexts("failed")).toEqual([]);
    });

    test("a dialog that was closed shows nothing more; pressed again, the code that waits is there", async () => {
      const name = named("reopened");
      await pressConnect(name);
      await dialog.deviceCode.waitFor();
      const code = await stage.editor.page.locator("#zoho-device-code").innerText();
      await stage.editor.closeDialogs();
      await stage.editor.openNode("zohoex1req");
      await stage.editor.openClient();
      expect(await dialog.deviceCode.isVisible()).toBe(false);
      await dialog.chooseWay("device");
      await pressConnect(name);
      await dialog.deviceCode.waitFor();
      expect(await stage.editor.page.locator("#zoho-device-code").innerText()).toBe(code);
    });
  });

  describe("by client credentials", () => {
    beforeEach(() => dialog.chooseWay("clientCredentials"));

    function orgId(): string {
      const alex = stage.running.ready.people.find(({ name }) => name === "Alex Stone");
      const isMeant = (org: { readonly product: string; readonly environment: string }): boolean =>
        org.product === "crm" && org.environment === "Production";
      return alex?.orgs.find(isMeant)?.id ?? "";
    }

    test("the org ID is enough; nobody consents", async () => {
      const name = named("by-itself");
      const pages = stage.browser.pages().length;
      await dialog.field("zoho-soid").fill(orgId());
      const sent = stage.editor.page.locator("#zoho-soid-sent");
      expect(await sent.innerText()).toContain(`ZohoCRM.${orgId()}`);
      await pressConnect(name);
      await dialog.says(new RegExp(`Connected '${name}' to`));
      expect(await dialog.row(name).innerText()).toContain("healthy");
      expect(await dialog.steps("done").count()).toBe(2);
      expect(stage.browser.pages()).toHaveLength(pages);
      await stage.editor.picture(`${version}-client-credentials`);
    });

    test("without the org the cursor is where it belongs, and an org that is none is told in words", async () => {
      await pressConnect(named("no-org"));
      await dialog.says(/The org is missing/);
      expect(await dialog.field("zoho-soid").evaluate((input) => input === document.activeElement)).toBe(
        true,
      );
      await dialog.field("zoho-soid").fill("ZohoCRM.123");
      await dialog.pressConnect();
      await dialog.says(/does not reach the org/);
      expect(await dialog.steps("failed").count()).toBe(1);
      // The browser itself notes that the route answered 400.
      expect(stage.editor.complaints.splice(0)).toEqual([expect.stringContaining("connect/credentials")]);
    });
  });

  describe("by the address of a page that can't be opened", () => {
    /** Consents in a window that then finds nothing. @returns the address in its address bar */
    async function lostAddress(window: ConsentWindow): Promise<string> {
      const asked = window.page.waitForRequest((request) => request.url().startsWith(UNREACHABLE));
      await window.consent("Alex Stone", "Birch Retail (Production)");
      return (await asked).url();
    }

    async function paste(address: string): Promise<void> {
      if ((await dialog.pasting.getAttribute("open")) === null)
        await dialog.pasting.locator("summary").click();
      await dialog.field("zoho-pasted").fill(address);
      await stage.editor.page.locator("#zoho-paste-send").click();
    }

    test("it is pasted into the dialog, which keeps nothing of it", async () => {
      const name = named("pasted");
      await dialog.field("redirectUri").fill(UNREACHABLE);
      const window = await dialog.connect(name);
      await dialog.says(/Waiting for the consent/);
      expect(await stepTexts("current")).toEqual([expect.stringContaining("Sign in and accept")]);
      const address = await lostAddress(window);
      await paste("https://example.com/");
      await stage.editor.page
        .locator("#zoho-paste-hint")
        .filter({ hasText: /has no state/ })
        .waitFor();
      expect(await dialog.field("zoho-pasted").inputValue()).toBe("");
      await stage.editor.picture(`${version}-paste`);
      await paste(address);
      expect(await dialog.field("zoho-pasted").inputValue()).toBe("");
      await dialog.says(new RegExp(`Connected '${name}' to Birch Retail`));
      expect(await dialog.pasting.isVisible()).toBe(false);
      // The browser itself notes that the route answered 400.
      expect(stage.editor.complaints.splice(0)).toEqual([expect.stringContaining("connect/pasted")]);
    });

    test("where the redirect URI is another address than the editor's, that is offered", async () => {
      const name = named("offered");
      await dialog.field("redirectUri").fill("https://gateway.example/zoho/callback");
      await pressConnect(name);
      await dialog.says(/The redirect URI leads to gateway\.example/);
      expect(await stepTexts("failed")).toEqual([expect.stringContaining("Open Zoho's page")]);
      await stage.editor.picture(`${version}-redirect-elsewhere`);
      const coming = stage.editor.page.waitForEvent("popup");
      await dialog.message.getByRole("button", { name: "Go on and paste the address" }).click();
      const window = await ConsentWindow.at(await coming);
      const asked = window.page.waitForRequest(/^https:\/\/gateway\.example\//);
      await window.consent("Alex Stone", "Birch Retail (Production)");
      await paste((await asked).url());
      await dialog.says(new RegExp(`Connected '${name}' to Birch Retail`));
      expect(stage.editor.complaints.splice(0)).toEqual([expect.stringContaining("zoho/connect")]);
    });
  });
});
