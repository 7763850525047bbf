import type { ApiCall, ErrorCode } from "../../../src/index";
import { type ProductId, PRODUCTS } from "../../../src/zoho/products";

/** A call as its product wants it; a GET unless said otherwise. */
export type FaceAsk = Pick<ApiCall, "path"> & Partial<Pick<ApiCall, "method" | "headers" | "body">>;

/** Records and the call that writes them. */
export interface Several {
  readonly ask: FaceAsk;
  readonly records: readonly object[];
}

/** A reason why the emulator's face of a product has no such thing. */
export interface Without {
  readonly none: string;
}

/** One product as the emulator gives it: what it holds, how that is asked for, and what it refuses. */
export interface ProductFace {
  readonly product: ProductId;
  /** What the calls of this row need, and another scope of the product, which they don't. */
  readonly scopes: readonly string[];
  readonly otherScope: string;
  /** The scope that is named as missing, where the emulator guesses another than Zoho publishes. */
  readonly named?: string;
  /** @param org ID of Acme in this product */
  readonly list: (org: string) => FaceAsk;
  /** As the emulator's option `records` names it. */
  readonly holds: string;
  readonly count: number;
  readonly id: string;
  /** Smaller than the largest where the emulator holds no second page of that size; 0: all come at once. */
  readonly pageSize?: number;
  /** One thing that is not there; null where the product answers that with nothing. */
  readonly missing: (org: string) => { readonly ask: FaceAsk; readonly code: ErrorCode | null };
  /** What is wrong with a call, in the words of the face. */
  readonly invalid: (org: string) => FaceAsk;
  /** How the product says that the person may not, where the emulator has nobody who may not. */
  readonly forbidden: { readonly status: number; readonly body: unknown };
  readonly wrongOrg: ((org: string) => FaceAsk) | Without;
  /** A write of three, of which the second is refused. */
  readonly partial: Several | Without;
}

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const JSON_BODY = { "content-type": "application/json" };

function post(path: string, body: unknown): FaceAsk {
  return { method: "POST", path, headers: JSON_BODY, body: JSON.stringify(body) };
}

function form(path: string, fields: Readonly<Record<string, string>>): FaceAsk {
  return { method: "POST", path, headers: FORM, body: new URLSearchParams(fields).toString() };
}

const BY_TOKEN: Without = { none: "the token stands for one org" };
const IN_PATH: Without = { none: "the thing in the path belongs to one org" };
const ONE_BY_ONE: Without = { none: "a call writes one record" };
const READS_ONLY: Without = { none: "the face only reads" };

const CRM_FORBIDDEN = {
  status: 403,
  body: { code: "NO_PERMISSION", message: "permission denied", status: "error", details: {} },
};

type CrmLike = Pick<
  ProductFace,
  "product" | "scopes" | "otherScope" | "named" | "holds" | "count" | "pageSize" | "partial"
> & {
  readonly module: string;
  readonly missingCode?: ErrorCode | null;
};

/** Lists of modules, each record with `id`. */
function crmLike({ module, missingCode = null, ...row }: CrmLike): ProductFace {
  return {
    ...row,
    list: () => ({ path: `${module}?fields=id` }),
    id: "id",
    missing: () => ({ ask: { path: `${module}/999999000000000001` }, code: missingCode }),
    invalid: () => ({ path: `${module}?fields=id&per_page=nonsense` }),
    forbidden: CRM_FORBIDDEN,
    wrongOrg: BY_TOKEN,
  };
}

function several(path: string, ...records: readonly object[]): Several {
  return { ask: post(path, { data: records }), records };
}

type Finance = Pick<ProductFace, "product" | "scopes" | "otherScope" | "count" | "id"> & {
  readonly list: string;
};

