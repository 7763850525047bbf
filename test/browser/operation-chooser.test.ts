import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { client, declared, request, TAB } from "../nodes/support/zoho-flow";
import { browserIsPresent } from "../support/browser";
import { labelsWithoutFieldBeside, namelessFields } from "./support/dialog-fields";
import { EDITORS, openStage, type Stage } from "./support/stage";

const OLD = { connection: "acme", method: "GET" as const };
const FLOWS = [
  TAB,
  client("client", { name: "Acme", connections: [declared("acme")] }),
  client("other", { name: "Nobody's", clientType: "device" }),
  { ...request("new", { connection: "acme" }, [[]]), x: 300, y: 140 },
  { ...request("record", { ...OLD, path: "Leads/{{payload.id}}" }, [[]]), x: 300, y: 200 },
  { ...request("free", { ...OLD, path: "crm/v7/Leads" }, [[]]), x: 300, y: 260 },
  { ...request("unconnected", { client: "other", method: "GET", path: "Leads" }, [[]]), x: 300, y: 380 },
  { ...request("from-env", { ...OLD, path: "${ZOHO_PATH}" }, [[]]), x: 300, y: 320 },
];

/** What Zoho has to tell comes when it comes. */
const PATIENCE = { timeout: 20_000 };

describe.skipIf(!browserIsPresent()).each(EDITORS)(
  "Operations in the dialog of zoho-request in the editor of Node-RED %s",
  (version) => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({ version, flows: FLOWS, ready: ["acme"] });
    });
    afterAll(() => stage.close());
    afterEach(async () => {
      await stage.editor.closeDialogs();
      stage.editor.complaints.length = 0;
    });

    const field = (id: string): Locator => stage.editor.page.locator(`#${id}`);

    async function search(words: string): Promise<Locator> {
      await field("zoho-operation").click();
      await field("zoho-operation").fill(words);
      return field("zoho-operation-list").locator("[role=option]");
    }

    async function deployed(id: string): Promise<Record<string, unknown>> {
      const flows = (await (await stage.nodeRed.admin("flows")).json()) as readonly Record<string, unknown>[];
      return flows.find((node) => node["id"] === id) ?? {};
    }

    test("nodes that were there before show their operation, and are saved unchanged", async () => {
      for (const [id, name] of [
        ["record", "Get a record"],
        ["free", "Free path"],
        ["from-env", "Free path"],
      ] as const) {
        const before = await deployed(id);
        await stage.editor.openNode(id);
        expect(await field("zoho-operation").inputValue()).toBe(name);
        if (id === "record") {
          expect(await field("zoho-parameter-module").inputValue()).toBe("Leads");
          expect(await field("zoho-parameter-id").inputValue()).toBe("{{payload.id}}");
        } else expect(await stage.editor.page.locator("#zoho-operation-parameters input").count()).toBe(0);
        await stage.editor.done();
        expect(await deployed(id)).toEqual(before);
      }
      expect(await field("red-ui-header-button-deploy").getAttribute("class")).toContain("disabled");
      expect(stage.editor.complaints).toEqual([]);
    });

    test("a search finds List records by keyboard; the module comes live, and all is kept by a Deploy", async () => {
      const { page, complaints } = stage.editor;
      await stage.editor.openNode("new");
      const found = await search("list records");
      expect((await found.allTextContents())[0]).toBe("List recordsGET {module}");
      await stage.editor.picture(`${version}-operation-search`);
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("zoho-parameter-module");
      expect(await field("node-input-path").inputValue()).toBe("{module}");
      await expect
        .poll(() => field("zoho-request-modules-hint").textContent(), PATIENCE)
        .toMatch(/^\d+ modules on offer$/);
      const modules = await page
        .locator("#zoho-request-modules option")
        .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
      expect(modules).toEqual(expect.arrayContaining(["Leads", "Deals"]));
      await field("zoho-parameter-module").fill("Deals");
      expect(await field("node-input-path").inputValue()).toBe("Deals");
      expect(await field("zoho-operation-hint").textContent()).toContain("ZohoCRM.modules.Deals.READ");
      expect(await field("node-input-paging").inputValue()).toBe("array");
      await stage.editor.picture(`${version}-operation`);
      expect(await namelessFields(page)).toEqual([]);
      expect(await labelsWithoutFieldBeside(page)).toEqual([]);
      await stage.editor.done();
      await stage.editor.deploy();
      expect(await deployed("new")).toMatchObject({
        product: "crm",
        method: "GET",
        path: "Deals",
        paging: "array",
      });
      expect(complaints).toEqual([]);
    });

    test("what is chosen fills method and query, what is typed by hand finds its operation again", async () => {
      const { page } = stage.editor;
      await stage.editor.openNode("record");
      await (await search("ZohoSearch")).first().click();
      expect(await field("node-input-path").inputValue()).toBe("Leads/search");
      expect(await page.locator("#node-input-query-container .zoho-row-name").first().inputValue()).toBe(
        "criteria",
      );
      await field("node-input-product").selectOption("desk");
      expect(await field("zoho-operation").inputValue()).toBe("Free path");
      await (await search("close ticket nothing")).first().waitFor();
      expect(await field("zoho-operation-list").textContent()).toContain("Nothing found");
      await page.keyboard.press("Escape");
      expect(await field("zoho-operation").inputValue()).toBe("Free path");
      await field("node-input-path").fill("tickets/123456");
      expect(await field("zoho-operation").inputValue()).toBe("Get a ticket");
      await field("node-input-method").selectOption("PATCH");
      expect(await field("zoho-operation").inputValue()).toBe("Update a ticket");
      await field("node-input-product").selectOption("people");
      expect(await field("zoho-operation").isVisible()).toBe(false);
    });

    test("a module is typed by hand where nobody tells them, and it is said why", async () => {
      await stage.editor.openNode("unconnected");
      await expect.poll(() => field("zoho-request-modules-hint").textContent(), PATIENCE).toMatch(/connect/i);
      await field("zoho-parameter-module").fill("Custom_Module_1");
      expect(await field("node-input-path").inputValue()).toBe("Custom_Module_1");
      expect(await stage.editor.page.locator(".red-ui-tray #node-input-path.input-error").count()).toBe(0);
      // Nor does the browser note a failure: a dialog asks before anybody has connected.
      expect(stage.editor.complaints).toEqual([]);
    });
  },
);
