/** The same small story wherever an editor may be open: connect, see the row healthy, read records with it. */
import { afterEach, describe, expect, test } from "vitest";
import { READY_MADE_SERVER_CLIENT } from "../../src/emulator/ready-made-clients";
import { client, probeIn, probeOut, request, TAB } from "../nodes/support/zoho-flow";
import { browserIsPresent } from "../support/browser";
import type { FlowNode } from "../support/flow";
import { ClientDialog } from "./support/client-dialog";
import { EDITORS, openStage, type Stage, type StageOptions } from "./support/stage";
import { startTlsFront } from "./support/tls-front";

/** One way in which an editor may be open. */
interface Place {
  readonly options?: Partial<Omit<StageOptions, "version">>;
  /** What comes before the story. */
  readonly before?: (stage: Stage) => Promise<void>;
  /** Begins the redirect URI that the dialog shows. */
  readonly redirect?: (stage: Stage) => string;
}

const LEADS = {
  path: "Leads",
  query: [{ name: "fields", value: "Last_Name", type: "str" as const }],
};

/** A message comes in, a request calls Zoho, the answer goes out. */
function callFlow(z: string, owner: FlowNode): readonly FlowNode[] {
  return [
    { id: z, type: "tab", label: "call" },
    owner,
    { ...probeIn("in", "call"), z, x: 120, y: 100 },
    { ...request("call", LEADS, [["out"]]), z, x: 320, y: 100 },
    { ...probeOut("out"), z, x: 520, y: 100 },
  ];
}

const FLOW = callFlow("tab", client("client"));

const SUBFLOW: readonly FlowNode[] = [
  {
    id: "template",
    type: "subflow",
    name: "reads leads",
    in: [{ x: 60, y: 100, wires: [{ id: "call" }] }],
    out: [{ x: 520, y: 100, wires: [{ id: "call", port: 0 }] }],
  },
  { ...client("client"), z: "template" },
  { ...request("call", LEADS, [[]]), z: "template", x: 300, y: 100 },
  TAB,
  { ...probeIn("in", "instance"), x: 120, y: 100 },
  { id: "instance", type: "subflow:template", z: "tab", x: 320, y: 100, wires: [["out"]] },
  { ...probeOut("out"), x: 520, y: 100 },
];

const WITH_VARIABLES = callFlow(
  "tab",
  client("client", {
    name: "${ACME_NAME}",
    credentials: { clientId: "${ACME_CLIENT_ID}", clientSecret: "${ACME_CLIENT_SECRET}" },
  }),
);

/** A name that the browser looks up as any other: not this machine for it, and not https. */
const PRIVATE_NAME = "gateway.local";

const PLACES: Readonly<Record<string, Place>> = {
  "behind a proxy on another port that ends TLS": {
    options: {
      front: ({ port }) => startTlsFront(port),
      browser: { ignoreHTTPSErrors: true },
    },
    redirect: ({ address }) => address,
  },
  "on plain http under a private name": {
    options: {
      front: ({ port }) =>
        Promise.resolve({
          url: `http://${PRIVATE_NAME}:${String(port)}`,
          close: () => Promise.resolve(),
        }),
      browser: { args: [`--host-resolver-rules=MAP ${PRIVATE_NAME} 127.0.0.1`] },
    },
    redirect: ({ address }) => address,
  },
  "with anonymous people who may do all": {
    options: { settings: { adminAuth: { type: "credentials", users: [], default: { permissions: "*" } } } },
  },
  "with fields that hold ${…}": {
    options: {
      env: {
        ACME_NAME: "Acme",
        ACME_CLIENT_ID: READY_MADE_SERVER_CLIENT.clientId,
        ACME_CLIENT_SECRET: READY_MADE_SERVER_CLIENT.clientSecret,
      },
    },
    before: async ({ nodeRed, editor }) => {
      await nodeRed.deploy(WITH_VARIABLES);
      await editor.reload();
    },
  },
  "with the client inside of a subflow": {
    options: { flows: SUBFLOW },
    before: ({ editor }) => editor.showSubflow("template"),
  },
  "after an export and an import into another Node-RED": {
    options: { flows: [TAB] },
    before: async (stage) => {
      await stage.editor.importFlow(callFlow("imported", client("client")));
      await stage.editor.deploy();
      const call = (await deployed(stage)).find(({ label }) => label === "call");
      await stage.editor.showTab(call?.id ?? "");
    },
  },
};

describe.skipIf(!browserIsPresent()).each(EDITORS)("In Node-RED %s", (version) => {
  let stage: Stage | undefined;
  afterEach(async () => {
    await stage?.close();
    stage = undefined;
  });

  test.each(Object.entries(PLACES))("somebody connects and reads %s", async (what, place) => {
    stage = await openStage({ version, flows: FLOW, ...place.options });
    const { editor, nodeRed } = stage;
    await place.before?.(stage);
    editor.complaints.length = 0;
    const ids = await idsByType(stage);
    await editor.openNode(ids["zoho-request"] ?? "");
    await editor.openClient();
    const dialog = new ClientDialog(editor.page);
    const redirectUri = await dialog.field("redirectUri").inputValue();
    expect(redirectUri).toBe(`${place.redirect?.(stage) ?? nodeRed.url}/zoho/callback`);
    const window = await dialog.connect("here");
    await window.consent("Alex Stone", "Birch Retail (Production)");
    await dialog.says(/Connected 'here' to Birch Retail/);
    expect(await dialog.row("here").innerText()).toContain("healthy");
    await editor.picture(`${version}-${what.replace(/\W+/g, "-")}`);
    await editor.closeDialogs();

    await nodeRed.inject(ids["probe-in"] ?? "", { zoho: { connection: "here" } });
    const [message] = await nodeRed.waitFor(ids["probe-out"] ?? "");
    expect(message?.["payload"]).toHaveLength(80);
    expect(editor.complaints).toEqual([]);
  });
});

async function deployed({ nodeRed }: Stage): Promise<readonly FlowNode[]> {
  return (await (await nodeRed.admin("flows")).json()) as readonly FlowNode[];
}

/** IDs of the deployed nodes: an import may give new ones. */
async function idsByType(stage: Stage): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries((await deployed(stage)).map(({ id, type }) => [type, id]));
}
