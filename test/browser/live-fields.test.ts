import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { client, declared, request, TAB } from "../nodes/support/zoho-flow";
import { browserIsPresent } from "../support/browser";
import { labelsWithoutFieldBeside, namelessFields } from "./support/dialog-fields";
import { EDITORS, openStage, type Stage } from "./support/stage";

const CALL = { connection: "acme", method: "GET" as const };
const row = (name: string, value: string) => ({ name, value, type: "str" as const });
const FLOWS = [
  TAB,
  client("client", { name: "Acme", connections: [declared("acme")] }),
  client("other", { name: "Nobody's", clientType: "device" }),
  { ...request("list", { ...CALL, path: "Leads", query: [row("fields", "")] }, [[]]), x: 300, y: 140 },
  {
    ...request("search", { ...CALL, path: "Leads/search", query: [row("criteria", "")] }, [[]]),
    x: 300,
    y: 200,
  },
  { ...request("write", { ...CALL, method: "POST", path: "Leads" }, [[]]), x: 300, y: 260 },
  { ...request("lonely", { client: "other", method: "POST", path: "Leads" }, [[]]), x: 300, y: 320 },
];

/** What Zoho has to tell comes when it comes. */
const PATIENCE = { timeout: 30_000 };

describe.skipIf(!browserIsPresent()).each(EDITORS)(
  "Fields in the dialog of zoho-request in the editor of Node-RED %s",
  (version) => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({ version, flows: FLOWS, ready: ["acme"] });
    });
    afterAll(() => stage.close());
    afterEach(async () => {
      expect(stage.editor.complaints).toEqual([]);
      await stage.editor.closeDialogs();
    });

    const field = (id: string): Locator => stage.editor.page.locator(`#${id}`);

    /** Types into the only value of the query. */
    async function typeQuery(text: string): Promise<void> {
      const value = field("node-input-query-container").locator(".red-ui-typedInput-input");
      if (!(await value.isVisible())) await field("zoho-more").locator("> summary").click();
      await value.fill(text);
    }

    const offered = (): Promise<readonly string[]> =>
      field("zoho-request-fields")
        .locator("option")
        .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));

    const body = (): Promise<readonly string[]> =>
      stage.editor.page.evaluate(() => {
        const input = $("#node-input-body");
        return [input.typedInput("type"), input.typedInput("value")];
      });

    test("a list of fields and criteria are completed with what the connection tells", async () => {
      await stage.editor.openNode("list");
      await typeQuery("Last_Name,");
      await expect.poll(offered, PATIENCE).toContain("Last_Name,Email");
      expect(await offered()).not.toContain("Last_Name,Last_Name");
      await expect.poll(() => field("zoho-query-hint").textContent(), PATIENCE).toMatch(/^\d+ fields/);
      await stage.editor.cancel();
      await stage.editor.openNode("search");
      await typeQuery("(Lead_Source:equals:");
      await expect.poll(offered, PATIENCE).toContain("(Lead_Source:equals:Advertisement)");
    });

    test("the fields of the module are shown with their values, and found by words", async () => {
      await stage.editor.openNode("list");
      await field("zoho-fields-part").locator("summary").click();
      const items = field("zoho-fields-list").locator("li");
      await items.filter({ hasText: "Last_Name" }).first().waitFor();
      const all = await items.count();
      await field("zoho-fields-search").fill("advertisement");
      await expect.poll(() => items.count()).toBeLessThan(all);
      expect(await items.first().textContent()).toContain("Lead_Source");
      await stage.editor.picture(`${version}-live-fields`);
      expect(await namelessFields(stage.editor.page)).toEqual([]);
      expect(await labelsWithoutFieldBeside(stage.editor.page)).toEqual([]);
      await field("node-input-path").fill("settings/modules");
      expect(await field("zoho-fields-part").isVisible()).toBe(false);
    });

    test("a body is filled in with the mandatory fields, and what was there comes back", async () => {
      await stage.editor.openNode("write");
      await field("zoho-fill-body").click();
      await expect.poll(() => field("zoho-fill-body-status").textContent(), PATIENCE).toMatch(/of Leads/);
      const [type, value] = await body();
      expect(type).toBe("json");
      expect(JSON.parse(value ?? "")).toHaveProperty("Last_Name");
      await stage.editor.picture(`${version}-fill-body`);
      // Filled in once more, it is still what was there at first that comes back.
      await field("zoho-fill-body").click();
      await expect.poll(() => field("zoho-fill-body-status").textContent(), PATIENCE).toMatch(/of Leads/);
      await field("zoho-undo-body").click();
      expect(await body()).toEqual(["msg", "payload"]);
      expect(await field("zoho-undo-body").isVisible()).toBe(false);
      await field("node-input-method").selectOption("GET");
      expect(await field("zoho-fill-body").isVisible()).toBe(false);
    });

    test("where nobody tells the fields it is said, and they are typed by hand", async () => {
      await stage.editor.openNode("lonely");
      await field("zoho-fields-part").locator("summary").click();
      await expect
        .poll(() => field("zoho-fields-hint").textContent(), PATIENCE)
        .toMatch(/connect.*by hand/is);
      await field("zoho-fill-body").click();
      await expect.poll(() => field("zoho-fill-body-status").textContent(), PATIENCE).toMatch(/by hand/);
      expect(await body()).toEqual(["json", "{}"]);
    });
  },
);
