import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataCenterOfCallback, errorOfCallback, parseCallback } from "../../../src/oauth/callback";
import { DATA_CENTER_CODES, DATA_CENTERS, type DataCenterCode } from "../../../src/zoho/data-centers";
import { expectCode } from "../support/expect-zoho-error";

const server = (code: DataCenterCode): string => `https://${DATA_CENTERS[code].accountsHost}`;
const anywhere = { dataCenter: "us", allowed: DATA_CENTER_CODES } as const;

describe("what a browser brings back", () => {
  it("is read by the names that Zoho gives it", () => {
    const query = {
      state: "s",
      code: "c",
      error: "e",
      location: "eu",
      "accounts-server": "https://accounts.zoho.eu",
    };
    expect(parseCallback(query)).toEqual({
      state: "s",
      code: "c",
      error: "e",
      location: "eu",
      accountsServer: "https://accounts.zoho.eu",
    });
  });

  it.each([
    ["repeated", ["a", "b"]],
    ["an array of one", ["a"]],
    ["an object", { a: "b" }],
    ["a number", 1],
    ["true", true],
    ["null", null],
    ["empty", ""],
    ["longer than a thousand characters", "x".repeat(1001)],
    ["a megabyte", "x".repeat(1_000_000)],
  ])("counts as absent when a parameter is %s", (_what, value) => {
    for (const name of ["state", "code", "error", "location", "accounts-server"]) {
      expect(parseCallback({ [name]: value })).toEqual({});
    }
  });

  it("may be a thousand characters long each", () => {
    expect(parseCallback({ code: "x".repeat(1000) })).toEqual({ code: "x".repeat(1000) });
  });

  it("takes own properties only", () => {
    const inherited = Object.create({ state: "s", code: "c" }) as Record<string, unknown>;
    expect(parseCallback(inherited)).toEqual({});
    expect(
      parseCallback(JSON.parse('{"__proto__": {"state": "s", "code": "c"}}') as Record<string, unknown>),
    ).toEqual({});
  });

  it("does not take other spellings of a name", () => {
    expect(
      parseCallback({ State: "s", accounts_server: "https://accounts.zoho.eu", accountsServer: "x" }),
    ).toEqual({});
  });
});

