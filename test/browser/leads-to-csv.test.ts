import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { TAB } from "../nodes/support/zoho-flow";
import { browserIsPresent } from "../support/browser";
import { testDirectory } from "../support/test-directory";
import { ClientDialog } from "./support/client-dialog";
import { EDITORS, openStage, type Stage } from "./support/stage";

/** Acme's in the emulator: three pages. */
const LEADS = 450;

/** What somebody does who has read nothing but the dialogs. */
const STEPS = [
  "drag inject, zoho request, csv and write file from the palette",
  "wire them in a row",
  "zoho request: add a client",
  "client: works with the emulator",
  "client: enter a connection name, Connect, sign in, choose the org, Accept",
  "client: Add",
  "zoho request: path Leads",
  "zoho request: all pages, as one array",
  "zoho request: Done",
  "csv: send column headers",
  "write file: a file name, overwrite",
  "Deploy",
  "button of the inject node",
];

describe.skipIf(!browserIsPresent()).each(EDITORS)("Leads into a CSV file in Node-RED %s", (version) => {
  let stage: Stage;
  let taken: string[];
  afterEach(() => stage.close());

  async function step(what: string, act: () => Promise<unknown>): Promise<void> {
    await act();
    taken.push(what);
    await stage.editor.picture(`${version}-leads-to-csv-${taken.length}`);
  }

  test("from the palette alone", async () => {
    stage = await openStage({ version, flows: [TAB] });
    taken = [];
    const { editor } = stage;
    const { page } = editor;
    const client = new ClientDialog(page);
    const file = join(await testDirectory("leads-to-csv"), "leads.csv");

    const nodes: string[] = [];
    await step("drag inject, zoho request, csv and write file from the palette", async () => {
      for (const [place, type] of ["inject", "zoho-request", "csv", "file"].entries())
        nodes.push(await editor.drag(type, { x: 120 + 200 * place, y: 160 }));
    });
    const [inject = "", request = "", csv = "", write = ""] = nodes;
    await step("wire them in a row", async () => {
      await editor.wire(inject, request);
      await editor.wire(request, csv);
      await editor.wire(csv, write);
    });

    await editor.openNode(request);
    await step("zoho request: add a client", () => editor.addClient());
    await step("client: works with the emulator", () => client.field("realm").selectOption("emulator"));
    await step("client: enter a connection name, Connect, sign in, choose the org, Accept", async () => {
      const window = await client.connect("acme");
      await window.consent("Robin Vale", "Acme (Production)");
      await client.says(/Connected 'acme' to Acme/);
    });
    await step("client: Add", () => editor.done());
    await step("zoho request: path Leads", () => page.locator("#node-input-path").fill("Leads"));
    await step("zoho request: all pages, as one array", () =>
      page.locator("#node-input-paging").selectOption({ label: "all pages, as one array" }),
    );
    await step("zoho request: Done", () => editor.done());

    await step("csv: send column headers", async () => {
      await editor.openNode(csv);
      await page.locator("#node-input-hdrout").selectOption("all");
      await editor.done();
    });
    await step("write file: a file name, overwrite", async () => {
      await editor.openNode(write);
      await page.locator(".node-input-filename .red-ui-typedInput-container input:visible").fill(file);
      await page.locator("#node-input-overwriteFile").selectOption("true");
      await editor.done();
    });
    await step("Deploy", () => editor.deploy());
    // Node-RED answers a Deploy before its flows run.
    const button = editor.nodeOnCanvas(inject).locator(".red-ui-flow-node-button-button");
    await step("button of the inject node", () => button.click());

    const written = () => readFile(file, "utf8").catch(() => "");
    await expect.poll(async () => rows(await written()).length, { timeout: 30_000 }).toBe(LEADS + 1);
    const [header, ...leads] = rows(await written());
    expect(header).toMatch(/^First_Name,Last_Name,.*\bEmail\b.*,id$/);
    const ids = leads.map((lead) => /,(\d{16,})$/.exec(lead)?.[1]);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(LEADS);
    expect(taken).toEqual(STEPS);
    expect(editor.complaints).toEqual([]);
  });
});

/** No value of the emulator's Leads has a line break in it. */
function rows(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== "");
}
