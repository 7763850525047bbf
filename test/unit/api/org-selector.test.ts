import { describe, expect, it } from "vitest";
import { withOrg } from "../../../src/api/org-selector";
import type { Connection } from "../../../src/vault/connection";
import type { Pins } from "../../../src/vault/vault";
import { expectCode } from "../support/expect-zoho-error";

const ACME = { id: "10234695", name: "Acme" };
const NORTH = { id: "10407630", name: "Northwind" };

function connection(pins: Pins): Connection {
  return {
    id: "c1",
    realm: "zoho",
    name: "acme",
    clientId: "1000.X",
    generation: 1,
    connected: true,
    dataCenter: "us",
    environment: "Production",
    scopes: ["ZohoBooks.fullaccess.all"],
    pins,
  };
}

const NOBODY_ASKED = connection({ level: "unknown" });
const ONE_BOOK = connection({ level: "verified", orgs: { books: { reached: [ACME], chosen: ACME.id } } });
const TWO_BOOKS = connection({ level: "verified", orgs: { books: { reached: [ACME, NORTH] } } });
const CHOSEN = connection({
  level: "verified",
  orgs: { books: { reached: [ACME, NORTH], chosen: NORTH.id } },
});
const CRM = connection({ level: "verified", orgId: "638468578", orgName: "Acme", environment: "Production" });

describe("the org of a call", () => {
  it("is the one that the connection has, in the query of Books", () => {
    const { call, org } = withOrg({ connection: ONE_BOOK, product: "books", path: "invoices" });
    expect(org).toBe(ACME.id);
    expect(call.query?.toString()).toBe("organization_id=10234695");
  });

  it("is the chosen one of several, and the one asked for before that", () => {
    expect(withOrg({ connection: CHOSEN, product: "books", path: "invoices" }).org).toBe(NORTH.id);
    expect(withOrg({ connection: CHOSEN, product: "books", path: "invoices", org: ACME.id }).org).toBe(
      ACME.id,
    );
  });

  it("is never just the first of several", async () => {
    const error = await expectCode(
      () => withOrg({ connection: TWO_BOOKS, product: "books", path: "invoices" }),
      "ambiguous_org",
    );
    expect(error.message).toContain("Acme 10234695, Northwind 10407630");
  });

  it("must be said where nobody could look it up", async () => {
    const error = await expectCode(
      () => withOrg({ connection: NOBODY_ASKED, product: "books", path: "invoices" }),
      "unknown_org",
    );
    expect(error.cause.remedy).toContain("ZohoBooks.settings.READ");
    expect(withOrg({ connection: NOBODY_ASKED, product: "books", path: "invoices", org: "7" }).org).toBe("7");
  });

  it("is not asked for where a call belongs to none", () => {
    const path = "organizations";
    expect(withOrg({ connection: TWO_BOOKS, product: "books", path })).toEqual({
      call: { connection: TWO_BOOKS, product: "books", path },
      org: undefined,
    });
  });

  it("is refused with both names where the connection does not reach it", async () => {
    const error = await expectCode(
      () => withOrg({ connection: ONE_BOOK, product: "books", path: "invoices", org: NORTH.id }),
      "wrong_org",
    );
    expect(error.message).toContain(NORTH.id);
    expect(error.message).toContain("Acme 10234695");
    await expectCode(
      () => withOrg({ connection: CRM, product: "crm", path: "Leads", org: "1" }),
      "wrong_org",
    );
  });

  it("stays what the flow wrote itself, in the query or in the path", () => {
    const query = new URLSearchParams({ organization_id: "5" });
    expect(withOrg({ connection: TWO_BOOKS, product: "books", path: "invoices", query }).org).toBe("5");
    const path = "invoices?organization_id=6";
    const { call, org } = withOrg({ connection: TWO_BOOKS, product: "books", path });
    expect([call.path, call.query, org]).toEqual([path, undefined, "6"]);
  });

  it.each([
    ["invoice", "x-com-zoho-invoice-organizationid"],
    ["billing", "x-com-zoho-subscriptions-organizationid"],
    ["expense", "x-com-zoho-expense-organizationid"],
    ["desk", "orgid"],
    ["analytics", "zanalytics-orgid"],
  ] as const)("stands in a header of %s: %s", (product, header) => {
    const call = { connection: NOBODY_ASKED, product, path: "things", org: "7", headers: { "x-own": "1" } };
    expect(withOrg(call).call.headers).toEqual({ "x-own": "1", [header]: "7" });
  });

  it("stands in the path of Projects, unless it stands there already", () => {
    const call = { connection: NOBODY_ASKED, product: "projects", org: "60001" } as const;
    expect(withOrg({ ...call, path: "projects?page=2" }).call.path).toBe("portal/60001/projects?page=2");
    expect(withOrg({ ...call, path: "/api/v3/projects" }).call.path).toBe("portal/60001/projects");
    expect(withOrg({ ...call, path: "portal/5/projects" }).call.path).toBe("portal/5/projects");
    expect(withOrg({ ...call, path: "portals" }).call.path).toBe("portals");
  });

  it("is that of the token where a product has no way to name one", async () => {
    expect(withOrg({ connection: CRM, product: "crm", path: "Leads" })).toMatchObject({ org: "638468578" });
    expect(withOrg({ connection: NOBODY_ASKED, product: "people", path: "forms" }).org).toBeUndefined();
    await expectCode(
      () => withOrg({ connection: NOBODY_ASKED, product: "crm", path: "Leads", org: "1" }),
      "wrong_org",
    );
  });

  it("is left to Zoho where Desk knows it without", () => {
    expect(
      withOrg({ connection: NOBODY_ASKED, product: "desk", path: "tickets" }).call.headers,
    ).toBeUndefined();
  });
});
