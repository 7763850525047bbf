import type { ProductId } from "./products";

/** Which scopes a call needs, told from its path. */
export interface ScopeRule {
  /** Of the path below the product's base. */
  readonly at: RegExp;
  /**
   * Behind the product's own first segment: `modules.$1.{op}` with the groups of the path, and READ, CREATE, UPDATE or
   * DELETE by the method.
   */
  readonly own: readonly string[];
  /** Whole scopes of other services that help it. */
  readonly also?: readonly string[];
}

const SEARCH = "ZohoSearch.securesearch.READ";

/** CRM and Bigin: the Scopes section of each API page. */
const CRM: readonly ScopeRule[] = [
  { at: /^(org|users)(?:\/|$)/, own: ["$1.{op}"] },
  { at: /^settings\/([^/]+)/, own: ["settings.$1.{op}"] },
  { at: /^settings$/, own: ["settings.ALL"] },
  { at: /^coql$/, own: ["coql.READ", "modules.READ"] },
  { at: /(?:^|\/)bulk\/.*\b(?:read)\b/, own: ["bulk.READ", "modules.READ"] },
  { at: /(?:^|\/)bulk\/.*\b(?:write)\b/, own: ["bulk.CREATE", "modules.ALL"] },
  { at: /^actions\/watch$/, own: ["notifications.{op}"] },
  { at: /^__composite_requests$/, own: ["composite_requests.CUSTOM"] },
  { at: /^(?:files|upload)(?:\/|$)/, own: [], also: ["ZohoFiles.files.ALL"] },
  { at: /^([^/]+)\/search$/, own: ["modules.$1.READ"], also: [SEARCH] },
  { at: /^[^/]+\/[^/]+\/(Notes|Attachments)/, own: ["modules.$1.{op}"] },
  { at: /^([^/]+)/, own: ["modules.$1.{op}"] },
];

/** Books and its kin: the Scopes table of each API's introduction. */
const FINANCE: readonly ScopeRule[] = [
  {
    at: /^(?:organizations|items|itemgroups|taxes|currencies|settings|users|pricebooks)/,
    own: ["settings.{op}"],
  },
  { at: /^(?:bankaccounts|banktransactions|bankstatements|banking)/, own: ["banking.{op}"] },
  { at: /^(?:chartofaccounts|journals|basecurrencyadjustment)/, own: ["accountants.{op}"] },
  { at: /^([^/]+)/, own: ["$1.{op}"] },
];

/** Zoho Inventory API v1: items have a scope of their own there. */
const INVENTORY: readonly ScopeRule[] = [
  { at: /^(?:items|itemgroups)(?:\/|$)/, own: ["items.{op}"] },
  ...FINANCE,
];

/** Zoho Expense API v1: reports have their scope in the singular. */
const EXPENSE: readonly ScopeRule[] = [
  { at: /^expensereports(?:\/|$)/, own: ["expensereport.{op}"] },
  ...FINANCE,
];

