import { describe, expect, it } from "vitest";
import { appOfScope, appsRequiringAccount } from "../../../src/zoho/apps";
import {
  DATA_CENTER_CODES,
  DATA_CENTERS,
  dataCenterOfAccountsServer,
  isDataCenterCode,
} from "../../../src/zoho/data-centers";
import {
  ENVIRONMENTS,
  environmentOfApiDomain,
  gatewayHost,
  isEnvironment,
} from "../../../src/zoho/environments";
import { isProductId, PRODUCTS } from "../../../src/zoho/products";
import { coversPartOf, coversScope, malformedScopes, parseScopes } from "../../../src/zoho/scopes";

describe("the table of data centers", () => {
  it("has eleven rows, and no host stands in two of them", () => {
    expect(DATA_CENTER_CODES).toHaveLength(11);
    const hosts = DATA_CENTER_CODES.flatMap((code) => [
      DATA_CENTERS[code].accountsHost,
      DATA_CENTERS[code].gateway,
    ]);
    expect(new Set(hosts).size).toBe(22);
  });

  it("knows that Canada is irregular", () => {
    expect(DATA_CENTERS.ca).toMatchObject({ accountsHost: "accounts.zohocloud.ca", gateway: "zohoapis.ca" });
    expect(dataCenterOfAccountsServer("https://accounts.zohocloud.ca/")?.code).toBe("ca");
  });

  it.each(["__proto__", "constructor", "toString", "US", "", null, 1, ["us"]])("has no row %j", (value) => {
    expect(isDataCenterCode(value)).toBe(false);
    expect(isProductId(value)).toBe(false);
    expect(isEnvironment(value)).toBe(false);
  });

  it("names an environment by exactly one origin of the same row", () => {
    for (const code of DATA_CENTER_CODES) {
      for (const environment of ENVIRONMENTS) {
        const origin = `https://${gatewayHost(DATA_CENTERS[code], environment)}`;
        const named = DATA_CENTER_CODES.filter(
          (one) => environmentOfApiDomain(DATA_CENTERS[one], origin) !== undefined,
        );
        expect(named).toEqual([code]);
        expect(environmentOfApiDomain(DATA_CENTERS[code], origin)).toBe(environment);
        expect(environmentOfApiDomain(DATA_CENTERS[code], `${origin}/`)).toBeUndefined();
        expect(environmentOfApiDomain(DATA_CENTERS[code], `${origin}.evil.example`)).toBeUndefined();
      }
    }
  });
});

