import { describe, expect, it } from "vitest";
import { connectionId } from "../../../src/connect/connection-id";
import { adoptDeclared, type DeclaredGrant } from "../../../src/connect/declared";
import type { Pins } from "../../../src/vault/vault";
import { connected, library } from "../support/library";
import { CANARY } from "../support/secrets";

const ID = connectionId("zoho", "acme");

const DECLARED: DeclaredGrant = {
  realm: "zoho",
  name: "acme",
  clientId: "1000.CLIENT",
  clientSecret: CANARY.clientSecret,
  dataCenter: "eu",
  scopes: ["ZohoCRM.modules.ALL"],
  pins: { level: "declared", environment: "Sandbox", orgId: "20000001" },
  refreshToken: CANARY.refreshToken,
};

const ANYTHING: Pins = { level: "unknown" };

describe("what is declared about a refresh token in use", () => {
  it.each<[what: string, change: Partial<DeclaredGrant>, becomes: object]>([
    [
      "another environment",
      { pins: { level: "declared", environment: "Developer" } },
      { environment: "Developer" },
    ],
    ["another data center", { dataCenter: "us" }, { dataCenter: "us", environment: "Sandbox" }],
    ["nothing any more", { pins: ANYTHING }, { environment: "Production", pins: ANYTHING }],
  ])("is corrected: %s", async (_what, change, becomes) => {
    const { zoho, transport } = library();
    await adoptDeclared(zoho, DECLARED);
    const before = await zoho.connections.find("zoho", "acme");
    expect(await adoptDeclared(zoho, { ...DECLARED, ...change })).toBe("corrected");
    const after = await zoho.connections.find("zoho", "acme");
    expect(after).toMatchObject(becomes);
    expect(after?.generation).toBe((before?.generation ?? 0) + 1);
    expect(await adoptDeclared(zoho, { ...DECLARED, ...change })).toBe("known");
    expect(transport.requests).toHaveLength(0);
  });

  it("gives way to what Zoho has told", async () => {
    const { zoho, vault } = library();
    const pins = { level: "verified", environment: "Production" } as const;
    await connected(vault, "acme", { grant: { refreshToken: CANARY.refreshToken, pins } });
    expect(await adoptDeclared(zoho, DECLARED)).toBe("known");
    expect((await vault.read("grant", ID))?.current?.pins).toEqual(pins);
  });

  it("does not take back what was learned where nothing is declared", async () => {
    const { zoho, vault } = library();
    const pins = { level: "unknown", environment: "Sandbox" } as const;
    const grant = { refreshToken: CANARY.refreshToken, pins, dataCenter: DECLARED.dataCenter };
    await connected(vault, "acme", { grant });
    expect(await adoptDeclared(zoho, { ...DECLARED, pins: ANYTHING })).toBe("known");
  });
});