function finance({ list, ...row }: Finance): ProductFace {
  const selector = PRODUCTS[row.product].orgSelector;
  return {
    ...row,
    list: () => ({ path: list }),
    holds: `${row.product}/${list}`,
    missing: () => ({ ask: { path: `${list}/999999000000000001` }, code: "not_found" }),
    invalid: () => ({ path: `${list}?per_page=nonsense` }),
    forbidden: {
      status: 403,
      body: { code: 57, message: "You are not authorized to perform this operation" },
    },
    wrongOrg: () =>
      selector.in === "header"
        ? { path: list, headers: { [selector.name]: "1" } }
        : { path: `${list}?organization_id=1` },
    partial: ONE_BY_ONE,
  };
}

const CAMPAIGNS_FORBIDDEN = {
  status: 200,
  body: { Code: "902", message: "User not authorised.", URI: "/", status: "error" },
};

/** Campaigns and what is built like it; the largest page is not known, and 45 lists are few. */
const CAMPAIGNS = {
  list: () => ({ path: "getmailinglists?resfmt=JSON" }),
  count: 45,
  id: "listkey",
  pageSize: 20,
  invalid: () => ({ path: "getmailinglists?resfmt=JSON&fromindex=nonsense" }),
  forbidden: CAMPAIGNS_FORBIDDEN,
  wrongOrg: { none: "the person has one organization" },
  partial: READS_ONLY,
} as const satisfies Partial<ProductFace>;

const CREATOR = "data/acme/field-service";

