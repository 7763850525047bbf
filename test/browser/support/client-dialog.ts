import type { Locator, Page } from "playwright-core";
import type { WayToConnect } from "../../../nodes/shared/editor/client/ways";
import { ConsentWindow } from "./consent-window";

/** The dialog of a `zoho-client`, open in the editor. */
export class ClientDialog {
  constructor(private readonly page: Page) {}

  /** What the dialog says about connecting. */
  get message(): Locator {
    return this.page.locator("#zoho-connect-message");
  }

  /** What stands below the table. */
  get note(): Locator {
    return this.page.locator("#zoho-connections-note");
  }

  get connectButton(): Locator {
    return this.page.locator("#node-config-input-zoho-connect");
  }

  /** The steps of connecting, by how far each is. */
  steps(state: "current" | "done" | "failed" | "coming"): Locator {
    return this.page.locator(`#zoho-connect-steps > li[data-state="${state}"]`);
  }

  /** What is typed on another screen, with where and for how long. */
  get deviceCode(): Locator {
    return this.page.locator("#zoho-device");
  }

  /** Where the address of a page is pasted that could not be opened. */
  get pasting(): Locator {
    return this.page.locator("#zoho-paste");
  }

  /** The row of a connection in the table. */
  row(name: string): Locator {
    return this.page.locator(`#zoho-client-connections > [data-connection="${name}"]`);
  }

  /** Presses a button of a row; those behind *More* are brought out first. */
  async press(name: string, button: string): Promise<void> {
    const row = this.row(name);
    const wanted = row.getByRole("button", { name: `${button}: ${name}`, exact: true });
    const more = row.getByRole("button", { name: `More: ${name}`, exact: true });
    await more.waitFor();
    if (!(await wanted.isVisible())) await more.click();
    await wanted.click();
  }

  /** Waits until a row says something that matches about what was done to it. */
  async rowSays(name: string, text: RegExp): Promise<string> {
    const message = this.row(name).locator(".zoho-message", { hasText: text });
    await message.waitFor();
    return message.innerText();
  }

  field(property: string): Locator {
    return this.page.locator(`#node-config-input-${property}`);
  }

  /** The scopes that are listed, in order. */
  scopes(): Promise<readonly string[]> {
    return this.page.locator("#zoho-scope-list > li > code").allInnerTexts();
  }

  /** Enters the scopes as text. */
  async enterScopes(scopes: readonly string[]): Promise<void> {
    const text = this.field("scopes");
    if (!(await text.isVisible())) await this.page.locator("#zoho-scopes-text > summary").click();
    await text.fill(scopes.join("\n"));
  }

  /** Answers the first question: how people will connect. */
  async chooseWay(way: WayToConnect): Promise<void> {
    await this.page.locator(`#zoho-way-${way}`).check();
  }

  async enterName(connection: string): Promise<void> {
    await this.field("zoho-connection-name").fill(connection);
  }

  /** By keyboard: the connections above, which may come at any moment, would move the button away under a mouse. */
  async pressConnect(): Promise<void> {
    await this.connectButton.press("Enter");
  }

  /** Enters a name, presses Connect, and waits for the sign-in page in its window. */
  async connect(connection: string): Promise<ConsentWindow> {
    await this.enterName(connection);
    return this.windowOf("popup", () => this.pressConnect());
  }

  /** Follows the link that is offered while a consent is waited for. */
  async openAgain(): Promise<ConsentWindow> {
    return this.windowOf("page", () => this.message.locator("a").click());
  }

  /** Waits until the dialog says something that matches. */
  async says(text: RegExp): Promise<string> {
    await this.message.filter({ hasText: text }).waitFor();
    return this.message.innerText();
  }

  /** Whether what it says can be read without scrolling. */
  messageIsInView(): Promise<boolean> {
    return this.message.evaluate((message) => {
      const dialog = message.closest(".red-ui-tray-body")?.getBoundingClientRect();
      const { top, bottom } = message.getBoundingClientRect();
      // Browsers scroll by whole pixels.
      return dialog !== undefined && top >= dialog.top - 1 && bottom <= dialog.bottom + 1;
    });
  }

  private async windowOf(kind: "popup" | "page", open: () => Promise<void>): Promise<ConsentWindow> {
    const coming =
      kind === "popup" ? this.page.waitForEvent("popup") : this.page.context().waitForEvent("page");
    await open();
    return ConsentWindow.at(await coming);
  }
}
