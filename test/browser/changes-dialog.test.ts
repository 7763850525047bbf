import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { client, declared, TAB } from "../nodes/support/zoho-flow";
import { browserIsPresent } from "../support/browser";
import { labelsWithoutFieldBeside, namelessFields } from "./support/dialog-fields";
import { EDITORS, openStage, type Stage } from "./support/stage";

const FLOWS = [
  TAB,
  client("client", { name: "Acme", connections: [declared("acme"), declared("acme-test", "Sandbox")] }),
  client("other", { name: "Nobody's", clientType: "device" }),
];

/** What Zoho has to tell comes when it comes. */
const PATIENCE = { timeout: 20_000 };

describe.skipIf(!browserIsPresent()).each(EDITORS)(
  "The dialog of zoho-changes in the editor of Node-RED %s",
  (version) => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({ version, flows: FLOWS, ready: ["acme", "acme-test"] });
    });
    afterAll(() => stage.close());
    afterEach(async () => {
      await stage.editor.closeDialogs();
      await stage.emulator.clearFaults();
      stage.editor.complaints.length = 0;
    });

    /** Adds a node from the palette and opens its dialog. @returns its ID */
    async function opened(y: number): Promise<string> {
      const id = await stage.editor.drag("zoho-changes", { x: 400, y });
      await stage.editor.openNode(id);
      return id;
    }

    async function choose(field: string, option: string): Promise<void> {
      await stage.editor.page.locator(`#node-input-${field}`).selectOption(option);
    }

    async function enter(field: string, text: string): Promise<void> {
      const input = stage.editor.page.locator(`#node-input-${field}`);
      await input.fill(text);
      await input.blur();
    }

    /** Waits until the dialog says something about what was chosen. */
    async function says(about: string, text: string | RegExp): Promise<void> {
      const hint = stage.editor.page.locator(`#zoho-${about}-hint`);
      const told = expect.poll(() => hint.textContent(), PATIENCE);
      await (typeof text === "string" ? told.toBe(text) : told.toMatch(text));
    }

    async function deployed(id: string): Promise<Record<string, unknown>> {
      await stage.editor.deploy();
      const flows = (await (await stage.nodeRed.admin("flows")).json()) as readonly Record<string, unknown>[];
      return flows.find((node) => node["id"] === id) ?? {};
    }

    test("offers what the chosen connection has, checks what is typed, and is kept by a Deploy", async () => {
      const { page, complaints } = stage.editor;
      const id = await opened(100);
      await enter("connection-typed", "acme");
      await choose("client", "client");
      await says("module", /^\d+ modules on offer/);
      const modules = page.locator("#zoho-module-names option");
      expect(await modules.evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))).toEqual(
        expect.arrayContaining(["Leads", "Contacts", "Deals"]),
      );

      await enter("module", "Leads");
      const field = page.locator('#zoho-add-field option[value="Email"]');
      await field.waitFor({ state: "attached" });
      await enter("fields", "Last_Name, Emial id");
      await says("fields", "Not in Leads: Emial.");
      await enter("fields", "Last_Name");
      await says("fields", "");
      await page.locator("#zoho-add-field").selectOption("Email");
      expect(await page.locator("#node-input-fields").inputValue()).toBe("Last_Name, Email");
      await field.waitFor({ state: "detached" });
      await enter("filter", "Lead_Sorce = 'Web' and City = 'Berlin'");
      await says("filter", "Not in Leads: Lead_Sorce.");
      await enter("filter", "Lead_Source = 'Web'");
      await says("filter", "");

      await enter("name", "new Leads");
      await enter("interval", "7.5");
      await choose("firstRun", "date");
      await enter("firstDate", "2026-01-31");
      await choose("output", "batch");
      await choose("advance", "asked");
      await enter("batchSize", "50");
      await enter("takenMinutes", "2.5");
      await choose("errors", "output");
      await page.locator("#zoho-more > summary").click();
      await choose("priority", "interactive");
      await stage.editor.picture(`${version}-changes`);
      await stage.editor.done();
      expect(await stage.editor.nodeOnCanvas(id).locator(".red-ui-flow-port-output").count()).toBe(2);
      expect(await deployed(id)).toMatchObject({
        type: "zoho-changes",
        version: 1,
        name: "new Leads",
        client: "client",
        connection: "acme",
        connectionType: "name",
        product: "crm",
        org: "",
        orgType: "str",
        module: "Leads",
        timeZone: "",
        timeFormat: "",
        fields: ["Last_Name", "Email"],
        filter: "Lead_Source = 'Web'",
        deleted: true,
        interval: 7.5,
        intervalUnit: "minutes",
        firstRun: "date",
        firstDate: "2026-01-31",
        output: "batch",
        batchSize: 50,
        advance: "asked",
        takenMinutes: 2.5,
        priority: "interactive",
        errors: "output",
        outputs: 2,
      });

      await stage.editor.openNode(id);
      expect(await page.locator("#node-input-fields").inputValue()).toBe("Last_Name, Email");
      await stage.editor.done();
      expect(await page.locator("#red-ui-header-button-deploy.disabled").count()).toBe(1);
      expect(complaints).toEqual([]);
    });

    test("takes a module that is typed by hand where Zoho can't be asked, and says why it can't", async () => {
      const { page, complaints } = stage.editor;
      const settings = ["modules", "fields"].map((part) => ({
        match: { path: `/crm/v8/settings/${part}` },
        fault: "scopeMismatch",
      }));
      await stage.emulator.faults(settings);
      const id = await opened(280);
      await enter("connection-typed", "acme-test");
      await choose("client", "client");
      await says("module", /scope/);
      await enter("module", "Custom_Module_1");
      await enter("fields", "Any_Field");
      await says("fields", /scope/);
      expect(await page.locator(".red-ui-tray .input-error").count()).toBe(0);
      await stage.editor.done();
      expect(await deployed(id)).toMatchObject({
        connection: "acme-test",
        module: "Custom_Module_1",
        fields: ["Any_Field"],
      });
      // The browser itself notes that an answer was a refusal.
      expect(complaints.filter((one) => !one.includes("/zoho/metadata/"))).toEqual([]);
    });

    // What follows leaves nodes behind that Node-RED would not deploy without asking.

    test("says what it costs a day, as soon as a client is chosen", async () => {
      const { page, complaints } = stage.editor;
      await opened(160);
      await says("cost", /^About 864 credits a day .* edition of the org is not known/);
      await enter("connection-typed", "acme");
      await choose("client", "client");
      await says("cost", /^About 864 credits a day .*: 2 % of the 50,000 that enterprise has at least\.$/);
      await enter("interval", "10");
      await says("cost", /^About 432 credits/);
      await choose("intervalUnit", "seconds");
      await says("cost", /^About 25,920 credits .*: 52 %/);
      await page.locator("#node-input-deleted").uncheck();
      await says("cost", /^About 8,640 credits/);
      await choose("product", "books");
      await says("cost", /^About 8,640 calls a day/);
      expect(complaints).toEqual([]);
    });

    test("says what Zoho can't tell, asks for what it needs, and names every field", async () => {
      const { page, complaints } = stage.editor;
      await opened(220);
      await page.locator("#zoho-more > summary").click();
      await choose("firstRun", "date");
      await choose("advance", "asked");
      const deleted = page.locator("#node-input-deleted");
      const products = { crm: "", books: "Books", desk: "Desk", creator: "Creator" };
      for (const [product, name] of Object.entries(products)) {
        await choose("product", product);
        expect(await deleted.isVisible()).toBe(name === "");
        const hint = page.locator("#zoho-deleted-hint");
        expect(await hint.isVisible()).toBe(name !== "");
        if (name !== "") expect(await hint.textContent()).toMatch(`no deleted records in ${name}`);
        expect(await page.locator("#node-input-timeZone").isVisible()).toBe(product === "creator");
        await stage.editor.picture(`${version}-changes-${product}`);
        expect(await namelessFields(page)).toEqual([]);
        expect(await labelsWithoutFieldBeside(page)).toEqual([]);
      }
      await choose("product", "desk");
      await says("module", /^7 modules on offer/);
      expect(complaints).toEqual([]);
    });
  },
);
