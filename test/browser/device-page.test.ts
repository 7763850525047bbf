/** The page on which a person connects a device, in a real browser and by keyboard alone. */
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index";
import { askedCode, poll } from "../emulator/support/devices";
import { browserIsPresent, openBrowser } from "../support/browser";

describe.skipIf(!browserIsPresent())("The device page", () => {
  let zoho: RunningEmulator;
  let browser: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    zoho = await startEmulator({ settings: { accountsServer: "emulator" } });
    browser = await openBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await zoho.close();
  });

  /** Goes on with Tab until this button has the focus, then presses it. */
  async function pressByKeyboard(name: string): Promise<void> {
    for (let stops = 0; stops < 40; stops += 1) {
      const focused = page.locator("button:focus");
      if ((await focused.count()) > 0 && (await focused.innerText()) === name) {
        await page.keyboard.press("Enter");
        return;
      }
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never came to ${name}`);
  }

  test("a person types the code, signs in, picks a sandbox and accepts without a mouse", async () => {
    const device = await askedCode(zoho);
    await page.goto(device.verification_url);
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    const alert = page.getByRole("alert");
    await alert.waitFor();
    expect(await alert.innerText()).toContain("No device waits for this code");
    await page.keyboard.press("Control+A");
    await page.keyboard.type(device.user_code.toLowerCase());
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sign in to Zoho" }).waitFor();
    await pressByKeyboard("Robin Vale");
    await page.getByRole("heading", { name: "Choose an organization" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await pressByKeyboard("Submit");
    await page.getByText(device.user_code).waitFor();
    expect(await page.getByRole("listitem").first().innerText()).toContain("Acme (Sandbox)");
    await pressByKeyboard("Accept");
    await page.getByRole("heading", { name: "Your device is connected" }).waitFor();
    const { body } = await poll(zoho, device.device_code);
    expect(body).toMatchObject({ api_domain: "https://sandbox.zohoapis.com" });
  });
});