export const PRODUCT_FACES: readonly ProductFace[] = [
  crmLike({
    product: "crm",
    scopes: ["ZohoCRM.modules.ALL"],
    otherScope: "ZohoCRM.org.READ",
    module: "Leads",
    holds: "Leads",
    count: 450,
    partial: several("Leads", { Last_Name: "A" }, {}, { Last_Name: "C" }),
  }),
  crmLike({
    product: "bigin",
    scopes: ["ZohoBigin.modules.ALL"],
    otherScope: "ZohoBigin.org.READ",
    module: "Contacts",
    holds: "bigin/Contacts",
    count: 40,
    pageSize: 15,
    partial: several("Contacts", { Last_Name: "A" }, {}, { Last_Name: "C" }),
  }),
  finance({
    product: "books",
    scopes: ["ZohoBooks.contacts.READ"],
    otherScope: "ZohoBooks.settings.READ",
    list: "contacts",
    count: 450,
    id: "contact_id",
  }),
  finance({
    product: "inventory",
    scopes: ["ZohoInventory.items.READ"],
    otherScope: "ZohoInventory.settings.READ",
    list: "items",
    count: 450,
    id: "item_id",
  }),
  finance({
    product: "invoice",
    scopes: ["ZohoInvoice.contacts.READ"],
    otherScope: "ZohoInvoice.settings.READ",
    list: "contacts",
    count: 450,
    id: "contact_id",
  }),
  finance({
    product: "billing",
    scopes: ["ZohoSubscriptions.customers.READ"],
    otherScope: "ZohoSubscriptions.settings.READ",
    list: "customers",
    count: 450,
    id: "customer_id",
  }),
  finance({
    product: "expense",
    scopes: ["ZohoExpense.expensereport.READ"],
    otherScope: "ZohoExpense.orgsettings.READ",
    list: "expensereports",
    count: 450,
    id: "report_id",
  }),
  {
    product: "desk",
    scopes: ["Desk.tickets.ALL"],
    otherScope: "Desk.basic.READ",
    list: () => ({ path: "tickets" }),
    holds: "desk/tickets",
    count: 230,
    id: "id",
    missing: () => ({ ask: { path: "tickets/999999000000000001" }, code: "not_found" }),
    invalid: () => post("tickets", { description: "no subject" }),
    forbidden: { status: 403, body: { errorCode: "FORBIDDEN", message: "You are not allowed to do this." } },
    wrongOrg: () => ({ path: "tickets", headers: { orgid: "1" } }),
    partial: ONE_BY_ONE,
  },
  {
    product: "creator",
    scopes: ["ZohoCreator.report.READ", "ZohoCreator.form.CREATE"],
    otherScope: "ZohoCreator.meta.READ",
    list: () => ({ path: `${CREATOR}/report/All_Readings` }),
    holds: "creator/Reading",
    count: 3_200,
    id: "ID",
    missing: () => ({ ask: { path: `${CREATOR}/report/No_Such_Report` }, code: "not_found" }),
    invalid: () => ({ path: `${CREATOR}/report/All_Readings?max_records=nonsense` }),
    forbidden: { status: 403, body: { code: 1130, description: "API access is disabled for this account." } },
    wrongOrg: () => ({ path: "data/somebody/field-service/report/All_Readings" }),
    partial: several(`${CREATOR}/form/Fault`, { Title: "A" }, {}, { Title: "C" }),
  },
  {
    product: "projects",
    scopes: ["ZohoProjects.projects.ALL"],
    otherScope: "ZohoProjects.portals.READ",
    list: () => ({ path: "projects" }),
    holds: "projects/projects",
    count: 230,
    id: "id",
    missing: () => ({ ask: { path: "projects/999999000000000001" }, code: "not_found" }),
    invalid: () => post("projects", {}),
    forbidden: {
      status: 403,
      body: { error: { status_code: "403", title: "FORBIDDEN", error_type: "OPERATIONAL_VALIDATION_ERROR" } },
    },
    wrongOrg: { none: "of a portal of others Projects says what it says of anything that one may not" },
    partial: ONE_BY_ONE,
  },
  {
    product: "people",
    scopes: ["ZOHOPEOPLE.forms.ALL"],
    otherScope: "ZOHOPEOPLE.leave.READ",
    list: () => ({ path: "forms/employee/getRecords" }),
    holds: "people/employee",
    count: 450,
    id: "Zoho_ID",
    missing: () => ({
      ask: { path: "forms/employee/getDataByID?recordId=999999000000000001" },
      code: "not_found",
    }),
    invalid: () => form("forms/json/candidate/insertRecord", { inputData: "{}" }),
    forbidden: {
      status: 200,
      body: {
        response: { message: "Error occurred", status: 1, errors: { code: 7040, message: "No access" } },
      },
    },
    wrongOrg: { none: "a person is in one organization" },
    partial: ONE_BY_ONE,
  },
  crmLike({
    product: "recruit",
    scopes: ["ZohoRecruit.modules.ALL"],
    otherScope: "ZohoRecruit.org.READ",
    module: "Candidates",
    holds: "recruit/Candidates",
    count: 450,
    partial: several("Candidates", { Last_Name: "A" }, {}, { Last_Name: "C" }),
  }),
  crmLike({
    product: "iot",
    scopes: ["ZohoIOT.modules.ALL"],
    otherScope: "ZohoIOT.org.READ",
    module: "Devices",
    holds: "iot/Devices",
    count: 450,
    partial: several("Devices", { name: "A" }, {}, { name: "C" }),
  }),
  {
    product: "analytics",
    scopes: ["ZohoAnalytics.metadata.READ"],
    otherScope: "ZohoAnalytics.data.READ",
    list: (org) => ({ path: `workspaces/${org}/views` }),
    holds: "analytics/views",
    count: 130,
    id: "viewId",
    pageSize: 0,
    missing: (org) => ({
      ask: { path: `workspaces/${org}/views/999999000000000001` },
      code: "not_found",
    }),
    invalid: (org) => ({ path: `workspaces/${org}/views?CONFIG=nonsense` }),
    forbidden: {
      status: 400,
      body: { status: "failure", summary: "NO", data: { errorCode: 7301, errorMessage: "no permission" } },
    },
    wrongOrg: (org) => ({ path: `workspaces/${org}/views`, headers: { "zanalytics-orgid": "1" } }),
    partial: READS_ONLY,
  },
  {
    ...CAMPAIGNS,
    product: "campaigns",
    scopes: ["ZohoCampaigns.contact.READ"],
    otherScope: "ZohoCampaigns.campaign.READ",
    holds: "campaigns/lists",
    missing: () => ({ ask: { path: "getlistsubscribers?resfmt=JSON&listkey=1" }, code: "not_found" }),
  },
  {
    product: "cliq",
    scopes: ["ZohoCliq.Channels.READ", "ZohoCliq.Webhooks.CREATE"],
    otherScope: "ZohoCliq.Users.READ",
    list: () => ({ path: "channels" }),
    holds: "cliq/channels",
    count: 230,
    id: "id",
    missing: () => ({ ask: { path: "channels/1" }, code: "not_found" }),
    invalid: () => ({ path: "channels?limit=nonsense" }),
    forbidden: { status: 403, body: { code: "operation_not_allowed", message: "You may not do this." } },
    wrongOrg: BY_TOKEN,
    partial: ONE_BY_ONE,
  },
  {
    product: "mail",
    scopes: ["ZohoMail.messages.READ"],
    otherScope: "ZohoMail.accounts.READ",
    list: (org) => ({ path: `accounts/${org}/messages/view` }),
    holds: "mail/messages",
    count: 450,
    id: "messageId",
    missing: (org) => ({ ask: { path: `accounts/${org}/messages/1` }, code: "not_found" }),
    invalid: (org) => ({ path: `accounts/${org}/messages/view?limit=nonsense` }),
    forbidden: {
      status: 403,
      body: { status: { code: 403, description: "Forbidden" }, data: { moreInfo: "not allowed" } },
    },
    wrongOrg: IN_PATH,
    partial: READS_ONLY,
  },
  {
    ...CAMPAIGNS,
    product: "marketing-automation",
    scopes: ["ZohoMarketingAutomation.lead.READ"],
    otherScope: "ZohoMarketingAutomation.campaign.READ",
    holds: "marketing-automation/lists",
    missing: () => ({ ask: { path: "getlistleads?resfmt=JSON&listkey=1" }, code: "not_found" }),
  },
  crmLike({
    product: "phonebridge",
    scopes: ["PhoneBridge.modules.calls.READ"],
    otherScope: "PhoneBridge.org.READ",
    named: "PhoneBridge.call.log",
    module: "calls",
    holds: "phonebridge/calls",
    count: 450,
    partial: READS_ONLY,
  }),
  {
    product: "sheet",
    scopes: ["ZohoSheet.dataAPI.READ"],
    otherScope: "ZohoSheet.dataAPI.UPDATE",
    list: (org) => form(org, { method: "worksheet.records.fetch", worksheet_name: "Readings" }),
    holds: "sheet/rows",
    count: 2_300,
    id: "row_index",
    missing: () => ({ ask: form("1", { method: "worksheet.list" }), code: "not_found" }),
    invalid: (org) => form(org, { method: "nonsense" }),
    forbidden: { status: 403, body: { status: "failure", error_code: 2404, error_message: "No access" } },
    wrongOrg: IN_PATH,
    partial: { none: "a write of several is taken or refused as a whole" },
  },
  {
    product: "sign",
    scopes: ["ZohoSign.documents.READ"],
    otherScope: "ZohoSign.templates.READ",
    list: () => ({ path: "requests" }),
    holds: "sign/requests",
    count: 230,
    id: "request_id",
    missing: () => ({ ask: { path: "requests/1" }, code: "not_found" }),
    invalid: () => ({ path: "requests?data=nonsense" }),
    forbidden: { status: 403, body: { code: 4021, message: "No permission", status: "failure" } },
    wrongOrg: { none: "a person is in one organization" },
    partial: READS_ONLY,
  },
  {
    product: "workdrive",
    scopes: ["WorkDrive.files.READ"],
    otherScope: "WorkDrive.team.READ",
    list: (org) => ({ path: `files/${org}/files` }),
    holds: "workdrive/files",
    count: 170,
    id: "id",
    missing: () => ({ ask: { path: "files/1" }, code: "not_found" }),
    invalid: (org) => ({ path: `files/${org}/files?page%5Boffset%5D=nonsense` }),
    forbidden: { status: 403, body: { errors: [{ id: "F000", title: "You are not allowed to do this." }] } },
    wrongOrg: IN_PATH,
    partial: READS_ONLY,
  },
];
