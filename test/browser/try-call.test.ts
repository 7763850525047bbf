import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { client, declared, request, TAB } from "../nodes/support/zoho-flow";
import { browserIsPresent } from "../support/browser";
import { labelsWithoutFieldBeside, namelessFields } from "./support/dialog-fields";
import { EDITORS, openStage, type Stage } from "./support/stage";

const CALL = { connection: "acme", method: "GET" as const };
const FIELDS = [{ name: "fields", value: "Last_Name", type: "str" as const }];
const FLOWS = [
  TAB,
  client("client", { name: "Acme", connections: [declared("acme")] }),
  { ...request("list", { ...CALL, path: "Leads", query: FIELDS }, [[]]), x: 300, y: 140 },
  { ...request("record", { ...CALL, path: "Leads/{{payload.id}}" }, [[]]), x: 300, y: 200 },
  { ...request("write", { ...CALL, method: "POST", path: "Leads" }, [[]]), x: 300, y: 260 },
];

/** An answer of Zoho's comes when it comes. */
const PATIENCE = { timeout: 30_000 };

describe.skipIf(!browserIsPresent()).each(EDITORS)(
  "Trying a call in the dialog of zoho-request in the editor of Node-RED %s",
  (version) => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({ version, flows: FLOWS, ready: ["acme"] });
    });
    afterAll(() => stage.close());
    beforeEach(() => stage.emulator.forgetRequests());
    afterEach(async () => {
      await stage.editor.closeDialogs();
      stage.editor.complaints.length = 0;
    });

    const field = (id: string): Locator => stage.editor.page.locator(`#${id}`);
    const answer = (): Locator => field("zoho-try-result").locator(".zoho-answer");

    /** Waits until the dialog says something that matches. */
    async function says(text: RegExp): Promise<void> {
      await expect.poll(() => field("zoho-try-status").textContent(), PATIENCE).toMatch(text);
    }

    /** Calls of Leads: the dialog asks for modules besides. */
    async function leadsCalls(): Promise<readonly string[]> {
      const calls = (await stage.emulator.apiCalls()).map(({ method, path }) => `${method} ${path}`);
      return calls.filter((call) => call.includes("/Leads"));
    }

    test("a read is made with what stands there, by keyboard, and nothing is deployed", async () => {
      const { page } = stage.editor;
      await stage.editor.openNode("list");
      await field("node-input-path").fill("Leads/actions/count");
      await field("zoho-try-button").focus();
      await page.keyboard.press("Enter");
      await says(/status 200 in \d+ ms.*Cost in credits: 1\./);
      expect(await field("zoho-try-result").textContent()).toContain(
        "GET https://www.zohoapis.com/crm/v8/Leads/actions/count",
      );
      expect(JSON.parse(await answer().innerText())).toHaveProperty("count");
      await field("node-input-path").fill("Leads");
      await field("zoho-try-button").click();
      await says(/Records: \d+/);
      await stage.editor.picture(`${version}-try-read`);
      expect(await namelessFields(page)).toEqual([]);
      expect(await labelsWithoutFieldBeside(page)).toEqual([]);
      expect(await leadsCalls()).toEqual([
        expect.stringMatching(/^GET .*Leads\/actions\/count/) as string,
        expect.stringMatching(/^GET .*Leads\?fields=Last_Name$/) as string,
      ]);
      await stage.editor.cancel();
      expect(await field("red-ui-header-button-deploy").getAttribute("class")).toContain("disabled");
      expect(stage.editor.complaints).toEqual([]);
    });

    test("what comes from a message is asked for, and what it lacks is said", async () => {
      await stage.editor.openNode("record");
      const sample = field("zoho-sample");
      expect(JSON.parse(await sample.inputValue())).toEqual({ payload: { id: "" } });
      expect(await field("zoho-sample-hint").textContent()).toContain("msg.payload.id");
      await field("zoho-try-button").click();
      await says(/payload\.id/);
      await sample.fill("[1");
      await field("zoho-try-button").click();
      await says(/no JSON object/);
      await sample.fill('{"payload": {"id": "1"}}');
      await field("zoho-try-button").click();
      await expect.poll(leadsCalls, PATIENCE).toContainEqual(expect.stringMatching(/Leads\/1$/));
      await expect.poll(() => field("zoho-try-status").getAttribute("data-kind"), PATIENCE).toBe("error");
      await stage.editor.picture(`${version}-try-failed`);
      // What was written into it is left alone, whatever else is changed.
      await field("node-input-path").fill("Leads/{{topic}}");
      expect(await sample.inputValue()).toContain('"1"');
      expect(stage.editor.complaints).toEqual([]);
    });

    test("a write is shown with its scopes, and nothing is sent", async () => {
      await stage.editor.openNode("write");
      expect(await field("zoho-try-button").isVisible()).toBe(false);
      await field("zoho-sample").fill('{"payload": {"Last_Name": "<b>Brown</b>"}}');
      await field("zoho-dry-run-button").click();
      await says(/Nothing was sent/);
      const shown = await field("zoho-try-result").textContent();
      expect(shown).toContain("POST https://www.zohoapis.com/crm/v8/Leads");
      expect(shown).toContain("ZohoCRM.modules.Leads.CREATE, and the connection has it");
      expect(shown?.toLowerCase()).not.toContain("authorization");
      // As text, whatever is in it.
      expect(await answer().last().innerText()).toContain("<b>Brown</b>");
      expect(await answer().locator("b").count()).toBe(0);
      await stage.editor.picture(`${version}-dry-run`);
      await field("node-input-method").selectOption("GET");
      expect(await field("zoho-try-button").isVisible()).toBe(true);
      expect(await leadsCalls()).toEqual([]);
      expect(stage.editor.complaints).toEqual([]);
    });
  },
);
