import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserIsPresent } from "../support/browser";
import { probeIn, probeOut, TAB } from "../nodes/support/zoho-flow";
import { ClientDialog } from "./support/client-dialog";
import { EDITORS, openStage, type Stage } from "./support/stage";

/** A wire to put a new node into. */
const WIRE = [TAB, { ...probeIn("in", "out"), x: 120, y: 200 }, { ...probeOut("out"), x: 620, y: 200 }];

describe.skipIf(!browserIsPresent()).each(EDITORS)("A new client in the editor of Node-RED %s", (version) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ version, flows: WIRE });
  });
  afterAll(() => stage.close());

  test("connects before its first Deploy, and its flow runs after it", async () => {
    const { editor, nodeRed } = stage;
    const dialog = new ClientDialog(editor.page);
    const request = await editor.dragOntoWire("zoho-request", { x: 370, y: 200 });
    await editor.openNode(request);
    await editor.addClient();
    await editor.picture(`${version}-new-client`);
    await dialog.field("name").fill("Birch");
    await dialog.field("realm").selectOption("emulator");
    const window = await dialog.connect("birch");
    await window.consent("Alex Stone", "Birch Retail (Production)");
    await dialog.says(/Connected 'birch' to Birch Retail/);
    expect(await dialog.row("birch").innerText()).toContain("healthy");
    expect(await (await nodeRed.admin("flows")).text()).not.toContain("zoho-client");
    await editor.done();

    await editor.page.locator("#node-input-path").fill("Leads");
    await editor.done();
    await editor.deploy();
    // Node-RED answers a Deploy before its flows run.
    const call = () => nodeRed.inject("in", { zoho: { query: { fields: "Last_Name" } } });
    await expect.poll(() => call().then(() => "sent", String), { timeout: 20_000 }).toBe("sent");
    const [message] = await nodeRed.waitFor("out");
    expect(message?.["payload"]).toHaveLength(80);
    expect(editor.complaints).toEqual([]);
  });
});
