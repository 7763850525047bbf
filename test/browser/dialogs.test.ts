import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { browserIsPresent } from "../support/browser";
import { ClientDialog } from "./support/client-dialog";
import { EDITORS, examples, openStage, type Stage } from "./support/stage";
import { labelsWithoutFieldBeside, namelessFields, tabbedThrough } from "./support/dialog-fields";

/** A node of each type in the examples. */
const NODES = {
  "zoho-request": "zohoex1req",
  "zoho-authorize": "zohoex3auth",
  "zoho-error": "zohoex4sw",
  "zoho-refresh": "zohoex5watch",
};

describe.skipIf(!browserIsPresent()).each(EDITORS)("The dialogs in the editor of Node-RED %s", (version) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ version, flows: examples() });
  });
  afterAll(() => stage.close());
  afterEach(async () => {
    await stage.editor.closeDialogs();
    // What one test brought up is not to be held against the others.
    stage.editor.complaints.length = 0;
  });

  /** A deployed node as Node-RED keeps it. */
  async function deployed(id: string): Promise<Record<string, unknown>> {
    const flows = (await (await stage.nodeRed.admin("flows")).json()) as readonly Record<string, unknown>[];
    return flows.find((node) => node["id"] === id) ?? {};
  }

  async function open(id: string): Promise<void> {
    const tab = String((await deployed(id))["z"]);
    await stage.editor.showTab(tab);
    await stage.editor.openNode(id);
  }

  test("the first example is drawn as it is wired", async () => {
    await stage.editor.showTab("zohoex1tab");
    for (const id of ["zohoex1in", "zohoex1req", "zohoex1dbg", "zohoex1first", "zohoex1catch", "zohoex1err"])
      expect(await stage.editor.nodeOnCanvas(id).isVisible()).toBe(true);
    expect(await stage.editor.page.locator(".red-ui-flow-link").count()).toBe(4);
    expect(await stage.editor.page.locator(".red-ui-flow-node-error:visible").count()).toBe(0);
    await stage.editor.picture(`${version}-first-example`);
  });

  test.each(Object.entries(NODES))(
    "%s opens, every field has a name and stands beside it",
    async (type, id) => {
      await open(id);
      const closed = stage.editor.page.locator(".red-ui-tray details:not([open]) > summary:visible");
      while ((await closed.count()) > 0) await closed.first().click();
      await stage.editor.picture(`${version}-${type}`);
      expect(await namelessFields(stage.editor.page)).toEqual([]);
      expect(await labelsWithoutFieldBeside(stage.editor.page)).toEqual([]);
      expect(stage.editor.complaints).toEqual([]);
    },
  );

  test.each(["browser", "selfClient"] as const)(
    "zoho-client (%s) opens, every field has a name, Tab leads to Connect",
    async (way) => {
      await open("zohoex1req");
      await stage.editor.openClient();
      await new ClientDialog(stage.editor.page).chooseWay(way);
      await stage.editor.picture(`${version}-zoho-client-${way}`);
      expect(await namelessFields(stage.editor.page)).toEqual([]);
      expect(await labelsWithoutFieldBeside(stage.editor.page)).toEqual([]);

      await stage.editor.page.locator("#node-config-input-name").focus();
      const seen = await tabbedThrough(stage.editor.page, "node-config-input-zoho-connect");
      const fields = ["realm", "dataCenter", "clientId", "clientSecret"];
      const rest = way === "selfClient" ? ["zoho-grant-code"] : ["redirectUri", "callbackOn"];
      const order = [...fields, ...rest, "zoho-connection-name", "zoho-connect"];
      const wanted = order.map((field) => `node-config-input-${field}`);
      // The radio buttons are one stop, behind the data center.
      wanted.splice(2, 0, `zoho-way-${way}`);
      wanted.splice(5, 0, "zoho-scope-product", "zoho-scope-free", "zoho-scope-free-add");
      expect(seen.filter((one) => wanted.includes(one))).toEqual(wanted);
      expect(stage.editor.complaints).toEqual([]);
    },
  );

  test("what is entered is kept by a Deploy, and an error output comes and goes", async () => {
    const { page } = stage.editor;
    const ports = stage.editor.nodeOnCanvas("zohoex1req").locator(".red-ui-flow-port-output");
    await open("zohoex1req");
    await page.locator("#node-input-path").fill("Contacts");
    await page.locator("#node-input-method").selectOption("POST");
    await page.locator("#node-input-errors").selectOption("output");
    await page.locator("#zoho-more > summary").click();
    await page.locator("#node-input-timeout").fill("7");
    await page.locator("#node-input-dryRun").check();
    await stage.editor.done();
    expect(await ports.count()).toBe(2);
    await stage.editor.deploy();
    expect(await deployed("zohoex1req")).toMatchObject({
      path: "Contacts",
      method: "POST",
      timeout: 7,
      dryRun: true,
      errors: "output",
      outputs: 2,
      connection: "acme-production",
      query: [{ name: "fields", value: "Last_Name,Company,Email", type: "str" }],
      wires: [["zohoex1dbg", "zohoex1first"], []],
    });

    await open("zohoex1req");
    expect(await page.locator("#node-input-timeout").inputValue()).toBe("7");
    await page.locator("#node-input-errors").selectOption("catch");
    await stage.editor.done();
    expect(await ports.count()).toBe(1);
    await stage.editor.deploy();
    expect(await deployed("zohoex1req")).toMatchObject({
      errors: "catch",
      outputs: 1,
      wires: [["zohoex1dbg", "zohoex1first"]],
    });
  });

  test("a client's values and lists are kept by a Deploy", async () => {
    const { page } = stage.editor;
    await open("zohoex1req");
    await stage.editor.openClient();
    await page.locator("#node-config-input-name").fill("Renamed");
    await page.locator("#node-config-input-dataCenter").selectOption("eu");
    await new ClientDialog(page).enterScopes(["ZohoCRM.modules.READ", "ZohoCRM.org.READ"]);
    await stage.editor.done();
    await stage.editor.done();
    await stage.editor.deploy();
    expect(await deployed("zohoex1client")).toMatchObject({
      name: "Renamed",
      dataCenter: "eu",
      scopes: ["ZohoCRM.modules.READ", "ZohoCRM.org.READ"],
      redirectUri: "",
      realm: "emulator",
      connections: [{ name: "acme-production", dataCenter: "us", environment: "Production" }],
    });
  });

  test("a refresh token that is typed into a declared connection goes to the credentials, and away with its row", async () => {
    const { page } = stage.editor;
    const token = "1000.0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef";
    const rows = page.locator("#zoho-declared .zoho-declared-row");
    const deployDialog = async (): Promise<string> => {
      await stage.editor.done();
      await stage.editor.done();
      await stage.editor.deploy();
      return JSON.stringify(await deployed("zohoex1client"));
    };
    const openClient = async (): Promise<void> => {
      await open("zohoex1req");
      await stage.editor.openClient();
    };
    await openClient();
    const before = await rows.count();
    await page.locator("#zoho-declared .red-ui-editableList-addButton").click();
    await rows.last().locator(".zoho-declared-name").fill("by-code");
    await rows.last().locator(".zoho-declared-origin").selectOption("sealed");
    await rows.last().locator(".zoho-declared-sealedToken").fill(token);
    await rows.last().locator(".zoho-declared-readOnly").check();
    const first = await deployDialog();
    expect(first).toContain('"refreshToken":"refreshToken1","readOnly":true');
    expect(first).not.toContain(token);
    const kept = async (): Promise<unknown> => {
      const answer = await stage.nodeRed.admin("credentials/zoho-client/zohoex1client");
      return ((await answer.json()) as Record<string, unknown>)["has_refreshToken1"];
    };
    expect(await kept()).toBe(true);

    await openClient();
    expect(await rows.last().locator(".zoho-declared-sealedToken").inputValue()).toBe("__PWRD__");
    await page.locator("#zoho-declared .red-ui-editableList-item-remove").last().click();
    await expect.poll(() => rows.count()).toBe(before);
    expect(await deployDialog()).not.toContain("by-code");
    expect(await kept()).toBe(false);
  });

  test("Done without a change leaves nothing to deploy", async () => {
    for (const id of Object.values(NODES)) {
      await open(id);
      await stage.editor.done();
    }
    await open("zohoex1req");
    await stage.editor.openClient();
    await stage.editor.done();
    await stage.editor.done();
    expect(await stage.editor.page.locator("#red-ui-header-button-deploy.disabled").count()).toBe(1);
  });
});
