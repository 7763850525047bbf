import { describe, expect, it } from "vitest";
import { orgProbeUrl } from "../../../src/transport/destination";
import { DATA_CENTER_CODES, DATA_CENTERS } from "../../../src/zoho/data-centers";
import { ENVIRONMENTS } from "../../../src/zoho/environments";
import { askableOrgApps, isOrgAppId, ORG_APP_IDS, ORG_PROBES, orgAppsOf } from "../../../src/zoho/org-probes";
import { coversScope, malformedScopes } from "../../../src/zoho/scopes";

const FINANCE = {
  code: 0,
  message: "success",
  organizations: [
    { organization_id: "10234695", name: "Zillium Inc", is_default_org: true },
    { organization_id: "10407630", name: "Winston Longbridge" },
  ],
};
const FINANCE_ORGS = [
  { id: "10234695", name: "Zillium Inc" },
  { id: "10407630", name: "Winston Longbridge" },
];
const CRM = { org: [{ id: "4150868000000225013", zgid: "638468578", company_name: "Acme" }] };
const CRM_ORGS = [{ id: "638468578", name: "Acme" }];

/** What each app answers, as its API docs show it, and the orgs in it. */
const ANSWERS = {
  crm: [CRM, CRM_ORGS],
  bigin: [CRM, CRM_ORGS],
  recruit: [CRM, CRM_ORGS],
  desk: [
    {
      data: [
        { id: 3_981_311, companyName: "Zylker", portalName: "zylker" },
        { id: "4", portalName: "four" },
      ],
    },
    [
      { id: "3981311", name: "Zylker" },
      { id: "4", name: "four" },
    ],
  ],
  books: [FINANCE, FINANCE_ORGS],
  inventory: [FINANCE, FINANCE_ORGS],
  invoice: [FINANCE, FINANCE_ORGS],
  billing: [FINANCE, FINANCE_ORGS],
  expense: [FINANCE, FINANCE_ORGS],
  projects: [[{ id: "2063927", portal_name: "acme", org_name: "Acme" }], [{ id: "2063927", name: "Acme" }]],
  analytics: [
    { status: "success", data: { orgs: [{ orgId: "55522777", orgName: "Acme", isDefault: true }] } },
    [{ id: "55522777", name: "Acme" }],
  ],
} as const;

describe("which call tells the orgs", () => {
  it.each(ORG_APP_IDS)("%s: its answer is read", (app) => {
    const [answer, orgs] = ANSWERS[app];
    expect(ORG_PROBES[app].orgsIn(answer)).toEqual(orgs);
  });

  it.each(ORG_APP_IDS)("%s: what is no such answer tells nothing", (app) => {
    for (const other of [
      undefined,
      null,
      "",
      5,
      {},
      { org: {} },
      { code: 57, message: "You are not authorized to perform this operation" },
      { errorCode: "SCOPE_MISMATCH", message: "" },
      { __proto__: { org: [], organizations: [], data: [], portals: [] } },
    ]) {
      expect(ORG_PROBES[app].orgsIn(other)).toBeUndefined();
    }
  });

  it("leaves out what has no ID, or one that a number can't hold", () => {
    const organizations = [{ name: "none" }, { organization_id: 2 ** 60 }, { organization_id: "" }, 5, null];
    expect(ORG_PROBES.books.orgsIn({ organizations })).toEqual([]);
    expect(ORG_PROBES.books.orgsIn({ organizations: [{ organization_id: "7" }] })).toEqual([
      { id: "7", name: "org 7" },
    ]);
  });

  it.each(ORG_APP_IDS)("%s: is asked in the data center's own domain, in all eleven", (app) => {
    for (const dataCenter of DATA_CENTER_CODES) {
      const { gateway, productDomain } = DATA_CENTERS[dataCenter];
      for (const environment of ENVIRONMENTS) {
        const { protocol, hostname } = orgProbeUrl({ app, dataCenter, environment });
        expect(protocol).toBe("https:");
        expect([gateway, productDomain]).toContain(hostname.slice(hostname.indexOf(".") + 1));
      }
    }
  });

  it("only CRM has another host for each environment", () => {
    const differing = ORG_APP_IDS.filter((app) => {
      const hosts = ENVIRONMENTS.map((environment) => ORG_PROBES[app].host(DATA_CENTERS.ca, environment));
      return new Set(hosts).size > 1;
    });
    expect(differing).toEqual(["crm"]);
  });

  it("asks for scopes that can be scopes, of its own app", () => {
    for (const { scope, scopePrefix, app } of Object.values(ORG_PROBES)) {
      expect(malformedScopes([scope])).toEqual([]);
      expect(scope.startsWith(`${scopePrefix}.`)).toBe(true);
      expect(orgAppsOf([scope])).toEqual([app]);
      expect(askableOrgApps([scope])).toEqual([app]);
    }
  });

  it("is let through by the scope itself, by ALL of its area, and by full access", () => {
    expect(
      askableOrgApps(["zohobooks.settings.read", "Desk.basic.ALL", "ZohoInvoice.fullaccess.all"]),
    ).toEqual(["desk", "books", "invoice"]);
    expect(askableOrgApps(["ZohoBooks.contacts.READ", "Desk.tickets.ALL", "fullaccess.all"])).toEqual([]);
    expect(orgAppsOf(["ZohoBooks.contacts.READ", "Desk.tickets.ALL", "DeskX.basic.READ"])).toEqual([
      "desk",
      "books",
    ]);
  });

  it("knows its own names only", () => {
    expect(ORG_APP_IDS.every(isOrgAppId)).toBe(true);
    for (const other of ["CRM", "constructor", "", undefined, 1]) expect(isOrgAppId(other)).toBe(false);
  });
});

describe("full access", () => {
  it("covers everything of its own app and nothing of another", () => {
    const granted = ["ZohoBooks.fullaccess.all"];
    expect(coversScope(granted, "ZohoBooks.settings.READ")).toBe(true);
    expect(coversScope(granted, "ZohoBooks.contacts.CREATE")).toBe(true);
    expect(coversScope(granted, "ZohoBooksX.contacts.READ")).toBe(false);
    expect(coversScope(granted, "ZohoInvoice.contacts.READ")).toBe(false);
    expect(coversScope(["ZohoBooks.fullaccess.READ"], "ZohoBooks.contacts.READ")).toBe(false);
  });
});
