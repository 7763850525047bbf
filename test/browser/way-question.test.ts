import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { WayToConnect } from "../../nodes/shared/editor/client/ways";
import { browserIsPresent } from "../support/browser";
import { TAB } from "../nodes/support/zoho-flow";
import { ClientDialog } from "./support/client-dialog";
import { EDITORS, openStage, type Stage } from "./support/stage";

const OWN = { type: "zoho-client", name: "", dataCenter: "eu", redirectUri: "", callbackOn: "admin" };
const SCOPES = ["ZohoCRM.modules.READ", "Unknown.area.READ"];
const REST = { scopes: SCOPES, realm: "zoho", connections: [], version: 1 };

/** A client of each kind, each with a node to open it by. */
const CLIENTS = ["server", "self", "${ZOHO_TYPE}"].map((clientType, row) => ({
  client: { ...OWN, ...REST, id: `client${String(row)}`, clientType },
  node: {
    id: `request${String(row)}`,
    type: "zoho-request",
    z: TAB.id,
    client: `client${String(row)}`,
    path: "Leads",
    x: 300,
    y: 100 + 60 * row,
    wires: [[]],
  },
}));

/** What is shown for each way, of what not all show. */
const SHOWN: Readonly<Record<WayToConnect, readonly string[]>> = {
  browser: [
    "#node-config-input-redirectUri",
    "#node-config-input-callbackOn",
    "#zoho-make-homepage",
    "#zoho-make-redirect",
    "#node-config-input-zoho-connect",
    "#zoho-secrets",
  ],
  device: ["#zoho-device-hint", "#zoho-make-homepage", "#node-config-input-zoho-connect", "#zoho-secrets"],
  selfClient: [
    "#zoho-self-file",
    "#zoho-make-scopes",
    "#node-config-input-zoho-grant-code",
    "#node-config-input-zoho-connect",
  ],
  clientCredentials: ["#zoho-self-file", "#node-config-input-zoho-soid", "#node-config-input-zoho-connect"],
};
const WAYS = Object.entries(SHOWN) as [WayToConnect, readonly string[]][];
const ALL = [...new Set(Object.values(SHOWN).flat())];

describe.skipIf(!browserIsPresent()).each(EDITORS)(
  "The first question of a client in Node-RED %s",
  (version) => {
    let stage: Stage;
    let dialog: ClientDialog;
    beforeAll(async () => {
      stage = await openStage({
        version,
        flows: [TAB, ...CLIENTS.flatMap(({ client, node }) => [client, node])],
      });
      dialog = new ClientDialog(stage.editor.page);
    });
    afterAll(() => stage.close());
    afterEach(() => stage.editor.closeDialogs());

    async function openClient(row: number): Promise<void> {
      await stage.editor.openNode(`request${String(row)}`);
      await stage.editor.openClient();
    }

    const shown = async (): Promise<readonly string[]> => {
      const seen = await Promise.all(ALL.map((field) => stage.editor.page.locator(field).isVisible()));
      return ALL.filter((_field, index) => seen[index]);
    };
    const text = (selector: string): Promise<string> => stage.editor.page.locator(selector).innerText();

    test.each(WAYS)("%s shows just the fields that it needs", async (way, fields) => {
      await openClient(0);
      expect(await stage.editor.page.locator("#zoho-way-browser").isChecked()).toBe(true);
      await dialog.chooseWay(way);
      expect(await shown()).toEqual(ALL.filter((field) => fields.includes(field)));
      await stage.editor.picture(`${version}-way-${way}`);
      expect(stage.editor.complaints).toEqual([]);
    });

    test("the API console of the data center is linked, with what to enter there", async () => {
      await openClient(0);
      const link = stage.editor.page.locator("#zoho-console-link");
      expect(await link.getAttribute("href")).toBe("https://api-console.zoho.eu/");
      expect(await text("#zoho-make-type")).toBe("Server-based Applications");
      expect(await text("#zoho-make-homepage")).toBe(new URL(stage.nodeRed.adminUrl).origin);
      expect(await text("#zoho-make-redirect")).toBe(await dialog.field("redirectUri").inputValue());
      await dialog.field("redirectUri").fill("https://example.com/zoho/callback");
      expect(await text("#zoho-make-redirect")).toBe("https://example.com/zoho/callback");
      await dialog.field("dataCenter").selectOption("ca");
      expect(await link.getAttribute("href")).toBe("https://api-console.zohocloud.ca/");
      await dialog.chooseWay("selfClient");
      expect(await text("#zoho-make-scopes")).toBe(SCOPES.join(","));
      await dialog.field("realm").selectOption("emulator");
      expect(await link.isVisible()).toBe(false);
    });

    test("self_client.json is taken where it is dropped", async () => {
      await openClient(1);
      const { page } = stage.editor;
      const dropped = await page.evaluateHandle(() => {
        const data = new DataTransfer();
        const content = JSON.stringify({ client_id: "1000.DROPPED", client_secret: "s", code: "1000.c.d" });
        data.items.add(new File([content], "self_client.json", { type: "application/json" }));
        return data;
      });
      await page.locator("#zoho-self-file-row").dispatchEvent("drop", { dataTransfer: dropped });
      await page.locator("#zoho-self-file-hint").filter({ hasText: "Filled in" }).waitFor();
      expect(await dialog.field("clientId").inputValue()).toBe("1000.DROPPED");
      expect(await dialog.field("zoho-grant-code").inputValue()).toBe("1000.c.d");
    });

    test("a client type from a variable is kept, every field is shown, and stays as it is by a Deploy", async () => {
      await openClient(2);
      expect(await text("#zoho-way-unknown")).toContain("${ZOHO_TYPE}");
      expect(await shown()).toEqual(ALL.filter((field) => !field.startsWith("#zoho-make-")));
      await stage.editor.done();
      await stage.editor.done();
      await stage.editor.deploy();
      const flows = (await (await stage.nodeRed.admin("flows")).json()) as readonly { id: string }[];
      expect(flows.find(({ id }) => id === "client2")).toMatchObject({
        clientType: "${ZOHO_TYPE}",
        scopes: SCOPES,
        redirectUri: "",
      });
    });
  },
);