describe("where a grant code may be exchanged", () => {
  it.each(DATA_CENTER_CODES)("is the data center %s when both parameters name it", (code) => {
    const start = { dataCenter: code, allowed: [code] };
    expect(dataCenterOfCallback({ location: code, accountsServer: server(code) }, start)).toBe(code);
    expect(dataCenterOfCallback({ accountsServer: `${server(code)}/` }, start)).toBe(code);
    expect(dataCenterOfCallback({ location: code }, start)).toBe(code);
    expect(dataCenterOfCallback({}, start)).toBe(code);
  });

  it("is never guessed when the two parameters name different rows of the table", async () => {
    for (const location of DATA_CENTER_CODES) {
      for (const other of DATA_CENTER_CODES.filter((code) => code !== location)) {
        await expectCode(
          () => dataCenterOfCallback({ location, accountsServer: server(other) }, anywhere),
          "forged_callback",
        );
      }
    }
  });

  it.each([
    "https://accounts.zoho.com.evil.example",
    "https://evil.example",
    "https://evil.example/accounts.zoho.eu",
    "https://accounts.zoho.eu@evil.example",
    "https://user@accounts.zoho.eu",
    "https://accounts.zoho.eu:443",
    "https://accounts.zoho.eu:8443",
    "https://accounts.zoho.eu.",
    "https://accounts.zoho.eu//",
    "https://accounts.zoho.eu/oauth",
    "https://accounts.zoho.eu/?",
    "https://accounts.zoho.eu#",
    "https://accounts.zoho.eu\\evil.example",
    "https://ACCOUNTS.zoho.eu",
    " https://accounts.zoho.eu",
    "https://accounts.zoho.eu\n",
    "http://accounts.zoho.eu",
    "accounts.zoho.eu",
    "//accounts.zoho.eu",
    "https%3A%2F%2Faccounts.zoho.eu",
    "https://accounts.zohocloud.eu",
    "https://accounts.zoho.ca",
    "https://accounts.zohoportal.com",
    "https://www.zohoapis.eu",
    "javascript:alert(1)",
    "__proto__",
    "constructor",
  ])("is nowhere for the accounts server %j", async (accountsServer) => {
    await expectCode(() => dataCenterOfCallback({ accountsServer }, anywhere), "forged_callback");
    await expectCode(
      () => dataCenterOfCallback({ location: "eu", accountsServer }, anywhere),
      "forged_callback",
    );
  });

  it.each([
    "EU",
    "europe",
    "__proto__",
    "constructor",
    "toString",
    "eu ",
    "com",
    "zoho.eu",
    "hasOwnProperty",
  ])("is nowhere for the location %j", async (location) => {
    await expectCode(() => dataCenterOfCallback({ location }, anywhere), "forged_callback");
    await expectCode(
      () => dataCenterOfCallback({ location, accountsServer: server("eu") }, anywhere),
      "forged_callback",
    );
  });

  it("must be allowed by the client", async () => {
    const parameters = { location: "in", accountsServer: server("in") };
    const error = await expectCode(
      () => dataCenterOfCallback(parameters, { dataCenter: "us", allowed: ["us", "eu"] }),
      "wrong_data_center",
    );
    expect(error.message).toContain("India");
    expect(error.message).toContain("United States, Europe");
  });

  it("keeps China apart, in both directions", async () => {
    const out = { dataCenter: "cn", allowed: DATA_CENTER_CODES } as const;
    await expectCode(() => dataCenterOfCallback({ location: "us" }, out), "wrong_data_center");
    await expectCode(
      () => dataCenterOfCallback({ location: "cn", accountsServer: server("cn") }, anywhere),
      "wrong_data_center",
    );
    expect(dataCenterOfCallback({ location: "cn" }, out)).toBe("cn");
  });

  it("is an allowed row or nowhere, whatever the parameters", () => {
    const odd = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.constantFrom(...DATA_CENTER_CODES),
      fc.constantFrom(...DATA_CENTER_CODES).map(server),
    );
    const parameters = fc.record({ location: odd, accountsServer: odd }, { requiredKeys: [] });
    const allowed = fc.subarray([...DATA_CENTER_CODES]);
    fc.assert(
      fc.property(parameters, fc.constantFrom(...DATA_CENTER_CODES), allowed, (given, dataCenter, codes) => {
        const got = tried(() => dataCenterOfCallback(given, { dataCenter, allowed: codes }));
        if (got === undefined) return;
        expect(codes).toContain(got);
        if (given.location !== undefined) expect(got).toBe(given.location);
        if (given.accountsServer !== undefined)
          expect(given.accountsServer.replace(/\/$/, "")).toBe(server(got));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("an error on the redirect", () => {
  const scopes = [
    "ZohoBigin.modules.ALL",
    "ZohoCRM.modules.ALL",
    "ZohoBooks.contacts.READ",
    "zohobigin.users.READ",
  ];

  it("of no_org names the apps that need an account, each once", () => {
    const error = errorOfCallback("no_org", scopes, "acme");
    expect(error.class).toBe("no_org");
    expect(error.cause.details?.["apps"]).toEqual(["Bigin", "CRM"]);
    expect(error.message).toContain("Bigin, CRM");
    expect(error.cause.zohoCode).toBe("no_org");
  });

  it("of no_org without a known app still makes a sentence", () => {
    expect(errorOfCallback("no_org", ["ZohoBooks.contacts.READ"], "acme").cause.reason).toMatch(
      /were asked\.$/,
    );
  });

  it.each([
    ["access_denied", "access_denied"],
    ["invalid_scope", "unknown_scope"],
    ["invalid_client", "invalid_client"],
    ["invalid_redirect_uri", "invalid_redirect_uri"],
    ["invalid_response_type", "invalid_response_type"],
    ["oauth_app_blocked", "consent_failed"],
    ["__proto__", "consent_failed"],
    ["NO_ORG", "consent_failed"],
  ])("%s becomes %s", (zoho, code) => {
    expect(errorOfCallback(zoho, scopes, "acme").code).toBe(code);
  });

  it("names what the person has to look at", () => {
    expect(errorOfCallback("invalid_scope", scopes, "acme").message).toContain(
      "a scope that was asked: ZohoBigin.modules.ALL, ZohoCRM.modules.ALL",
    );
    const { message } = errorOfCallback("invalid_client", scopes, "acme");
    expect(message).toContain("in the data center where it started");
    expect(message).toContain("Compare both with Zoho's API console");
  });

  it("is shown shortened and without anything that looks like a token", () => {
    const error = errorOfCallback(
      `1000.${"ab".repeat(16)}.${"cd".repeat(16)}${"!".repeat(900)}`,
      scopes,
      "acme",
    );
    expect(error.message.length).toBeLessThan(300);
    expect(error.message).not.toContain("abab");
  });
});

function tried(work: () => DataCenterCode): DataCenterCode | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
