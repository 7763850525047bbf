import type { Page } from "playwright-core";

/** The window in which a person consents, on the emulator's pages. */
export class ConsentWindow {
  private constructor(readonly page: Page) {}

  /** @returns when the sign-in page stands */
  static async at(page: Page): Promise<ConsentWindow> {
    await page.getByRole("heading", { name: "Sign in to Zoho" }).waitFor();
    return new ConsentWindow(page);
  }

  async signIn(person: string): Promise<void> {
    await this.page.getByRole("button", { name: person }).click();
  }

  /** @param org name and environment as the page shows them, e.g. `Acme (Sandbox)` */
  async chooseOrg(org: string): Promise<void> {
    await this.page.getByRole("radio", { name: org }).check();
    await this.press("Submit");
  }

  /**
   * Presses one of the page's own buttons: *Accept*, *Reject*, *Back to app*. The dialog closes the window as soon as it
   * hears of a success, which may be before the page that follows stands.
   */
  async press(button: string): Promise<void> {
    try {
      await this.page.getByRole("button", { name: button, exact: true }).click();
    } catch (error) {
      if (!this.page.isClosed()) throw error;
    }
  }

  /** The whole way to a grant. */
  async consent(person: string, org: string): Promise<void> {
    await this.signIn(person);
    await this.chooseOrg(org);
    await this.press("Accept");
  }

  /** What Node-RED's page says in the end: its heading and everything below it. */
  async outcome(): Promise<string> {
    await this.page.getByRole("heading", { name: /^(Connected|Not connected)$/ }).waitFor();
    return this.page.locator("body").innerText();
  }

  async isClosed(): Promise<void> {
    if (!this.page.isClosed()) await this.page.waitForEvent("close");
  }
}
