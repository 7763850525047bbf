import { describe, expect, it } from "vitest";
import { testConnection } from "../../../src/connect/test-connection";
import type { TransportRequest } from "../../../src/transport/transport";
import { expectCode } from "../support/expect-zoho-error";
import { connected, FakeZoho, find, library } from "../support/library";
import { reply, ScriptedTransport } from "../support/scripted-transport";

/** Whoever has these scopes, tested once. */
async function tested(scopes: readonly string[], body: unknown) {
  const fake = new FakeZoho();
  const asked: string[] = [];
  const transport = new ScriptedTransport((request: TransportRequest) => {
    if (request.url.pathname === "/oauth/v2/token") return fake.issue();
    asked.push(request.url.pathname + request.url.search);
    return reply(200, body);
  });
  const { zoho, vault } = library({ transport });
  await connected(vault, "acme", { grant: { scopes } });
  return { shown: await testConnection(zoho, await find(zoho)), asked };
}

describe("the test of a connection", () => {
  it("asks for the org where a scope allows it", async () => {
    const { shown, asked } = await tested(["ZohoCRM.modules.ALL", "ZohoCRM.org.READ"], {
      org: [{ zgid: "700001", company_name: "Acme" }],
    });
    expect(asked).toEqual(["/crm/v8/org"]);
    expect(shown).toMatchObject({ app: "CRM", org: { id: "700001", name: "Acme" }, orgs: 1 });
  });

  it("else for the user, else for an access token alone", async () => {
    const users = await tested(["ZohoCRM.users.READ"], { users: [{ id: "1" }] });
    expect(users.asked).toEqual(["/crm/v8/users?type=CurrentUser"]);
    const token = await tested(["ZohoCRM.modules.ALL"], {});
    expect(token.asked).toEqual([]);
    expect(token.shown.asked).toBeUndefined();
  });

  it("says why it does not work", async () => {
    const fake = new FakeZoho();
    fake.hosts = [];
    const { zoho, vault } = library({ transport: fake.transport });
    await connected(vault);
    await expectCode(testConnection(zoho, await find(zoho)), "wrong_environment");
  });
});
