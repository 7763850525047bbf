import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { browserIsPresent } from "../support/browser";
import { TAB } from "../nodes/support/zoho-flow";
import { ClientDialog } from "./support/client-dialog";
import { namelessFields } from "./support/dialog-fields";
import { EDITORS, openStage, type Stage } from "./support/stage";

const OTHER_TAB = { id: "otherTab", type: "tab", label: "Elsewhere" };
const CLIENT = {
  id: "client1",
  type: "zoho-client",
  version: 1,
  name: "Acme",
  clientType: "server",
  dataCenter: "us",
  scopes: ["ZohoCRM.org.READ", "ZohoCRM.users.READ"],
  redirectUri: "",
  callbackOn: "admin",
  realm: "emulator",
  connections: [],
};

/** A request that uses the client. */
function request(
  id: string,
  name: string,
  properties: object,
): Record<string, unknown> & { id: string; type: string } {
  const place = { x: 300, y: 100, wires: [[]] };
  return {
    id,
    type: "zoho-request",
    z: TAB.id,
    client: "client1",
    name,
    product: "crm",
    ...place,
    ...properties,
  };
}

const FLOWS = [
  TAB,
  OTHER_TAB,
  CLIENT,
  request("reads", "Read leads", { method: "GET", path: "Leads" }),
  request("writes", "Write tickets", {
    product: "desk",
    method: "POST",
    path: "tickets",
    z: OTHER_TAB.id,
    y: 160,
  }),
];

