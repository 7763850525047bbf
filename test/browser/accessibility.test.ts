import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WAYS_TO_CONNECT } from "../../nodes/shared/editor/client/ways";
import { browserIsPresent } from "../support/browser";
import { changes, probeIn, request } from "../nodes/support/zoho-flow";
import { seriousViolations } from "./support/axe";
import { ClientDialog } from "./support/client-dialog";
import { EDITORS, examples, openStage, type Stage } from "./support/stage";

/** A request for each product whose dialog looks different, and one that follows changes. */
const MORE = [
  { id: "a11y", type: "tab", label: "a11y" },
  ...(["crm", "books", "desk", "creator"] as const).map((product, row) => ({
    ...request(`a11y-${product}`, { client: "zohoex1client", product, path: "Leads" }, [[]]),
    z: "a11y",
    x: 300,
    y: 100 + 60 * row,
  })),
  {
    ...changes("a11y-changes", { client: "zohoex1client", module: "Leads" }, [[]]),
    z: "a11y",
    x: 300,
    y: 400,
  },
  { ...probeIn("a11y-fail", "a11y-fails"), z: "a11y", x: 100, y: 460 },
  {
    ...request("a11y-fails", { client: "zohoex1client", connection: "nobody", path: "Leads" }, [[]]),
    z: "a11y",
    x: 300,
    y: 460,
  },
];

/** A node for each kind of dialog. */
const DIALOGS = {
  "zoho-authorize": "zohoex3auth",
  "zoho-refresh": "zohoex5watch",
  "zoho-error": "zohoex4sw",
  "zoho-request for CRM": "a11y-crm",
  "zoho-request for Books": "a11y-books",
  "zoho-request for Desk": "a11y-desk",
  "zoho-request for Creator": "a11y-creator",
  "zoho-changes": "a11y-changes",
} as const;

/** Our part of the dialog in front. */
const FORM = ".red-ui-tray .zoho-form";
const SIDEBAR = ".zoho-sidebar";

/** What Node-RED 5's own setting does, without its dialog. */
async function setDarkTheme(page: Page, turn: "on" | "off"): Promise<void> {
  await page.evaluate((name) => document.documentElement.classList.toggle(...name), [
    "nr-theme-dark",
    turn === "on",
  ] as const);
}

describe.skipIf(!browserIsPresent()).each(EDITORS)(
  "An accessibility checker finds nothing serious in Node-RED %s",
  (version) => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({ version, flows: [...examples(), ...MORE], ready: ["acme-production"] });
    });
    afterAll(() => stage.close());
    afterEach(() => stage.editor.closeDialogs());

    async function open(id: string): Promise<void> {
      const flows = (await (await stage.nodeRed.admin("flows")).json()) as readonly Record<string, unknown>[];
      await stage.editor.showTab(String(flows.find((node) => node["id"] === id)?.["z"]));
      await stage.editor.openNode(id);
    }

    /** Opens what is folded, all at once: a click on one would change which of them is the next. */
    async function unfold(): Promise<void> {
      await stage.editor.page.locator(`${FORM} details`).evaluateAll((found) => {
        for (const details of found) (details as HTMLDetailsElement).open = true;
      });
    }

    test.each(Object.entries(DIALOGS))("in the dialog of %s", async (what, id) => {
      await open(id);
      await unfold();
      await stage.editor.picture(`${version}-axe-${what.replaceAll(" ", "-")}`);
      expect(await seriousViolations(stage.editor.page, FORM)).toEqual([]);
      expect(stage.editor.complaints).toEqual([]);
    });

    test("and would find a choice without a label, and text that is too pale", async () => {
      await open("a11y-crm");
      await stage.editor.page.evaluate(() => {
        document.querySelector("label[for=node-input-method]")?.remove();
        const text = document.querySelector<HTMLElement>("label[for=node-input-client] > span");
        text?.style.setProperty("color", "#aaaaaa");
      });
      const found = await seriousViolations(stage.editor.page, FORM);
      expect(found.map((line) => line.split(" ")[0]).sort()).toEqual(["color-contrast", "select-name"]);
    });

    test("in the sidebar", async () => {
      const { editor, nodeRed } = stage;
      await nodeRed.inject("a11y-fail", {});
      await editor.page.evaluate('RED.sidebar.show("zoho")');
      await editor.page.locator(`${SIDEBAR} li[data-node="a11y-fails"]`).first().waitFor();
      await editor.picture(`${version}-axe-sidebar`);
      expect(await seriousViolations(editor.page, SIDEBAR)).toEqual([]);
      expect(editor.complaints).toEqual([]);
    });

    // Only Node-RED 5 has one.
    describe.each(version === "5" ? ["dark"] : [])("in its %s theme", () => {
      beforeAll(() => setDarkTheme(stage.editor.page, "on"));
      afterAll(() => setDarkTheme(stage.editor.page, "off"));

      test.each(Object.entries(DIALOGS))("in the dialog of %s", async (what, id) => {
        await open(id);
        await unfold();
        await stage.editor.picture(`${version}-dark-${what.replaceAll(" ", "-")}`);
        expect(await seriousViolations(stage.editor.page, FORM)).toEqual([]);
      });

      test("in the dialog of a client, and in the sidebar", async () => {
        await open("zohoex1req");
        await stage.editor.openClient();
        await new ClientDialog(stage.editor.page).row("acme-production").waitFor();
        await unfold();
        await stage.editor.picture(`${version}-dark-zoho-client`);
        expect(await seriousViolations(stage.editor.page, FORM)).toEqual([]);
        await stage.editor.closeDialogs();
        await stage.editor.page.evaluate('RED.sidebar.show("zoho")');
        await stage.editor.page.locator(SIDEBAR).waitFor();
        await stage.editor.picture(`${version}-dark-sidebar`);
        expect(await seriousViolations(stage.editor.page, SIDEBAR)).toEqual([]);
      });
    });

    test.each(WAYS_TO_CONNECT)("in the dialog of a client that connects by the way %s", async (way) => {
      await open("zohoex1req");
      await stage.editor.openClient();
      const dialog = new ClientDialog(stage.editor.page);
      await dialog.row("acme-production").waitFor();
      await dialog.chooseWay(way);
      await unfold();
      await stage.editor.picture(`${version}-axe-zoho-client-${way}`);
      expect(await seriousViolations(stage.editor.page, FORM)).toEqual([]);
      expect(stage.editor.complaints).toEqual([]);
    });
  },
);
