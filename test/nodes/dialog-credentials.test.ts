import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CLIENT_DEFAULTS } from "../../nodes/zoho-client/config";
import { client, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const REDIRECT_URI = "https://gateway.example/zoho/callback";

const FLOWS = [
  TAB,
  client("plain", { realm: "zoho", credentials: { clientId: "1000.PLAIN", clientSecret: "5ec2e7" } }),
  client("by-name", {
    realm: "zoho",
    credentials: { clientId: "${ACME_CLIENT_ID}", clientSecret: "${ACME_CLIENT_SECRET}" },
  }),
  { id: "template", type: "subflow", name: "a subflow", in: [], out: [] },
  {
    ...client("inside", { realm: "zoho", credentials: { clientId: "1000.INSIDE", clientSecret: "5ec2e7" } }),
    z: "template",
  },
  { id: "instance", type: "subflow:template", z: "tab" },
];

describe("client ID and secret in the dialog", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      flows: FLOWS.map((node) => ("credentials" in node ? { ...node, credentials: {} } : node)),
      env: {
        ACME_CLIENT_ID: "1000.ACME",
        ACME_CLIENT_SECRET: "5ec2e7",
        SOMETHING_SECRET: "nobody-may-read-this",
      },
    });
    await world.nodeRed.deploy(FLOWS);
  });
  afterAll(() => world.close());

  /** @returns status and text of the answer to Connect, with the client ID in the address where there is one */
  async function connect(
    id: string,
    credentials: Readonly<Record<string, string>>,
  ): Promise<{ status: number; text: string; clientId: string | null }> {
    const dialog = { ...CLIENT_DEFAULTS, realm: "zoho", id, credentials, redirectUri: REDIRECT_URI };
    const response = await world.nodeRed.admin("zoho/connect", {
      method: "POST",
      // As a browser sends it from the editor under the redirect URI's address.
      headers: {
        "content-type": "application/json",
        origin: "https://gateway.example",
        "sec-fetch-site": "same-origin",
      },
      body: JSON.stringify({ client: dialog, connection: "acme" }),
    });
    const text = await response.text();
    const { url } = JSON.parse(text) as { url?: string };
    const clientId = url === undefined ? null : new URL(url).searchParams.get("client_id");
    return { status: response.status, text, clientId };
  }

  test.each([
    ["as typed, never deployed", "undeployed", { clientId: "1000.NEW", clientSecret: "5ec2e7" }, "1000.NEW"],
    ["unchanged", "plain", { clientId: "1000.PLAIN", clientSecret: "__PWRD__" }, "1000.PLAIN"],
    [
      "deployed by the names of variables",
      "by-name",
      { clientId: "${ACME_CLIENT_ID}", clientSecret: "__PWRD__" },
      "1000.ACME",
    ],
    [
      "unchanged inside a subflow",
      "inside",
      { clientId: "1000.INSIDE", clientSecret: "__PWRD__" },
      "1000.INSIDE",
    ],
  ])("serve Connect: %s", async (_what, id, credentials, clientId) => {
    expect(await connect(id, credentials)).toMatchObject({ status: 200, clientId });
  });

  test.each([
    ["the client ID", "undeployed", { clientId: "${SOMETHING_SECRET}", clientSecret: "5ec2e7" }],
    ["the client ID, old form", "plain", { clientId: "$(SOMETHING_SECRET)", clientSecret: "5ec2e7" }],
    ["the client secret", "by-name", { clientId: "${ACME_CLIENT_ID}", clientSecret: "${SOMETHING_SECRET}" }],
  ])("never make a variable readable that was not deployed there: %s", async (_what, id, credentials) => {
    const answer = await connect(id, credentials);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("deploy first");
    expect(answer.text).not.toContain("nobody-may-read-this");
    const query = new URLSearchParams({ node: id, realm: "zoho", clientId: credentials.clientId });
    const list = await (await world.nodeRed.admin(`zoho/connections?${query.toString()}`)).text();
    expect(list).not.toContain("nobody-may-read-this");
  });
});