describe("scopes", () => {
  it("are read however they are separated, each once", () => {
    expect(parseScopes(" A.b,C.d  A.b\nE.f,, ")).toEqual(["A.b", "C.d", "E.f"]);
    expect(parseScopes("")).toEqual([]);
  });

  it("are known by their shape", () => {
    expect(malformedScopes(["ZohoCRM.modules.ALL", "openid", "Desk.tickets.READ"])).toEqual([]);
    expect(malformedScopes(["ZohoCRM", ".x", "a.", "a b", "a..b", "ZohoCRM.modules.ALL;x", ""])).toHaveLength(
      7,
    );
  });

  it.each([
    ["ZohoCRM.modules.ALL", "ZohoCRM.modules.Leads.READ", true],
    ["ZohoCRM.modules.ALL", "ZohoCRM.modules.READ", true],
    ["zohocrm.Modules.all", "ZohoCRM.modules.Leads.CREATE", true],
    ["ZohoCRM.modules.Leads.ALL", "ZohoCRM.modules.Leads.DELETE", true],
    ["ZohoCRM.modules.leads.READ", "ZohoCRM.modules.Leads.READ", true],
    ["ZohoCRM.modules.Leads.ALL", "ZohoCRM.modules.Contacts.READ", false],
    ["ZohoCRM.modules.Lead.ALL", "ZohoCRM.modules.Leads.READ", false],
    ["ZohoCRM.modules.READ", "ZohoCRM.modules.Leads.CREATE", false],
    ["ZohoCRM.settings.ALL", "ZohoCRM.modules.READ", false],
    ["ZohoBigin.modules.ALL", "ZohoCRM.modules.READ", false],
    // An operation on an area holds for its parts, and for no other operation.
    ["ZohoCRM.modules.READ", "ZohoCRM.modules.Leads.READ", true],
    ["zohocrm.modules.read", "ZohoCRM.modules.Leads.READ", true],
    ["ZohoCRM.settings.READ", "ZohoCRM.settings.fields.READ", true],
    ["ZohoCRM.modules.READ", "ZohoCRM.modules.ALL", false],
    ["ZohoCRM.modules.READ", "ZohoCRM.modules.Leads.ALL", false],
    ["ZohoCRM.modules.Leads.READ", "ZohoCRM.modules.READ", false],
    ["ZohoCRM.modules.CREATE", "ZohoCRM.modules.Leads.UPDATE", false],
    ["ZohoCRM.module.READ", "ZohoCRM.modules.Leads.READ", false],
    ["ZohoAnalytics.data.read", "ZohoAnalytics.data.READ", true],
    // CRM: WRITE is an alias for CREATE, UPDATE and DELETE; Campaigns prints the same. Desk tells nothing of the kind.
    ["ZohoCRM.modules.Leads.WRITE", "ZohoCRM.modules.Leads.CREATE", true],
    ["ZohoCRM.modules.WRITE", "ZohoCRM.modules.Leads.DELETE", true],
    ["ZohoCRM.modules.WRITE", "ZohoCRM.modules.Leads.READ", false],
    ["ZohoCampaigns.contact.WRITE", "ZohoCampaigns.contact.UPDATE", true],
    ["ZohoCampaigns.contact.CREATE-UPDATE", "ZohoCampaigns.contact.UPDATE", true],
    ["ZohoCampaigns.contact.CREATE-UPDATE", "ZohoCampaigns.contact.DELETE", false],
    ["Desk.tickets.WRITE", "Desk.tickets.UPDATE", false],
    ["Desk.tickets.WRITE", "Desk.tickets.WRITE", true],
    // Scopes without an operation.
    ["PhoneBridge.call.log", "PhoneBridge.call.log", true],
    ["PhoneBridge.log", "PhoneBridge.call.log", false],
    ["openid", "openid", true],
    ["email", "openid", false],
    ["ZohoCRM.modules.ALL", "", false],
    ["", "ZohoCRM.modules.READ", false],
  ])("%s covers %s: %s", (granted, wanted, covers) => {
    expect(coversScope([granted], wanted)).toBe(covers);
  });

  it.each([
    ["ZohoCRM.modules.Leads.READ", "ZohoCRM.modules.READ", true],
    ["ZohoCRM.modules.Leads.ALL", "ZohoCRM.modules.READ", true],
    ["ZohoCRM.modules.READ", "ZohoCRM.modules.READ", true],
    ["ZohoCRM.modules.Leads.CREATE", "ZohoCRM.modules.READ", false],
    ["ZohoCRM.settings.fields.READ", "ZohoCRM.modules.READ", false],
  ])("%s lets a part of %s through: %s", (granted, wanted, covers) => {
    expect(coversPartOf([granted], wanted)).toBe(covers);
  });

  it("belong to apps, of which some need an account", () => {
    expect(appOfScope("zohoCRM.modules.ALL")?.name).toBe("CRM");
    expect(appOfScope("Unknown.x")).toBeUndefined();
    expect(appOfScope("")).toBeUndefined();
    expect(
      appsRequiringAccount([
        "ZohoBooks.x.READ",
        "Desk.tickets.READ",
        "ZohoCRM.a.b",
        "desk.x.y",
        "__proto__.x",
      ]),
    ).toEqual(["Desk", "CRM"]);
  });
});

describe("paths of CRM", () => {
  const { repeatablePost, oneRecord, recordPath } = PRODUCTS.crm;

  it.each(["coql", "Leads/upsert", "My_Module1/upsert"])("that may be posted again: %s", (path) => {
    expect(repeatablePost.test(path)).toBe(true);
  });

  it.each([
    "Leads",
    "upsert",
    "Leads/upsert/x",
    "x/Leads/upsert",
    "Leads/1/upsert",
    "coql/x",
    "Leads/upsert\n",
    "Leads\nLeads/upsert",
  ])("that may not be posted again: %j", (path) => {
    expect(repeatablePost.test(path)).toBe(false);
  });

  it("that name one thing, and those that name records", () => {
    for (const path of ["org", "Leads/554023000000527002", "settings/modules/Leads"])
      expect(oneRecord.test(path)).toBe(true);
    for (const path of [
      "Leads",
      "users",
      "settings/modules",
      "Leads/554023000000527002/Notes",
      "Leads/search",
    ])
      expect(oneRecord.test(path)).toBe(false);
    for (const path of ["Leads", "Leads/upsert", "Leads/554023000000527002"])
      expect(recordPath.test(path)).toBe(true);
    for (const path of ["org", "users", "coql", "settings/tags", "Leads/1/actions/convert"])
      expect(recordPath.test(path)).toBe(false);
  });
});
