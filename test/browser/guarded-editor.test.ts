import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { browserIsPresent } from "../support/browser";
import { ClientDialog } from "./support/client-dialog";
import { Editor } from "./support/editor";
import { EDITORS, examples, openStage, type Stage } from "./support/stage";

/** bcrypt of "secret". */
const PASSWORD = "$2b$08$JTyB4LrytzosSjZhCkVq/.zb4lO/LW2BFQXsni/WVP5WQHifFXt/i";

const SETTINGS = {
  httpAdminRoot: "/nodes/admin",
  adminAuth: {
    type: "credentials",
    users: [
      { username: "admin", password: PASSWORD, permissions: "*" },
      { username: "reader", password: PASSWORD, permissions: "read" },
    ],
  },
};

describe.skipIf(!browserIsPresent()).each(EDITORS)(
  "Under adminAuth and another httpAdminRoot, in the editor of Node-RED %s",
  (version) => {
    let stage: Stage;
    beforeAll(async () => {
      const user = { name: "admin", password: "secret" };
      stage = await openStage({ version, flows: examples(), settings: SETTINGS, user });
    });
    afterAll(() => stage.close());
    afterEach(() => stage.editor.closeDialogs());

    test("the redirect URI is that of the editor's own address", async () => {
      const dialog = await openClient(stage.editor);
      const shown = await dialog.field("redirectUri").inputValue();
      expect(shown).toBe(`${stage.nodeRed.url}/nodes/admin/zoho/callback`);
    });

    test("an administrator connects", async () => {
      const dialog = await openClient(stage.editor);
      const window = await dialog.connect("birch");
      await window.consent("Alex Stone", "Birch Retail (Production)");
      await dialog.says(/Connected 'birch' to Birch Retail/);
      expect(stage.editor.complaints).toEqual([]);
    });

    test("somebody who may only read sees the connections, and is told why Connect does nothing", async () => {
      await stage.editor.page.evaluate(() => localStorage.clear());
      const user = { name: "reader", password: "secret" };
      const reader = await Editor.open(stage.browser, stage.nodeRed.adminUrl, user);
      const dialog = await openClient(reader);
      expect(await dialog.row("birch").innerText()).toContain("healthy");
      expect(await dialog.row("birch").getByRole("button").count()).toBe(0);
      await reader.page.getByText("You may look at connections, but not change them").waitFor();
      reader.complaints.length = 0;
      await dialog.enterName("mine");
      await dialog.connectButton.click();
      expect(await dialog.says(/./)).toMatch(/./);
      await dialog.message.and(reader.page.locator('[data-kind="error"]')).waitFor();
      expect(await dialog.message.innerText()).toMatch(
        /You may not do this.*ask its administrator for write access/,
      );
      await reader.picture(`${version}-reader`);
      // The window that was opened for the sign-in page does not stay.
      await expect
        .poll(() => stage.browser.pages().filter((page) => page.url() === "about:blank").length)
        .toBe(1);
      expect(reader.complaints).toEqual([expect.stringContaining("zoho/connect")]);
      await reader.page.close();
    });
  },
);

async function openClient(editor: Editor): Promise<ClientDialog> {
  await editor.openNode("zohoex1req");
  await editor.openClient();
  return new ClientDialog(editor.page);
}
