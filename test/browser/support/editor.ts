import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { PROJECT_ROOT } from "../../support/project-root";

/** Pictures for whoever wants to see how a dialog looks; not compared with anything. */
const PICTURES = join(PROJECT_ROOT, "test-output", "browser");

/** Longest wait for something in the page, milliseconds: only there to end what hangs. */
const PATIENCE_MS = 30_000;

/** Somebody that `adminAuth` knows. */
export interface EditorUser {
  readonly name: string;
  readonly password: string;
}

/** What of the editor's own script is used to get where a person gets by menus. */
interface EditorWindow {
  readonly RED: {
    readonly workspaces: { show(id: string): void };
    readonly actions: { invoke(action: string): void };
  };
}

/** Node-RED's editor in a tab of the browser, as a person uses it. */
export class Editor {
  /** What the browser's console had to complain about. */
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(`${message.text()} ${message.location().url}`);
    });
  }

  /** Opens the editor, signs in where asked, and waits until the nodes of this package are there. */
  static async open(browser: BrowserContext, adminUrl: string, user?: EditorUser): Promise<Editor> {
    const page = await browser.newPage();
    const editor = new Editor(page);
    await page.setViewportSize({ width: 1400, height: 900 });
    // The palette manager asks the flow library; tests stay on this machine.
    await page.route("https://catalogue.nodered.org/**", (route) => route.fulfill({ json: { modules: [] } }));
    await page.goto(adminUrl);
    if (user !== undefined) {
      await page.locator("#node-dialog-login-username").fill(user.name);
      await page.locator("#node-dialog-login-password").fill(user.password);
      await page.locator("#node-dialog-login-submit").click();
    }
    await editor.ready();
    // Until somebody has signed in, the browser notes Node-RED's own refusals.
    if (user !== undefined) editor.complaints.length = 0;
    return editor;
  }

  /** Loads the editor anew, as after a restart of Node-RED. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** A node on the canvas. */
  nodeOnCanvas(id: string): Locator {
    return this.page.locator(`.red-ui-flow-node-group[id="${id}"]`);
  }

  /** Brings a flow to the front. */
  async showTab(id: string): Promise<void> {
    const inFront = this.page.locator(`.red-ui-tab.active:has([href="#${id}"])`);
    // A second click on the same tab would open the dialog of the flow.
    if ((await inFront.count()) > 0) return;
    await this.page.locator(`.red-ui-tab [href="#${id}"]`).click();
    await inFront.waitFor();
  }

  /** Brings the inside of a subflow to the front, as *Edit subflow template* does. */
  async showSubflow(id: string): Promise<void> {
    await this.page.evaluate((wanted) => (window as unknown as EditorWindow).RED.workspaces.show(wanted), id);
    await this.page.locator(`.red-ui-tab.active [href="#${id}"]`).waitFor();
  }

  /** Imports a flow that has a tab of its own, by the text in the clipboard dialog. */
  async importFlow(nodes: readonly object[]): Promise<void> {
    await this.page.evaluate(() =>
      (window as unknown as EditorWindow).RED.actions.invoke("core:show-import-dialog"),
    );
    const text = this.page.locator("#red-ui-clipboard-dialog-import-text");
    await text.fill(JSON.stringify(nodes));
    // Node-RED looks at what was entered when a key comes up.
    await text.press("End");
    await this.page.locator("#red-ui-clipboard-dialog-ok").click();
    await text.waitFor({ state: "hidden" });
  }

  /** Opens the dialog of a node that is on the canvas. */
  async openNode(id: string): Promise<void> {
    await this.nodeOnCanvas(id).locator(".red-ui-flow-node").first().dblclick();
    await this.page.locator("#node-dialog-ok").waitFor();
    await this.settled();
  }

  /** Opens the client that the node dialog in front has chosen, by its pencil. */
  async openClient(): Promise<void> {
    await this.page.locator("#node-input-btn-client-edit").click();
    await this.clientIsOpen();
  }

  /** Adds a client to the node dialog in front, by its plus. */
  async addClient(): Promise<void> {
    await this.page.locator("#node-input-btn-client-add").click();
    await this.clientIsOpen();
  }

  /** Presses *Update*, *Add* or *Done* of the dialog in front, and waits until it is gone. */
  async done(): Promise<void> {
    await this.leave("ok");
  }

  /** Presses *Cancel* of the dialog in front. */
  async cancel(): Promise<void> {
    await this.leave("cancel");
  }

  /** Closes whatever dialogs are open without keeping anything. */
  async closeDialogs(): Promise<void> {
    while ((await this.page.locator(".red-ui-tray").count()) > 0) await this.cancel();
  }

  /** Drags a node from the palette onto a wire, which it then becomes part of. @returns its ID */
  async dragOntoWire(type: string, to: { readonly x: number; readonly y: number }): Promise<string> {
    const canvas = await this.page.locator("#red-ui-workspace-chart").boundingBox();
    const entry = this.page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`);
    await entry.hover();
    await this.page.mouse.down();
    await this.page.mouse.move((canvas?.x ?? 0) + to.x, (canvas?.y ?? 0) + to.y, { steps: 8 });
    // Node-RED looks for a wire below a moment after the mouse has come to rest.
    await this.page.locator(".red-ui-flow-link-splice").waitFor({ state: "attached" });
    await this.page.mouse.up();
    const node = this.page.locator(".red-ui-flow-node-group.red-ui-flow-node-selected");
    return (await node.getAttribute("id")) ?? "";
  }

  /** Drags a node from the palette to a free place. @returns its ID */
  async drag(type: string, to: { readonly x: number; readonly y: number }): Promise<string> {
    const canvas = await this.page.locator("#red-ui-workspace-chart").boundingBox();
    await this.page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`).hover();
    await this.page.mouse.down();
    await this.page.mouse.move((canvas?.x ?? 0) + to.x, (canvas?.y ?? 0) + to.y, { steps: 8 });
    await this.page.mouse.up();
    const node = this.page.locator(".red-ui-flow-node-group.red-ui-flow-node-selected");
    return (await node.getAttribute("id")) ?? "";
  }

  /** Draws a wire from the first output of a node to the input of another. */
  async wire(from: string, to: string): Promise<void> {
    const wires = this.page.locator(".red-ui-flow-link-line");
    const before = await wires.count();
    await this.nodeOnCanvas(from).locator(".red-ui-flow-port-output .red-ui-flow-port").first().hover();
    await this.page.mouse.down();
    await this.nodeOnCanvas(to).locator(".red-ui-flow-port-input .red-ui-flow-port").hover();
    await this.page.mouse.up();
    await wires.nth(before).waitFor({ state: "attached" });
  }

  /** Presses *Deploy* and waits until Node-RED has taken it. */
  async deploy(): Promise<void> {
    const button = this.page.locator("#red-ui-header-button-deploy");
    const taken = this.page.waitForResponse(
      (response) => response.url().endsWith("/flows") && response.request().method() === "POST",
    );
    await button.click();
    await taken;
    await this.page.locator("#red-ui-header-button-deploy.disabled").waitFor();
  }

  /** Keeps a picture of what is seen now. */
  async picture(name: string): Promise<void> {
    await mkdir(PICTURES, { recursive: true });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  private async ready(): Promise<void> {
    const ofThisPackage = '.red-ui-palette-node[data-palette-type="zoho-request"]';
    await this.page.locator(ofThisPackage).waitFor({ state: "attached" });
    await this.page.locator("#red-ui-loading-progress").waitFor({ state: "hidden" });
  }

  /** Waits until no dialog slides any more: a click on a moving button goes beside it. */
  private async settled(): Promise<void> {
    await this.page.waitForFunction(() =>
      [...document.querySelectorAll(".red-ui-tray")].every((tray) => tray.getAnimations().length === 0),
    );
  }

  private async clientIsOpen(): Promise<void> {
    await this.page.locator("#node-config-dialog-ok").waitFor();
    await this.page.locator("#node-config-input-zoho-connect").waitFor();
    await this.settled();
  }

  /** Only the dialog in front is in the page; those below come back when it has gone. */
  private async leave(choice: "ok" | "cancel"): Promise<void> {
    const button = this.page.locator(`#node-dialog-${choice}, #node-config-dialog-${choice}`);
    const pressed = await button.elementHandle();
    await pressed.click();
    await pressed.waitForElementState("hidden");
    await this.page.waitForFunction(() => {
      const isBack = document.querySelector(".red-ui-tray") !== null;
      const shade = document.querySelector("#red-ui-editor-shade");
      return isBack || shade === null || getComputedStyle(shade).display === "none";
    });
    await this.settled();
  }
}
