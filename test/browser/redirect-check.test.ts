/** The Check button beside the redirect URI: whether Zoho's redirect will arrive, in words with the next step. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { browserIsPresent } from "../support/browser";
import { ClientDialog } from "./support/client-dialog";
import { EDITORS, examples, openStage, type Stage } from "./support/stage";

/** A callback of one's own, as a flow may have it. */
const OWN = [
  { id: "owntab", type: "tab", label: "Own callback" },
  {
    id: "ownin",
    type: "http in",
    z: "owntab",
    name: "My callback",
    url: "/mine",
    method: "get",
    wires: [[]],
  },
];

const SETTINGS = {
  httpAdminRoot: "/nodes/admin",
  httpNodeRoot: "/flows",
  // bcrypt of "secret".
  httpNodeAuth: { user: "me", pass: "$2b$08$JTyB4LrytzosSjZhCkVq/.zb4lO/LW2BFQXsni/WVP5WQHifFXt/i" },
};

describe.skipIf(!browserIsPresent()).each(EDITORS)(
  "The check of the redirect URI on Node-RED %s",
  (version) => {
    let stage: Stage;
    let dialog: ClientDialog;
    beforeAll(async () => {
      stage = await openStage({ version, flows: [...examples(), ...OWN], settings: SETTINGS });
      dialog = new ClientDialog(stage.editor.page);
    });
    afterAll(() => stage.close());
    beforeEach(async () => {
      await stage.editor.openNode("zohoex1req");
      await stage.editor.openClient();
    });
    afterEach(async () => {
      for (const left of stage.browser.pages()) if (left !== stage.editor.page) await left.close();
      await stage.editor.closeDialogs();
    });

    const said = () => stage.editor.page.locator("#zoho-redirect-check");

    /** Enters an address, presses Check, and waits until it says something that matches. */
    async function check(uri: string | undefined, text: RegExp): Promise<string> {
      if (uri !== undefined) await dialog.field("redirectUri").fill(uri);
      await stage.editor.page
        .getByRole("button", { name: "Check whether Zoho's redirect will arrive" })
        .click();
      await said().filter({ hasText: text }).waitFor();
      return said().innerText();
    }

    test("the computed address arrives", async () => {
      expect(await check(undefined, /It arrives/)).toContain("127.0.0.1 is this machine");
      expect(await said().getAttribute("data-kind")).toBe("success");
      expect(stage.editor.complaints.splice(0)).toEqual([]);
      await stage.editor.picture(`${version}-redirect-arrives`);
    });

    test("a wrong path is told, and the right address is one press away", async () => {
      await check(`${stage.nodeRed.url}/zoho/callback`, /nothing at this path/);
      await stage.editor.picture(`${version}-redirect-wrong-path`);
      await said().getByRole("button", { name: "Use the address of this editor" }).click();
      const right = `${stage.nodeRed.url}/nodes/admin/zoho/callback`;
      expect(await dialog.field("redirectUri").inputValue()).toBe(right);
      expect(await said().innerText()).toBe("");
      await check(undefined, /It arrives/);
    });

    test("another host of this Node-RED arrives, but Connect needs the editor to be open there", async () => {
      const { port } = new URL(stage.nodeRed.url);
      await check(
        `http://localhost:${port}/nodes/admin/zoho/callback`,
        /It arrives, but the editor is open at 127/,
      );
      expect(await said().innerText()).toContain("Open the editor at localhost to press Connect");
    });

    test("something else that answers is told from nothing that does", async () => {
      const { port } = new URL(stage.running.url);
      await check(`http://localhost:${port}/zoho/callback`, /this Node-RED heard nothing of it/);
      await check("http://127.0.0.1:1/zoho/callback", /Nothing answers at 127\.0\.0\.1:1/);
      await said().getByRole("link", { name: "Open it by hand" }).waitFor();
    });

    test("a login before the server of http-in nodes is told", async () => {
      await dialog.field("callbackOn").selectOption("node");
      await check(undefined, /A login stands before the address \(status 401\)/);
    });

    test("http on a public address, and an http in node of one's own, are told without trying", async () => {
      await check("http://example.com/zoho/callback", /over a public network/);
      await check(`${stage.nodeRed.url}/flows/mine`, /the http in node 'My callback'/);
    });

    test("what is opened by hand is noticed", async () => {
      const { page } = stage.editor;
      // As where the editor came by https and the address is http.
      await page.route("**/zoho/callback?zoho_check=*", (route) => route.abort());
      await check(undefined, /Nothing answers/);
      await page.unroute("**/zoho/callback?zoho_check=*");
      const coming = page.context().waitForEvent("page");
      await said().getByRole("link", { name: "Open it by hand" }).click();
      await (await coming).getByRole("heading", { name: "It arrives" }).waitFor();
      await said()
        .filter({ hasText: /It arrives/ })
        .waitFor();
    });
  },
);
