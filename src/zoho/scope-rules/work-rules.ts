import { type ScopeRule, SEARCH } from "./scope-rule";

/** Zoho Desk API v1: the scopes of its OpenAPI files. Whatever is changed within a ticket or contact is an update of it. */
const DESK: readonly ScopeRule[] = [
  { at: /(?:^|\/)search$/, own: ["search.READ"] },
  {
    at: /^(?:organizations|departments|agents|teams|roles|profiles|accessibleOrganizations)(?:\/|$)/,
    own: ["basic.{op}"],
    or: ["settings.{op}"],
  },
  { at: /^uploads$/, own: ["basic.CREATE"] },
  { at: /^(tickets|contacts)\/(?:moveToTrash|deleteSpam)$/, own: ["$1.DELETE"] },
  { at: /^(tickets|tasks|events|calls|products)\/[^/]+\/./, own: ["$1.{edit}"] },
  { at: /^(?:contacts|accounts)\/[^/]+\/./, own: ["contacts.{edit}"] },
  { at: /^(?:contacts|accounts)(?:\/|$)/, own: ["contacts.{op}"] },
  { at: /^(tickets|tasks|events|calls|products)(?:\/|$)/, own: ["$1.{op}"] },
  { at: /^(?:closeTickets|ticketTags|ticketsCount)(?:\/|$)/, own: ["tickets.{edit}"] },
  { at: /^(?:articles|kbCategory|kbRootCategories)(?:\/|$)/, own: ["articles.{op}"] },
  { at: /^webhooks(?:\/|$)/, own: ["events.{op}"], or: ["settings.{op}"], isGuess: true },
  { at: /^([A-Za-z]+)/, own: ["$1.{op}"], or: ["settings.{op}"], isGuess: true },
];

/** Zoho Creator API v2.1: the scope of each API page. */
const CREATOR: readonly ScopeRule[] = [
  { at: /^data\/[^/]+\/[^/]+\/form\//, own: ["form.CREATE"] },
  { at: /^data\/[^/]+\/[^/]+\/report\//, own: ["report.{op}"] },
  { at: /^bulk\//, own: ["bulk.{op}"] },
  { at: /^meta\/[^/]+\/[^/]+\/form\//, own: ["meta.form.READ"] },
  { at: /^meta\/applications/, own: ["dashboard.READ"] },
  { at: /^meta\//, own: ["meta.application.READ"] },
];

/** Zoho Projects API v3: available scopes. */
const PROJECTS: readonly ScopeRule[] = [
  { at: /\/search$/, own: ["portals.READ"], also: [SEARCH] },
  { at: /^portals?(?:\/[^/]+)?$/, own: ["portals.{op}"] },
  { at: /\/(tasks|tasklists|milestones|bugs|events|forums|users|tags)(?:\/[^/]+)?$/, own: ["$1.{op}"] },
  { at: /\/(?:logs|timelogs?|timesheet)(?:\/|$)/, own: ["timesheets.{op}"] },
  { at: /^portal\/[^/]+\/projects(?:\/[^/]+)?$/, own: ["projects.{op}"] },
  { at: /^portal\/[^/]+\/projects/, own: ["projects.{op}"], isGuess: true },
];

/** Zoho People API: OAuth scopes. Records of forms are changed by POST, too. */
const PEOPLE: readonly ScopeRule[] = [
  { at: /^forms\/.*\/updateRecord$/, own: ["forms.UPDATE"] },
  { at: /^forms/, own: ["forms.{op}"] },
  { at: /^(?:leave|attendance|timetracker)(?=\/|$)/, own: ["$&.{op}"] },
  { at: /^employee/, own: ["employee.{op}"], isGuess: true },
];

/** Zoho WorkDrive API v1: scopes, and those of each API page. */
const WORKDRIVE: readonly ScopeRule[] = [
  { at: /search/, own: ["files.READ"], also: [SEARCH] },
  { at: /^permissions(?:\/|$)/, own: ["files.sharing.{op}"] },
  { at: /^(teamfolders|workspace|team|files|links)/, own: ["$1.{op}"] },
  { at: /^(?:upload|download)(?:\/|$)/, own: ["files.{op}"] },
  { at: /^(users|privatespace)/, own: ["$1.{op}"], isGuess: true },
];

/** Zoho Analytics API v2: the scopes of its OpenAPI files, which are in lower case. */
const ANALYTICS: readonly ScopeRule[] = [
  { at: /(?:^bulk\/|\/data$|\/rows$)/, own: ["data.{lower}"] },
  { at: /\/(?:share|groups|users)(?:\/|$)/, own: ["share.{lower}"], isGuess: true },
  {
    at: /^(?:orgs|workspaces|views|dashboards|recentviews|metadetails)/,
    on: ["GET", "HEAD"],
    own: ["metadata.read"],
  },
  {
    at: /^(?:orgs|workspaces|views|dashboards|recentviews|metadetails)/,
    own: ["metadata.{lower}"],
    isGuess: true,
  },
];

/** Products with envelopes of their own that are known well. */
export const WORK_RULES = {
  desk: DESK,
  creator: CREATOR,
  projects: PROJECTS,
  people: PEOPLE,
  workdrive: WORKDRIVE,
  analytics: ANALYTICS,
} as const;
