import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EmulatorControl } from "../../scripts/launch/emulator-control";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index";
import { browserIsPresent, openBrowser } from "../support/browser";

/** More presses of Tab than any way through the page takes. */
const MOST_TABS = 400;

describe.skipIf(!browserIsPresent())("The emulator's console page", () => {
  let zoho: RunningEmulator;
  let control: EmulatorControl;
  let browser: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    zoho = await startEmulator({ clock: { now: Date.UTC(2026, 2, 10, 12), frozen: true } });
    control = new EmulatorControl(zoho.url);
    browser = await openBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await zoho.close();
  });
  beforeEach(async () => {
    await control.send("POST", "reset");
    await connect("Robin Vale");
    await page.goto(zoho.url);
  });

  /** A grant and its first tokens. */
  async function connect(person: string): Promise<void> {
    const code = await control.grantCode({ person, scope: "ZohoCRM.modules.ALL" });
    const { clientId, clientSecret } = zoho.ready.clients.self;
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      client_id: clientId,
      client_secret: clientSecret,
      code,
    });
    await fetch(`${zoho.url}/accounts.zoho.com/oauth/v2/token`, { method: "POST", body });
  }

  /** What has the focus: its text as it is heard, or its label. */
  function focused(): Promise<string> {
    return page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null;
      const label = element?.labels?.[0]?.textContent;
      return (label ?? element?.textContent ?? "").trim().replace(/\s+/g, " ");
    });
  }

  /** Presses Tab until this is reached. */
  async function tabTo(text: RegExp): Promise<void> {
    for (let n = 0; n < MOST_TABS; n += 1) {
      await page.keyboard.press("Tab");
      if (text.test(await focused())) return;
    }
    throw new Error(`Tab does not reach ${String(text)}`);
  }

  /** Enter on a button loads the page anew. */
  async function pressEnter(): Promise<void> {
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  }

  test("by keyboard: the first Tab skips to the content, a button is reached, pressed, and its effect said", async () => {
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to the content");
    await tabTo(/^Throttle refresh token …/);
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
    );
    expect(outline).toBe("solid");
    await pressEnter();
    expect(await focused()).toBe("Throttled: 1 refresh token.");
    expect(await page.getByRole("status").isVisible()).toBe(true);
    expect(await page.locator("#tokens").innerText()).toContain("throttled for 10 min");
  });

  test("Tab goes on from where the button was", async () => {
    await tabTo(/^Expire all access tokens$/);
    await pressEnter();
    expect(await focused()).toBe("Expired: 1 access token.");
    await page.keyboard.press("Tab");
    expect(await focused()).toMatch(/^Throttle refresh token …/);
  });

  test("by keyboard: a number is typed, and the clock goes on by it", async () => {
    await tabTo(/^Advance by$/);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("90");
    await pressEnter();
    expect(await focused()).toBe("The clock went on by 1 h 30 min: 2026-03-10 13:30:00 UTC.");
  });

  test("by keyboard: a folded setting is opened and changed", async () => {
    await tabTo(/^All \d+ settings$/);
    await page.keyboard.press("Enter");
    await tabTo(/^Value of codeTtl/);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("60");
    await pressEnter();
    expect(await focused()).toBe("codeTtl is 60.");
  });

  test("a page of another site can't press its buttons, and reads why", async () => {
    const foreign = await browser.newPage();
    await foreign.setContent(
      `<form method="post" action="${zoho.url}/"><button name="press" value="reset">Win</button></form>`,
    );
    await Promise.all([foreign.waitForEvent("load"), foreign.getByRole("button").click()]);
    expect(await foreign.locator("main").innerText()).toContain("don't come from other sites' pages");
    await foreign.close();
    expect(await control.send("GET", "state")).toMatchObject({ counts: { refreshTokens: 1 } });
  });

  test.each([1280, 390])("nothing is cut off or scrolls sideways at %i pixels", async (width) => {
    await page.setViewportSize({ width, height: 800 });
    for (const summary of await page.locator("summary").all()) await summary.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});
