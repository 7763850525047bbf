import { describe, expect, it } from "vitest";
import { resourcePath } from "../../../src/api/resource-path";
import { pageRule } from "../../../src/zoho/page-rules";
import { PRODUCT_IDS } from "../../../src/zoho/products";

describe("how the lists of each product are read", () => {
  it.each([
    ["crm", "Leads", { pager: "crm", size: 200, byId: true }],
    ["crm", "users", { pager: "crm", size: 200 }],
    ["crm", "Leads/search", { pager: "crm", cap: { records: 2_000 } }],
    ["crm", "coql", { pager: "coql", size: 2_000 }],
    ["bigin", "Pipelines", { pager: "crm", byId: true }],
    ["recruit", "Candidates", { pager: "crm", size: 200 }],
    ["desk", "tickets", { pager: "offset0", size: 100 }],
    ["desk", "articles", { pager: "offset0", size: 50 }],
    ["desk", "tickets/search", { pager: "offset0", cap: { records: 5_000 } }],
    ["people", "forms/employee/getRecords", { pager: "offset1", start: "sIndex", count: "limit" }],
    ["mail", "accounts/1/messages/view", { pager: "offset1", start: "start", count: "limit" }],
    [
      "campaigns",
      "getmailinglists",
      { pager: "offset1", start: "fromindex", count: "range", shortPageEnds: false },
    ],
    ["sheet", "abc", { pager: "offset1", start: "start_index", count: "count", inForm: true }],
    ["projects", "portal/1/projects", { pager: "projects", size: 100 }],
    ["projects", "restapi/portal/1/projects/", { pager: "offset1", start: "index", count: "range" }],
    ["creator", "data/o/a/report/r", { pager: "cursor", size: 1_000 }],
    ["creator", "creator/v2/data/o/a/report/r", { pager: "offset0", size: 200 }],
    ["workdrive", "files/x/files", { pager: "jsonapi", size: 50 }],
    ["sign", "requests", { pager: "datajson", size: 100 }],
    ["cliq", "channels", { pager: "token", size: 100 }],
    ["books", "contacts", { pager: "finance", size: 200 }],
    ["analytics", "views", { pager: "none" }],
  ] as const)("%s %s", (product, path, rule) => {
    expect(pageRule(product, resourcePath(product, path), path)).toMatchObject(rule);
  });

  it("is known of every product", () => {
    for (const product of PRODUCT_IDS) expect(pageRule(product, "x", "x").size).toBeGreaterThan(0);
  });
});
