import { describe, expect, it } from "vitest";
import type { ApiCall } from "../../../src/api/api-call";
import { classify } from "../../../src/api/answer/classify";
import { explainRefusal, explainScope } from "../../../src/api/answer/explain";
import { productUrl } from "../../../src/transport/destination";
import type { TransportResponse } from "../../../src/transport/transport";
import type { Connection } from "../../../src/vault/connection";
import { type ProductId, PRODUCTS } from "../../../src/zoho/products";
import { likelyScopes } from "../../../src/zoho/scope-rules";
import { reply } from "../support/scripted-transport";

const NOW = Date.parse("2026-03-01T12:00:00Z");

function connection(more: Partial<Connection> = {}): Connection {
  return {
    id: "1",
    realm: "zoho",
    name: "acme",
    clientId: "1000.X",
    generation: 1,
    connected: true,
    dataCenter: "us",
    environment: "Production",
    scopes: ["ZohoBooks.contacts.READ"],
    pins: {
      level: "verified",
      orgId: "111",
      orgName: "Acme",
      orgs: {
        books: {
          reached: [
            { id: "10", name: "Acme Books" },
            { id: "11", name: "Acme Test" },
          ],
          chosen: "10",
        },
        desk: { reached: [{ id: "20", name: "Acme Desk" }] },
        analytics: { reached: [{ id: "30", name: "Acme Analytics" }] },
      },
    },
    ...more,
  };
}

function call(product: ProductId, path: string, more: Partial<ApiCall> = {}): ApiCall {
  return { connection: connection(), product, method: "GET", path, ...more };
}

function causeOf(response: TransportResponse, asked: ApiCall) {
  const verdict = classify(response, asked, NOW);
  if (verdict.kind === "ok") throw new Error("no error");
  return verdict.error.with({ connection: asked.connection.name, product: asked.product }).cause;
}

describe("a wrong org", () => {
  it.each([
    [
      "Desk",
      call("desk", "tickets", { headers: { orgid: "99" } }),
      reply(403, { errorCode: "OAUTH_ORG_MISMATCH", message: "The OAuthToken is not valid." }),
      "99",
      "Acme Desk 20",
    ],
    [
      "Books",
      call("books", "contacts", { query: new URLSearchParams("organization_id=99") }),
      reply(400, { code: 6041, message: "This user is not associated with the CompanyID." }),
      "99",
      "Acme Books 10, Acme Test 11",
    ],
    [
      "Analytics",
      call("analytics", "workspaces/1", { headers: { "zanalytics-orgid": "99" } }),
      reply(400, { status: "failure", summary: "X", data: { errorCode: 8084, errorMessage: "words" } }),
      "99",
      "Acme Analytics 30",
    ],
    [
      "Creator",
      call("creator", "data/other/app/report/r"),
      reply(404, { code: 1040, message: 'No account owner named "other" found.' }),
      "other",
      undefined,
    ],
  ] as const)(
    "of %s is named, and what the connection reaches instead",
    (_app, asked, response, org, reaches) => {
      const cause = causeOf(response, asked);
      expect(cause).toMatchObject({ class: "no_org", code: "wrong_org", details: { asked: org } });
      expect(cause.reason).toContain(`${PRODUCTS[asked.product].name}: ${org}`);
      if (reaches !== undefined) expect(cause.reason).toContain(`'acme' reaches ${reaches}`);
      expect(cause.reason).toMatch(/[^.]\.$/);
      expect(cause.remedy).toContain("msg.zoho.org");
    },
  );

  it("is named with its name where it is known, so that both can be told apart", () => {
    const asked = call("books", "contacts", { query: new URLSearchParams("organization_id=11") });
    const cause = causeOf(reply(400, { code: 6041, message: "words" }), asked);
    expect(cause.details).toMatchObject({ asked: "Acme Test 11", askedId: "11" });
  });

  it("of a person without an account names the app", () => {
    const body = { response: { errors: { code: 7048, message: "Invalid user" }, status: 1 } };
    const cause = causeOf(reply(200, body), call("people", "forms/employee/getRecords"));
    expect(cause).toMatchObject({ class: "no_org", code: "no_org", details: { apps: ["People"] } });
    expect(cause.reason).toContain("People");
  });
});

