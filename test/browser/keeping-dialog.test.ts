import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { client, declared, request, TAB } from "../nodes/support/zoho-flow";
import { browserIsPresent } from "../support/browser";
import { PROJECT_ROOT } from "../support/project-root";
import { labelsWithoutFieldBeside, namelessFields, tabbedThrough } from "./support/dialog-fields";
import { EDITORS, openStage, type Stage } from "./support/stage";

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  request("writing", { connection: "acme", method: "POST", path: "Leads/upsert" }, [[]]),
];

const HOOK = pathToFileURL(join(PROJECT_ROOT, "test/nodes/support/without-classic-level.mjs")).href;

describe.skipIf(!browserIsPresent()).each(EDITORS)(
  "The section of what is kept in the editor of Node-RED %s",
  (version) => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({ version, flows: FLOWS });
    });
    afterAll(() => stage.close());
    afterEach(() => stage.editor.closeDialogs());

    test("is there for writes, is used by keyboard, names its fields, and is kept by a Deploy", async () => {
      const { page } = stage.editor;
      await stage.editor.openNode("writing");
      const choice = page.locator("#node-input-ifUnreachable");
      await page.locator("#node-input-method").selectOption("GET");
      expect(await choice.isVisible()).toBe(false);
      await page.locator("#node-input-method").selectOption("POST");
      expect(await choice.inputValue()).toBe("error");
      expect(await page.locator("#node-input-keepRecords").isVisible()).toBe(false);
      await choice.selectOption("keep");
      await stage.editor.picture(`${version}-keeping`);
      expect(await namelessFields(page)).toEqual([]);
      expect(await labelsWithoutFieldBeside(page)).toEqual([]);
      expect(await page.locator("#zoho-keep-tip").textContent()).toMatch(/survives restarts and power cuts/);
      expect(await page.locator("#zoho-keep-store").textContent()).toBe("");

      await choice.focus();
      const fields = ["keepRecords", "keepMegabytes", "keepDays"].map((field) => `node-input-${field}`);
      const seen = await tabbedThrough(page, "node-input-keepDays");
      expect(seen.filter((id) => fields.includes(id))).toEqual(fields);
      await page.locator("#node-input-keepRecords").fill("5000");
      await page.locator("#node-input-keepDays").fill("0.5");
      await stage.editor.done();
      await stage.editor.deploy();
      const flows = (await (await stage.nodeRed.admin("flows")).json()) as readonly Record<string, unknown>[];
      expect(flows.find(({ id }) => id === "writing")).toMatchObject({
        ifUnreachable: "keep",
        keepRecords: 5000,
        keepMegabytes: 200,
        keepDays: 0.5,
      });
      expect(stage.editor.complaints).toEqual([]);
    });
  },
);

describe.skipIf(!browserIsPresent())("The section of what is kept where nothing can be", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ version: "4.1", flows: FLOWS, env: { NODE_OPTIONS: `--import=${HOOK}` } });
  });
  afterAll(() => stage.close());

  test("says what to install as soon as somebody chooses to keep", async () => {
    const { page } = stage.editor;
    await stage.editor.openNode("writing");
    const hint = page.locator("#zoho-keep-store");
    expect(await hint.textContent()).toBe("");
    await page.locator("#node-input-ifUnreachable").selectOption("keep");
    await expect
      .poll(() => hint.textContent(), { timeout: 20_000 })
      .toMatch(/npm install classic-level.*restart/);
    await page.locator("#node-input-ifUnreachable").selectOption("error");
    await expect.poll(() => hint.textContent(), { timeout: 20_000 }).toBe("");
  });
});
