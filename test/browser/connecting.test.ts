import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { browserIsPresent } from "../support/browser";
import { probeIn, probeOut, request, TAB } from "../nodes/support/zoho-flow";
import { ClientDialog } from "./support/client-dialog";
import { EDITORS, examples, openStage, type Stage } from "./support/stage";

/** Calls Zoho by the first example's client, with whatever connection the message names. */
const CALL = [
  TAB,
  probeIn("in", "call"),
  request("call", { client: "zohoex1client", path: "Leads", query: [FIELDS()], errors: "output" }, [
    ["out"],
    ["refused"],
  ]),
  probeOut("out"),
  probeOut("refused"),
];

function FIELDS() {
  return { name: "fields", value: "Last_Name", type: "str" } as const;
}

describe.skipIf(!browserIsPresent()).each(EDITORS)("Connecting in the editor of Node-RED %s", (version) => {
  let stage: Stage;
  let dialog: ClientDialog;
  beforeAll(async () => {
    stage = await openStage({ version, flows: [...examples(), ...CALL] });
    dialog = new ClientDialog(stage.editor.page);
  });
  afterAll(() => stage.close());

  /** From the first example's request by the pencil, as people get there; it then stays open. */
  async function openClient(): Promise<void> {
    await stage.editor.openNode("zohoex1req");
    await stage.editor.openClient();
  }
  beforeEach(async () => {
    if (!(await dialog.connectButton.isVisible())) await openClient();
  });
  afterEach(async () => {
    for (const left of stage.browser.pages()) if (left !== stage.editor.page) await left.close();
    await stage.emulator.settings({ stateOnError: true });
    await stage.emulator.forgetRequests();
    expect(stage.editor.complaints.splice(0)).toEqual([]);
  });

  /** How many records a flow reads over a connection; no Deploy comes before. */
  async function recordsBy(connection: string): Promise<number> {
    const before = (await stage.nodeRed.messages("out")).length;
    await stage.nodeRed.inject("in", { zoho: { connection } });
    const arrived = await stage.nodeRed.waitFor("out", before + 1);
    return (arrived.at(-1)?.["payload"] as readonly unknown[]).length;
  }

  test("a consent in the window gives a connection that flows use without a Deploy", async () => {
    // The dialog closes the window when it hears of the success: not before its page was read.
    let read = (): void => undefined;
    const wasRead = new Promise<void>((resolve) => (read = resolve));
    await stage.editor.page.route("**/zoho/connect/*", async (route) => {
      await wasRead;
      await route.continue();
    });
    const window = await dialog.connect("birch");
    await window.consent("Alex Stone", "Birch Retail (Production)");
    expect(await window.outcome()).toMatch(/Connected\s+'birch' is connected to Birch Retail \(Production\)/);
    expect(new URL(window.page.url()).search).toBe("");
    read();

    const said = await dialog.says(/Connected/);
    expect(said).toMatch(/^Connected 'birch' to Birch Retail, Production as Alex Stone\. It works at once/);
    expect(await dialog.messageIsInView()).toBe(true);
    await window.isClosed();
    const row = await dialog.row("birch").innerText();
    for (const part of ["healthy", "Birch Retail", "Production", "United States", "Alex Stone"])
      expect(row).toContain(part);
    await stage.editor.picture(`${version}-connected`);
    expect(await recordsBy("birch")).toBe(80);
  });

  test("another org gets a name of its own", async () => {
    const window = await dialog.connect("cedar-sandbox");
    await window.consent("Alex Stone", "Cedar Foods (Sandbox)");
    await dialog.says(/Connected 'cedar-sandbox' to Cedar Foods, Sandbox/);
    expect(await dialog.row("birch").innerText()).toContain("healthy");
    expect(await dialog.row("cedar-sandbox").innerText()).toContain("Cedar Foods");
    expect([await recordsBy("birch"), await recordsBy("cedar-sandbox")]).toEqual([80, 14]);
  });

  test("after a restart of Node-RED both are still there and still work", async () => {
    await stage.editor.closeDialogs();
    await stage.nodeRed.restart();
    await stage.editor.reload();
    // What the editor says while its runtime is away is Node-RED's own affair.
    stage.editor.complaints.length = 0;
    await openClient();
    expect(await dialog.row("birch").innerText()).toContain("healthy");
    expect([await recordsBy("birch"), await recordsBy("cedar-sandbox")]).toEqual([80, 14]);
  });

  test("Reject is told in words, and the window keeps its page", async () => {
    const window = await dialog.connect("refused");
    await window.signIn("Alex Stone");
    await window.chooseOrg("Birch Retail (Production)");
    await window.press("Reject");
    expect(await dialog.says(/refused/)).toMatch(/The consent was refused at Zoho.*start again/);
    expect(await dialog.messageIsInView()).toBe(true);
    expect(await window.outcome()).toMatch(/Not connected\s+The consent was refused/);
    expect(await dialog.row("refused").count()).toBe(0);
    await stage.editor.picture(`${version}-refused`);
  });

  test("somebody without a CRM account reads which app it is", async () => {
    const window = await dialog.connect("no-crm");
    await window.signIn("Kim Hale");
    await window.press("Back to app");
    expect(await dialog.says(/no account/)).toMatch(/no account in an app whose scopes were asked: CRM\./);
    expect(await window.outcome()).toMatch(/no account in an app whose scopes were asked: CRM/);
  });

  test("a no_org without state explains itself, and the dialog waits for a better answer", async () => {
    await stage.emulator.settings({ stateOnError: false });
    const window = await dialog.connect("second-try");
    await window.signIn("Kim Hale");
    await window.press("Back to app");
    const page = await window.outcome();
    expect(page).toMatch(/'no_org' but did not say which one, so whoever began it still waits/);
    expect(page).toMatch(/no account in an app whose scopes were asked.*open the sign-in page again/s);
    await window.page.close();
    await dialog.says(/seems to be closed/);

    const again = await dialog.openAgain();
    await again.consent("Alex Stone", "Birch Retail (Developer)");
    await dialog.says(/Connected 'second-try' to Birch Retail, Developer/);
  });

  test("a closed window is noticed, and its page can be opened again", async () => {
    const window = await dialog.connect("closed-once");
    await dialog.says(/Waiting for the consent/);
    await window.page.close();
    expect(await dialog.says(/closed/)).toMatch(/press Connect again/);
    const again = await dialog.openAgain();
    await again.consent("Alex Stone", "Cedar Foods (Production)");
    await dialog.says(/Connected 'closed-once'/);
  });

  test("Disconnect asks first, revokes, and the row is gone", async () => {
    const { page } = stage.editor;
    const question = page.locator(".red-ui-notification", { hasText: "Disconnect 'closed-once'?" });
    const revocations = async () =>
      (await stage.emulator.requests()).filter(({ path }) => path.startsWith("/oauth/v2/token/revoke"));
    await dialog.press("closed-once", "Disconnect");
    await question.getByRole("button", { name: "Keep it" }).click();
    await question.waitFor({ state: "detached" });
    expect(await dialog.row("closed-once").count()).toBe(1);
    expect(await revocations()).toEqual([]);

    await dialog.press("closed-once", "Disconnect");
    await stage.editor.picture(`${version}-disconnect`);
    await question.getByRole("button", { name: "Disconnect" }).click();
    await dialog.row("closed-once").waitFor({ state: "detached" });
    expect(await dialog.note.innerText()).toMatch(/Disconnected 'closed-once'/);
    expect((await revocations()).map(({ status }) => status)).toEqual([200]);
    await stage.nodeRed.inject("in", { zoho: { connection: "closed-once" } });
    const [refusal] = await stage.nodeRed.waitFor("refused");
    expect(refusal?.["error"]).toMatchObject({ message: expect.stringContaining("closed-once") as string });
  });

  describe("with a Self Client", () => {
    const SCOPE = "ZohoCRM.modules.ALL,ZohoCRM.org.READ,ZohoCRM.users.READ";
    beforeEach(async () => {
      await dialog.chooseWay("selfClient");
    });

    test("a pasted grant code connects", async () => {
      const code = await stage.emulator.grantCode({
        person: "Alex Stone",
        org: "Birch Retail (Sandbox)",
        scope: SCOPE,
      });
      await dialog.field("zoho-grant-code").fill(code);
      await dialog.enterName("pasted");
      await dialog.pressConnect();
      await dialog.says(/Connected 'pasted' to Birch Retail, Sandbox as Alex Stone/);
      expect(await dialog.row("pasted").innerText()).toContain("healthy");
      expect(await dialog.field("zoho-grant-code").inputValue()).toBe("");
      await stage.editor.picture(`${version}-self-client`);
    });

    test("the console's file fills the dialog, and its code connects", async () => {
      const code = await stage.emulator.grantCode({ person: "Alex Stone", org: "Cedar Foods", scope: SCOPE });
      const { clientId, clientSecret } = stage.running.ready.clients.self;
      const file = {
        client_id: clientId,
        client_secret: clientSecret,
        code,
        grant_type: "authorization_code",
      };
      await stage.editor.page.locator("#zoho-self-file").setInputFiles({
        name: "self_client.json",
        mimeType: "application/json",
        buffer: Buffer.from(JSON.stringify(file)),
      });
      await dialog.enterName("from-file");
      await dialog.pressConnect();
      await dialog.says(/Connected 'from-file' to Cedar Foods/);
    });

    test("a code that Zoho does not know is refused in words", async () => {
      await dialog.field("zoho-grant-code").fill(`1000.${"0".repeat(32)}.${"0".repeat(32)}`);
      await dialog.enterName("stale");
      await dialog.pressConnect();
      await dialog.message.and(stage.editor.page.locator('[data-kind="error"]')).waitFor();
      expect(await dialog.message.innerText()).toMatch(/no longer accepts this grant code.*Make a new one/);
      // The browser itself notes that the route answered 400.
      expect(stage.editor.complaints.splice(0)).toEqual([expect.stringContaining("zoho/grant-code")]);
    });
  });

  test("without a name nothing opens, and the cursor is where the name belongs", async () => {
    await dialog.enterName("");
    await dialog.pressConnect();
    await dialog.says(/has no name yet/);
    expect(
      await dialog.field("zoho-connection-name").evaluate((input) => input === document.activeElement),
    ).toBe(true);
    expect(stage.browser.pages()).toHaveLength(1);
  });
});