/** Rules in the order in which they are tried; the first that fits counts. Each from the product's API docs. */
export const SCOPE_RULES: Readonly<Record<ProductId, readonly ScopeRule[]>> = {
  crm: CRM,
  bigin: CRM,
  recruit: [
    { at: /^(org|users)(?:\/|$)/, own: ["$1.{op}"] },
    { at: /^settings\/([^/]+)/, own: ["settings.$1.{op}"] },
    { at: /^([^/]+)\/search$/, own: ["modules.$1.READ", "search.READ"] },
    { at: /^([^/]+)/, own: ["modules.$1.{op}"] },
  ],
  iot: [
    { at: /^([^/]+)\/[^/]+\/actions\//, own: ["actions.ALL", "modules.$1.{op}"] },
    { at: /^([^/]+)/, own: ["modules.$1.{op}"] },
  ],
  books: FINANCE,
  inventory: INVENTORY,
  invoice: FINANCE,
  billing: FINANCE,
  expense: EXPENSE,
  desk: [
    { at: /(?:^|\/)search$/, own: ["search.READ"] },
    {
      at: /^(?:organizations|departments|agents|teams|roles|profiles|accessibleOrganizations)/,
      own: ["basic.{op}"],
    },
    { at: /^(?:contacts|accounts)(?:\/|$)/, own: ["contacts.{op}"] },
    { at: /^(?:tickets|ticket|threads|comments)(?:\/|$)/, own: ["tickets.{op}"] },
    { at: /^(?:articles|kbCategory|kbRootCategories)(?:\/|$)/, own: ["articles.{op}"] },
    { at: /^([A-Za-z]+)/, own: ["$1.{op}"] },
  ],
  creator: [
    { at: /^data\/[^/]+\/[^/]+\/form\//, own: ["form.CREATE"] },
    { at: /^data\/[^/]+\/[^/]+\/report\//, own: ["report.{op}"] },
    { at: /^bulk\//, own: ["bulk.{op}"] },
    { at: /^meta\/[^/]+\/[^/]+\/form\//, own: ["meta.form.READ"] },
    { at: /^meta\/applications/, own: ["dashboard.READ"] },
    { at: /^meta\//, own: ["meta.application.READ"] },
  ],
  projects: [
    { at: /\/search$/, own: ["portals.READ"], also: [SEARCH] },
    { at: /^portals?(?:\/[^/]+)?$/, own: ["portals.{op}"] },
    { at: /\/(tasks|tasklists|milestones|bugs|events|forums|users|tags)(?:\/[^/]+)?$/, own: ["$1.{op}"] },
    { at: /\/(?:logs|timelogs?|timesheet)(?:\/|$)/, own: ["timesheets.{op}"] },
    { at: /^portal\/[^/]+\/projects/, own: ["projects.{op}"] },
  ],
  people: [
    { at: /^(?:leave|attendance|timetracker)(?=\/|$)/, own: ["$&.{op}"] },
    { at: /^forms/, own: ["forms.{op}"] },
    { at: /^employee/, own: ["employee.{op}"] },
  ],
  analytics: [
    { at: /(?:^bulk\/|\/data$|\/rows$)/, own: ["data.{op}"] },
    { at: /\/(?:share|groups|users)(?:\/|$)/, own: ["share.{op}"] },
    { at: /^(?:orgs|workspaces|views|dashboards|recentviews|metadetails)/, own: ["metadata.{op}"] },
  ],
  campaigns: [
    { at: /lead|contact|list|subscribe|topic/i, own: ["contact.{op}"] },
    { at: /campaign/i, own: ["campaign.{op}"] },
  ],
  "marketing-automation": [
    { at: /lead|contact|list|subscribe/i, own: ["lead.{op}"] },
    { at: /campaign/i, own: ["campaign.{op}"] },
  ],
  cliq: [
    { at: /\/message$|^messages?(?:\/|$)/i, own: ["Webhooks.CREATE", "Messages.{op}"] },
    { at: /^channels/i, own: ["Channels.{op}"] },
    { at: /^chats/i, own: ["Chats.{op}"] },
    { at: /^users/i, own: ["Users.{op}"] },
    { at: /^bots/i, own: ["Bots.{op}"] },
  ],
  mail: [
    { at: /\/(messages|folders|labels|tags|tasks|notes)(?:\/|$)/, own: ["$1.{op}"] },
    { at: /^organization\/[^/]+\/([a-z]+)/, own: ["organization.$1.{op}"] },
    { at: /^accounts/, own: ["accounts.{op}"] },
  ],
  phonebridge: [{ at: /^/, own: ["call.log"], also: ["PhoneBridge.zohoone.search"] }],
  sheet: [{ at: /^/, own: ["dataAPI.{op}"] }],
  sign: [
    { at: /^templates/, own: ["templates.{op}"] },
    { at: /^account/, own: ["account.{op}"] },
    { at: /^/, own: ["documents.{op}"] },
  ],
  workdrive: [
    { at: /search/, own: ["files.READ"], also: [SEARCH] },
    { at: /^(teamfolders|workspace|team|users|files|privatespace|links)/, own: ["$1.{op}"] },
    { at: /^(?:upload|download|permissions)/, own: ["files.{op}"] },
  ],
};

const OPERATIONS: Readonly<Record<string, string>> = {
  GET: "READ",
  HEAD: "READ",
  POST: "CREATE",
  PUT: "UPDATE",
  PATCH: "UPDATE",
  DELETE: "DELETE",
};

/**
 * The scopes that a call most likely needs.
 *
 * @param path below the product's base
 * @returns `[]` where no rule knows the path
 */
export function likelyScopes(
  { id, scopePrefix }: { readonly id: ProductId; readonly scopePrefix: string },
  method: string,
  path: string,
): readonly string[] {
  const rule = SCOPE_RULES[id].find(({ at }) => at.test(path));
  const match = rule?.at.exec(path);
  if (rule === undefined || match === undefined || match === null) return [];
  const operation = OPERATIONS[method] ?? "ALL";
  const own = rule.own.map((scope) => {
    const named = scope.replace("$1", () => match[1] ?? "ALL").replace("$&", () => match[0]);
    return `${scopePrefix}.${named.replace("{op}", operation)}`;
  });
  return [...own, ...(rule.also ?? [])];
}