describe("a scope that is missing", () => {
  const url = productUrl({ product: "books", dataCenter: "us", environment: "Production" }, "invoices");
  const refused = reply(401, { code: 57, message: "You are not authorized to perform this operation" });

  it("is what Books means by 57 to a new token", () => {
    const asked = call("books", "invoices", { method: "POST" });
    const verdict = classify(refused, asked, NOW);
    expect(verdict.kind).toBe("refused token");
    const { cause } = explainRefusal(verdict.kind === "ok" ? never() : verdict.error, asked, url);
    expect(cause).toMatchObject({
      code: "invalid_scope",
      details: { missing: ["ZohoBooks.invoices.CREATE"] },
    });
    expect(cause.remedy).toContain("Add the scope ZohoBooks.invoices.CREATE");
  });

  it("is a permission instead where the scope was granted", () => {
    const asked = call("books", "contacts");
    const verdict = classify(refused, asked, NOW);
    const error = explainRefusal(verdict.kind === "ok" ? never() : verdict.error, asked, url);
    expect(error.code).toBe("no_permission");
  });

  it("may be a wrong module where CRM says so although it was granted", () => {
    const asked = call("crm", "Leeds", { connection: connection({ scopes: ["ZohoCRM.modules.ALL"] }) });
    const answer = reply(401, {
      code: "OAUTH_SCOPE_MISMATCH",
      message: "words",
      details: {},
      status: "error",
    });
    const verdict = classify(answer, asked, NOW);
    const { cause } = explainScope(verdict.kind === "ok" ? never() : verdict.error, asked);
    expect(cause.remedy).toContain("API name of the module");
  });

  it.each([
    ["crm", "POST", "Leads", ["ZohoCRM.modules.Leads.CREATE"]],
    ["crm", "GET", "Leads/search", ["ZohoCRM.modules.Leads.READ", "ZohoSearch.securesearch.READ"]],
    ["crm", "POST", "coql", ["ZohoCRM.coql.READ", "ZohoCRM.modules.READ"]],
    ["crm", "GET", "Sales_Orders/1", ["ZohoCRM.modules.SalesOrders.READ"]],
    ["crm", "PUT", "Rooms/1", ["ZohoCRM.modules.custom.UPDATE"]],
    ["crm", "GET", "Leads/1/Notes", ["ZohoCRM.modules.Leads.READ", "ZohoCRM.modules.Notes.READ"]],
    ["crm", "POST", "Leads/1/Notes", ["ZohoCRM.modules.Leads.READ", "ZohoCRM.modules.Notes.CREATE"]],
    ["crm", "DELETE", "Leads/1/Attachments/2", ["ZohoCRM.modules.Attachments.DELETE"]],
    ["crm", "POST", "files", ["ZohoCRM.files.CREATE"]],
    ["crm", "POST", "upload", ["ZohoFiles.files.ALL"]],
    ["crm", "GET", "settings/fields", ["ZohoCRM.settings.fields.READ"]],
    ["crm", "POST", "actions/watch", ["ZohoCRM.notifications.CREATE"]],
    ["bigin", "GET", "Pipelines", ["ZohoBigin.modules.Pipelines.READ"]],
    [
      "recruit",
      "GET",
      "Candidates/search",
      ["ZohoRecruit.modules.candidate.READ", "ZohoRecruit.search.READ"],
    ],
    ["iot", "GET", "Devices", ["ZohoIOT.modules.Devices.READ"]],
    ["books", "GET", "organizations", ["ZohoBooks.settings.READ"]],
    ["billing", "GET", "subscriptions", ["ZohoSubscriptions.subscriptions.READ"]],
    ["expense", "GET", "organizations", ["ZohoExpense.orgsettings.READ"]],
    ["expense", "POST", "expenses", ["ZohoExpense.expense.CREATE"]],
    ["expense", "GET", "expensereports", ["ZohoExpense.expensereport.READ"]],
    ["inventory", "GET", "items/1", ["ZohoInventory.items.READ"]],
    ["books", "GET", "items", ["ZohoBooks.settings.READ"]],
    ["books", "GET", "vendorcredits", ["ZohoBooks.debitnotes.READ"]],
    ["books", "POST", "vendorcredits/1/status/void", ["ZohoBooks.debitnotes.CREATE"]],
    ["desk", "GET", "tickets/search", ["Desk.search.READ"]],
    ["desk", "PATCH", "tickets/1", ["Desk.tickets.UPDATE"]],
    ["desk", "GET", "organizations", ["Desk.basic.READ"]],
    ["desk", "POST", "tickets/1/comments", ["Desk.tickets.UPDATE"]],
    ["desk", "DELETE", "tickets/1/comments/2", ["Desk.tickets.UPDATE"]],
    ["desk", "POST", "contacts/1/merge", ["Desk.contacts.UPDATE"]],
    ["cliq", "POST", "channels/general/message", ["ZohoCliq.Webhooks.CREATE"]],
    ["cliq", "POST", "bots/helper/message", ["ZohoCliq.Webhooks.CREATE"]],
    ["cliq", "GET", "chats/1/messages", ["ZohoCliq.Messages.READ"]],
    ["campaigns", "POST", "addlistsubscribersinbulk", ["ZohoCampaigns.contact.CREATE"]],
    ["creator", "POST", "data/o/a/form/f", ["ZohoCreator.form.CREATE"]],
    ["creator", "DELETE", "data/o/a/report/r/1", ["ZohoCreator.report.DELETE"]],
    ["projects", "GET", "portal/1/projects", ["ZohoProjects.projects.READ"]],
    ["projects", "POST", "portal/1/projects/2/tasks", ["ZohoProjects.tasks.CREATE"]],
    ["people", "GET", "forms/employee/getRecords", ["ZOHOPEOPLE.forms.READ"]],
    ["people", "GET", "leave/getLeaveTypeDetails", ["ZOHOPEOPLE.leave.READ"]],
    ["analytics", "GET", "workspaces", ["ZohoAnalytics.metadata.read"]],
    ["campaigns", "GET", "getmailinglists", ["ZohoCampaigns.contact.READ"]],
    ["marketing-automation", "POST", "addlead", ["ZohoMarketingAutomation.lead.CREATE"]],
    ["mail", "GET", "accounts/1/messages/view", ["ZohoMail.messages.READ"]],
    ["sign", "GET", "requests", ["ZohoSign.documents.READ"]],
    ["workdrive", "GET", "files/1", ["WorkDrive.files.READ"]],
    ["creator", "GET", "nowhere", []],
  ] as const)("of %s for %s %s is %j", (product, method, path, scopes) => {
    expect(likelyScopes(PRODUCTS[product], method, path)).toEqual(scopes);
  });
});