describe.skipIf(!browserIsPresent()).each(EDITORS)("The scopes of a client in Node-RED %s", (version) => {
  let stage: Stage;
  let dialog: ClientDialog;
  beforeAll(async () => {
    stage = await openStage({ version, flows: FLOWS });
    dialog = new ClientDialog(stage.editor.page);
  });
  afterAll(() => stage.close());
  afterEach(async () => {
    for (const left of stage.browser.pages()) if (left !== stage.editor.page) await left.close();
    await stage.editor.closeDialogs();
    expect(stage.editor.complaints.splice(0)).toEqual([]);
  });

  async function openClient(): Promise<void> {
    await stage.editor.showTab(TAB.id);
    await stage.editor.openNode("reads");
    await stage.editor.openClient();
  }

  const part = (selector: string) => stage.editor.page.locator(selector);
  const advice = () => part("#zoho-scope-advice");
  const entry = (scope: string) => part(`#zoho-scope-list > li[data-scope="${scope}"]`);

  test("CRM, read, adds the least that reading takes, each with its reason, and what is unticked is left out", async () => {
    await openClient();
    await part("#zoho-scope-product").selectOption("crm");
    expect(await part("#zoho-scope-level").inputValue()).toBe("read");
    const offers = part("#zoho-scope-offers > label");
    await offers.filter({ hasText: "ZohoCRM.modules.READ" }).waitFor();
    expect(await offers.filter({ hasText: "ZohoCRM.org.READ" }).innerText()).toContain("edition");
    await offers.filter({ hasText: "ZohoCRM.settings.modules.READ" }).locator("input").uncheck();
    await stage.editor.picture(`${version}-scope-chooser`);
    expect(await namelessFields(stage.editor.page)).toEqual([]);
    await part("#zoho-scope-add").click();
    await entry("ZohoCRM.modules.READ").waitFor();
    expect(await dialog.scopes()).toEqual([
      "ZohoCRM.org.READ",
      "ZohoCRM.users.READ",
      "ZohoCRM.modules.READ",
      "ZohoCRM.settings.fields.READ",
    ]);
    expect(await part("#zoho-scope-said").innerText()).toContain("Added: ZohoCRM.modules.READ");
    expect(await part("#zoho-scope-chosen").isVisible()).toBe(false);
  });

  test("every product is offered, and one that tells no scope for reading alone begins with both", async () => {
    await openClient();
    const products = await part("#zoho-scope-product option").evaluateAll((options) =>
      options.map((option) => (option as HTMLOptionElement).value).filter((value) => value !== ""),
    );
    expect(products.length).toBeGreaterThanOrEqual(20);
    for (const product of products) {
      await part("#zoho-scope-product").selectOption(product);
      expect(await part("#zoho-scope-offers input:checked").count(), product).toBeGreaterThan(0);
    }
    await part("#zoho-scope-product").selectOption("phonebridge");
    expect(await part("#zoho-scope-level").inputValue()).toBe("write");
  });

  test("by keyboard: a scope of any name is added, removed, and a variable outlasts a Deploy", async () => {
    await openClient();
    const { page } = stage.editor;
    await part("#zoho-scope-free").fill("ZohoWriter.documentEditor.READ, ${MORE_SCOPES}");
    await page.keyboard.press("Enter");
    await entry("${MORE_SCOPES}").waitFor();
    expect(await part("#zoho-scope-free").inputValue()).toBe("");
    await entry("ZohoWriter.documentEditor.READ").locator("button").focus();
    await page.keyboard.press("Enter");
    await entry("ZohoWriter.documentEditor.READ").waitFor({ state: "detached" });
    // The focus goes on to the next entry, so that several can be removed in a row.
    expect(
      await entry("${MORE_SCOPES}")
        .locator("button")
        .evaluate((one) => one === document.activeElement),
    ).toBe(true);
    expect(await part("#zoho-scope-said").innerText()).toContain("Removed: ZohoWriter.documentEditor.READ");
    await stage.editor.done();
    await stage.editor.done();
    await stage.editor.deploy();
    const flows = (await (await stage.nodeRed.admin("flows")).json()) as readonly Record<string, unknown>[];
    expect(flows.find(({ id }) => id === "client1")?.["scopes"]).toEqual([
      ...CLIENT.scopes,
      "${MORE_SCOPES}",
    ]);
    await openClient();
    expect(await dialog.scopes()).toEqual([...CLIENT.scopes, "${MORE_SCOPES}"]);
    await entry("${MORE_SCOPES}").locator("button").click();
    await stage.editor.done();
    await stage.editor.done();
    await stage.editor.deploy();
  });

  test("what nodes need and nobody chose is named with the node, which a link reveals, and added by a press", async () => {
    await openClient();
    const missing = advice().locator('[data-scope="Desk.tickets.CREATE"]');
    expect(await missing.innerText()).toContain("Write tickets");
    expect(await advice().locator('[data-scope="ZohoCRM.modules.Leads.READ"]').innerText()).toContain(
      "Read leads",
    );
    await stage.editor.picture(`${version}-scopes-missing`);
    await missing.getByRole("link", { name: "Write tickets" }).click();
    await part(`.red-ui-tab.active:has([href="#${OTHER_TAB.id}"])`).waitFor();
    expect(await stage.editor.nodeOnCanvas("writes").count()).toBe(1);
    await missing.getByRole("button", { name: "Add Desk.tickets.CREATE" }).click();
    await entry("Desk.tickets.CREATE").waitFor();
    await missing.waitFor({ state: "detached" });
  });

  test("scopes of several apps that want an account, and scopes that no node calls for, are marked", async () => {
    await openClient();
    await dialog.enterScopes([
      "ZohoCRM.modules.READ",
      "ZohoCRM.modules.DELETE",
      "Desk.tickets.CREATE",
      "ZohoCRM.org.READ",
    ]);
    const mark = (scope: string, kind: string) => entry(scope).locator(`small[data-kind="${kind}"]`);
    await mark("Desk.tickets.CREATE", "account").waitFor();
    expect(await mark("ZohoCRM.modules.READ", "account").innerText()).toContain("account in CRM");
    expect(await part("#zoho-scope-hints").innerText()).toMatch(/CRM, Desk.*no_org/);
    expect(await mark("ZohoCRM.modules.DELETE", "unneeded").count()).toBe(1);
    for (const scope of ["ZohoCRM.modules.READ", "Desk.tickets.CREATE", "ZohoCRM.org.READ"])
      expect(await mark(scope, "unneeded").count(), scope).toBe(0);
    await stage.editor.picture(`${version}-scopes-marked`);
    await entry("Desk.tickets.CREATE").locator("button").click();
    await mark("ZohoCRM.modules.READ", "account").waitFor({ state: "detached" });
  });

  test("a connection that was granted less says so and can be connected again", async () => {
    await openClient();
    const window = await dialog.connect("acme");
    await window.consent("Alex Stone", "Birch Retail (Production)");
    await dialog.says(/Connected 'acme'/);
    expect(await advice().getByText("granted without").count()).toBe(0);
    await dialog.enterScopes([...CLIENT.scopes, "ZohoCRM.modules.READ"]);
    const gap = advice().locator(".zoho-scope-note").filter({ hasText: "'acme' was granted without" });
    expect(await gap.innerText()).toContain("ZohoCRM.modules.READ");
    expect(await gap.getByRole("button").innerText()).toBe("Reconnect");
    await stage.editor.picture(`${version}-scopes-granted-less`);
    const coming = stage.editor.page.waitForEvent("popup");
    await gap.getByRole("button").click();
    const again = await coming;
    await again.getByRole("heading", { name: "Sign in to Zoho" }).waitFor();
    expect(await dialog.field("zoho-connection-name").inputValue()).toBe("acme");
  });

  test("nothing is cut off in a narrow dialog", async () => {
    await openClient();
    // As wide as the form is in a dialog of 500 pixels.
    await part(".red-ui-tray .zoho-form").evaluate((form) => {
      form.style.width = "460px";
    });
    await part("#zoho-scope-product").selectOption("books");
    const cut = await part(".red-ui-tray .zoho-scopes").evaluate((scopes) => {
      const right = (scopes.closest(".zoho-form")?.getBoundingClientRect().right ?? 0) + 1;
      return [...scopes.querySelectorAll("*")]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > right)
        .map((one) => `${one.tagName} ${one.id} ${one.className}`);
    });
    await stage.editor.picture(`${version}-scopes-narrow`);
    expect(cut).toEqual([]);
  });
});
