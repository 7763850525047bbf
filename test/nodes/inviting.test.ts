import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectByDialog, undeployedClient } from "./support/connect-by-dialog";
import { postAnswer, startWorld, tokenOfQuestion, type World } from "./support/world";

/** What the dialog is told. */
interface List {
  readonly connections: readonly {
    readonly name: string;
    readonly state: string;
    readonly orgName?: string;
  }[];
  readonly open: readonly { readonly ticket: string; readonly connection: string }[];
}

interface Invitation {
  readonly ticket: string;
  readonly url: string;
  readonly expiresAt: string;
}

describe("an invitation of another person", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: [] });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.emulator.settings({
      autoConsent: "Robin Vale",
      autoConsentOrg: "Acme (Production)",
      autoConsentAnswer: "accept",
    });
  });

  async function invite(connection: string): Promise<Invitation> {
    const response = await world.nodeRed.admin("zoho/connect/invite", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        client: undeployedClient({ redirectUri: `${world.nodeRed.adminUrl}zoho/callback` }),
        connection,
      }),
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("set-cookie")).toBeNull();
    return (await response.json()) as Invitation;
  }

  async function list(): Promise<List> {
    const response = await world.nodeRed.admin("zoho/connections?realm=emulator&clientType=server");
    return (await response.json()) as List;
  }

  const openFor = async (connection: string) =>
    (await list()).open.filter((one) => one.connection === connection);
  const stateOf = async (name: string) => (await list()).connections.find((one) => one.name === name)?.state;
  const cancel = ({ ticket }: Invitation): Promise<Response> =>
    world.nodeRed.admin(`zoho/connect/${ticket}`, { method: "DELETE" });

  test("for a new name: works in any browser, is pending until it is confirmed there, and then connected", async () => {
    const invitation = await invite("new-name");
    const day = Date.parse(invitation.expiresAt) - Date.now();
    expect(day).toBeGreaterThan(23 * 3_600_000);
    expect(await openFor("new-name")).toMatchObject([
      { ticket: invitation.ticket, by: "link", waitsFor: "consent", startedBy: "undeployed" },
    ]);
    const page = await fetch(invitation.url);
    const text = await page.text();
    for (const word of ["new-name", "Acme", "Production", "Robin Vale"]) expect(text).toContain(word);
    expect(await openFor("new-name")).toMatchObject([{ waitsFor: "confirmation" }]);
    expect(await stateOf("new-name")).not.toBe("healthy");
    const answer = await postAnswer(page.url, { token: tokenOfQuestion(text) ?? "", answer: "yes" });
    expect(await answer.text()).toContain("is connected to Acme");
    expect(await stateOf("new-name")).toBe("healthy");
    expect(await openFor("new-name")).toEqual([]);
    expect((await fetch(invitation.url)).status).toBe(400);
  });

  test("is the same link while it waits, and says nothing of the link in the list", async () => {
    const first = await invite("twice");
    const second = await invite("twice");
    expect(second.url).toBe(first.url);
    expect(await openFor("twice")).toHaveLength(1);
    const asked = new URL(first.url);
    const secret = asked.searchParams.get("state") ?? "";
    expect(secret.length).toBeGreaterThan(30);
    expect(JSON.stringify(await list())).not.toContain(secret);
    await cancel(first);
  });

  test("is cancelled: the link is dead, another one is made, and a second time there is nothing to cancel", async () => {
    const invitation = await invite("cancelled");
    const response = await cancel(invitation);
    expect(await response.json()).toEqual({ cancelled: true });
    expect(await openFor("cancelled")).toEqual([]);
    expect((await fetch(invitation.url)).status).toBe(400);
    expect(await stateOf("cancelled")).toBeUndefined();
    expect((await cancel(invitation)).status).toBe(404);
    const another = await invite("cancelled");
    expect(another.url).not.toBe(invitation.url);
    await cancel(another);
  });

  test("is cancelled while it waits for its confirmation: the connection stays as it was", async () => {
    const invitation = await invite("pending");
    const page = await fetch(invitation.url);
    const token = tokenOfQuestion(await page.text()) ?? "";
    expect((await cancel(invitation)).status).toBe(200);
    expect((await postAnswer(page.url, { token, answer: "yes" })).status).toBe(400);
    expect(await stateOf("pending")).not.toBe("healthy");
  });

  test("for a connection that exists: the same org and person are not asked about, another org is refused", async () => {
    const robin = { person: "Robin Vale", org: "Acme (Production)" };
    await connectByDialog(world, "existing", robin);
    await world.emulator.settings({ autoConsent: robin.person, autoConsentOrg: robin.org });
    const same = await fetch((await invite("existing")).url);
    expect(await same.text()).toContain("existing&#39; is connected to Acme");
    await world.emulator.settings({ autoConsent: "Alex Stone", autoConsentOrg: "Birch Retail (Production)" });
    const other = await fetch((await invite("existing")).url);
    expect(await other.text()).toMatch(/Not connected.*Birch Retail/s);
    expect((await list()).connections.find(({ name }) => name === "existing")).toMatchObject({
      state: "healthy",
      orgName: "Acme",
    });
  });

  test("survives a restart of Node-RED", async () => {
    const invitation = await invite("patient");
    await world.nodeRed.restart();
    expect(await openFor("patient")).toMatchObject([{ ticket: invitation.ticket, waitsFor: "consent" }]);
    const page = await fetch(invitation.url);
    const token = tokenOfQuestion(await page.text()) ?? "";
    await postAnswer(page.url, { token, answer: "yes" });
    expect(await stateOf("patient")).toBe("healthy");
  });
});