describe("when to try again", () => {
  const limit = (product: ProductId, response: TransportResponse): [string, number | undefined] => {
    const { code, retryAfterMs } = causeOf(response, call(product, "things"));
    return [code, retryAfterMs];
  };
  const throttled = (text: string): unknown => ({
    error: { title: "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED", details: [{ message: text }] },
  });

  it("is what the header says, before what the words say, before what Zoho's pages say", () => {
    const words = throttled(
      "Cannot execute more than 100 requests per API in 2 minutes. Try again after 7 minutes.",
    );
    expect(limit("projects", reply(400, words, { "retry-after": "5" }))).toEqual(["api_limit", 5_000]);
    expect(limit("projects", reply(400, words))).toEqual(["api_limit", 420_000]);
    expect(limit("projects", reply(400, throttled("words")))).toEqual(["api_limit", 600_000]);
    expect(limit("projects", reply(400, throttled("Try again after 30 seconds")))).toEqual([
      "api_limit",
      30_000,
    ]);
  });

  it.each([
    ["books", { code: 44, message: "words" }, "api_limit", 60_000],
    ["creator", { code: 2955, message: "words" }, "api_limit", 60_000],
    ["people", { response: { errors: { code: 2955, message: "words" }, status: 1 } }, "api_limit", 300_000],
    ["sheet", { status: "failure", error_code: 2950, error_message: "words" }, "api_limit", 300_000],
    ["campaigns", { code: 1, message: "words" }, "api_limit", 1_800_000],
    ["crm", { code: "TOO_MANY_REQUESTS", message: "words" }, "api_limit", undefined],
    ["books", { code: 45, message: "words" }, "daily_limit", undefined],
  ] as const)("is known of %s: %j", (product, body, code, ms) => {
    expect(limit(product, reply(429, body))).toEqual([code, ms]);
  });

  it("is not in a minute where the credits of the day are used up", () => {
    const body = { code: "TOO_MANY_REQUESTS", message: "words", details: {}, status: "error" };
    expect(limit("crm", reply(429, body, { "x-api-credits-remaining": "0" }))).toEqual([
      "credits",
      undefined,
    ]);
    expect(limit("crm", reply(429, body, { "x-api-credits-remaining": "10" }))).toEqual([
      "api_limit",
      undefined,
    ]);
    const desk = { errorCode: "THRESHOLD_EXCEEDED", message: "words" };
    expect(limit("desk", reply(429, desk, { "retry-after": "3600" }))).toEqual(["credits", 3_600_000]);
  });

  it("is told by the server, too, where it says when it will be back", () => {
    expect(limit("crm", reply(503, "", { "retry-after": "30" }))).toEqual(["server_error", 30_000]);
  });
});

function never(): never {
  throw new Error("not reached");
}
