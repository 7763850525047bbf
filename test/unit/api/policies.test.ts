import { describe, expect, it } from "vitest";
import { allowedEnvironments } from "../../../nodes/shared/allowed-environments";
import type { ApiCall } from "../../../src/api/api-call";
import type { PolicyRules } from "../../../src/api/policies";
import { adoptDeclared } from "../../../src/connect/declared";
import { connectWithCode } from "../../../src/connect/grant-code";
import type { Environment } from "../../../src/zoho/environments";
import { ASKED, accepted, comeBack, ConsentingZoho, stateOf } from "../support/consent";
import { expectCode } from "../support/expect-zoho-error";
import { connected, find, library } from "../support/library";
import { CANARY } from "../support/secrets";

const SANDBOX_ONLY: PolicyRules = { allowedEnvironments: ["Sandbox"] };
const READ_ONLY: PolicyRules = { isReadOnly: ({ name }) => name === "acme" };

const SHEET = { product: "sheet", method: "POST", path: "abc123" } as const;

/** A connection in an environment, and a call of it that reaches Zoho where nothing keeps it. */
async function world(policies: PolicyRules, environment: Environment) {
  const all = library({ policies });
  await connected(all.vault, "acme", { environment });
  const connection = await find(all.zoho);
  const call = (extra: Partial<ApiCall>): Promise<unknown> =>
    all.zoho.caller.call({ connection, product: "crm", method: "GET", path: "Leads", ...extra });
  return { ...all, call };
}

describe("where only Sandbox may be used", () => {
  it.each<[environment: Environment, call: Partial<ApiCall>]>([
    ["Production", {}],
    ["Developer", {}],
    // Bigin has no sandbox: its calls would reach Production.
    ["Sandbox", { product: "bigin" }],
  ])(
    "a call of a connection of %s is refused before any token is asked for: %o",
    async (environment, extra) => {
      const { call, transport } = await world(SANDBOX_ONLY, environment);
      const error = await expectCode(call(extra), "environment_forbidden");
      expect(error.cause).toMatchObject({ class: "rejected", connection: "acme" });
      expect(error.cause.reason).toContain("may only use: Sandbox");
      expect(transport.requests).toEqual([]);
    },
  );

  it("a call of a connection of Sandbox goes through", async () => {
    const { call, transport } = await world(SANDBOX_ONLY, "Sandbox");
    await call({}).catch(() => undefined);
    expect(transport.requests).not.toEqual([]);
  });

  it("a connection that is declared for another environment is not begun: neither by a consent, nor by a code, nor by a token", async () => {
    const { zoho, transport } = library({ policies: SANDBOX_ONLY });
    const pins = { level: "declared", environment: "Production" } as const;
    const { realm, clientId, dataCenter, scopes } = ASKED;
    const consent = { realm, clientId, dataCenter, scopes, name: "acme" };
    await expectCode(zoho.consents.start({ ...ASKED, expected: pins }), "environment_forbidden");
    await expectCode(
      connectWithCode(zoho, { ...consent, declared: pins }, { code: CANARY.grantCode }),
      "environment_forbidden",
    );
    const declared = { ...consent, pins, refreshToken: CANARY.refreshToken };
    await expectCode(adoptDeclared(zoho, declared), "environment_forbidden");
    expect(transport.requests).toEqual([]);
    expect(await zoho.connections.find("zoho", "acme")).toBeUndefined();
  });

  it("a consent that turns out to reach Production connects nothing, one for Sandbox does", async () => {
    const fake = new ConsentingZoho();
    const { zoho } = library({ policies: SANDBOX_ONLY, transport: fake.transport });
    const first = await zoho.consents.start(ASKED);
    expect(await comeBack(zoho, accepted(stateOf(first)))).toMatchObject({
      state: "failed",
      error: { code: "environment_forbidden" },
    });
    expect(await zoho.connections.find("zoho", "acme")).toMatchObject({ connected: false });
    fake.host = "sandbox.zohoapis.eu";
    const second = await zoho.consents.start(ASKED);
    expect(await comeBack(zoho, accepted(stateOf(second)))).toMatchObject({ state: "connected" });
  });
});

describe("a connection that may only read", () => {
  it.each<Partial<ApiCall>>([
    { method: "POST", path: "Leads" },
    { method: "PUT", path: "Leads/554023000000527002" },
    { method: "PATCH", path: "Leads/554023000000527002" },
    { method: "DELETE", path: "Leads/554023000000527002" },
    { method: "POST", path: "Leads/upsert" },
    { method: "POST", path: "coql/../Leads" },
    { method: "POST", path: "coql/actions" },
    { method: "GET", path: "Leads", headers: { "x-http-method-override": "DELETE" } },
    { ...SHEET, body: "method=worksheet.records.add&worksheet_name=A" },
    { ...SHEET, body: "method=worksheet.list", query: new URLSearchParams({ method: "workbook.create" }) },
    { ...SHEET, body: "method=worksheet.list", headers: { "x-http-method-override": "DELETE" } },
  ])("writes nothing: %o", async (write) => {
    const { call, transport } = await world(READ_ONLY, "Production");
    const error = await expectCode(call(write), "read_only");
    expect(error.class).toBe("rejected");
    expect(transport.requests).toEqual([]);
  });

  it.each<Partial<ApiCall>>([
    { method: "GET", path: "Leads/search?word=x" },
    { method: "HEAD", path: "Leads" },
    { method: "POST", path: "coql", body: "{}" },
    { method: "POST", path: "/crm/v8/coql/", body: "{}" },
    { ...SHEET, body: "method=worksheet.records.fetch&worksheet_name=A" },
  ])("reads, by a POST too where that only asks: %o", async (read) => {
    const { call, transport } = await world(READ_ONLY, "Production");
    await call(read).catch(() => undefined);
    expect(transport.requests).not.toEqual([]);
  });
});

describe("the setting of allowed environments", () => {
  const read = (setting: unknown, variable?: string): ReturnType<typeof allowedEnvironments> =>
    allowedEnvironments(
      { settings: { zohoClientAllowedEnvironments: setting } as never },
      {
        ZOHO_ALLOWED_ENVIRONMENTS: variable,
      },
    );

  it.each([
    [undefined, undefined, undefined],
    ["", "", undefined],
    [["Sandbox"], undefined, ["Sandbox"]],
    ["sandbox, Developer", undefined, ["Sandbox", "Developer"]],
    [["Production"], "Sandbox", ["Sandbox"]],
  ])("%o and the variable %o allow %o", (setting, variable, allowed) => {
    expect(read(setting, variable)).toEqual({ allowed, unknown: [] });
  });

  it.each([[["Sandbx"]], [42], [{ Sandbox: true }], [[]]])(
    "allows nothing by %o, which names no environment",
    (setting) => {
      expect(read(setting).allowed).toEqual([]);
    },
  );
});
