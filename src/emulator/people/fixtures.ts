import { DATA_CENTERS, type DataCenterCode } from "../../zoho/data-centers";
import type { Environment } from "../../zoho/environments";
import { ZOHO_APPS } from "../../zoho/apps";
import type { OrgProduct } from "./org-products";

/** What people are good for, in the order in which they are listed; the texts are headings. */
export const PERSON_GROUPS = {
  begin: "To begin with",
  refused: "To see refusals",
  elsewhere: "In other data centers",
} as const;

export type PersonGroup = keyof typeof PERSON_GROUPS;

/** One person and what belongs to them, before IDs are made. */
export interface PersonFixture {
  readonly name: string;
  readonly email: string;
  readonly dataCenter: DataCenterCode;
  readonly group: PersonGroup;
  /** A few words for whoever chooses: what signing in as this person shows. */
  readonly shows: string;
  readonly apps: readonly string[];
  readonly orgs: readonly OrgFixture[];
  /** Name of a person before this one whose CRM orgs this one works in, with the profile Standard. */
  readonly colleagueOf?: string;
}

export interface OrgFixture {
  readonly product: OrgProduct;
  readonly name: string;
  readonly environment: Environment;
  readonly records: Readonly<Record<string, number>>;
}

function crm(name: string, environment: Environment, leads: number): OrgFixture {
  const share = (part: number): number => Math.max(4, Math.round(leads * part));
  return {
    product: "crm",
    name,
    environment,
    records: {
      Leads: leads,
      Contacts: share(0.5),
      Accounts: share(0.25),
      Deals: share(0.4),
      Tasks: share(0.2),
      Notes: share(0.1),
    },
  };
}

/** An org of a product without environments. */
function org(product: OrgProduct, name: string, records: OrgFixture["records"]): OrgFixture {
  return { product, name, environment: "Production", records };
}

/** The siblings of Books, each with lists of this many. */
function finance(name: string, count: number): readonly OrgFixture[] {
  return [
    org("inventory", name, { items: count, contacts: count, salesorders: count }),
    org("invoice", name, { contacts: count, invoices: count }),
    org("billing", name, { customers: count, invoices: count }),
    org("expense", name, { expensereports: count }),
  ];
}

/** The apps of which little is emulated, each with lists of several pages. */
function smallApps(name: string): readonly OrgFixture[] {
  return [
    org("recruit", name, { Candidates: 450, Job_Openings: 30 }),
    org("iot", name, { Devices: 450, Alarms: 260 }),
    org("analytics", name, { views: 130 }),
    org("campaigns", name, { lists: 45, listContacts: 450 }),
    org("cliq", name, { channels: 230, users: 120 }),
    org("mail", name, { messages: 450 }),
    org("marketing-automation", name, { lists: 45, listContacts: 450 }),
    org("phonebridge", name, { calls: 450 }),
    org("sheet", name, { rows: 2_300 }),
    org("sign", name, { requests: 230 }),
    org("workdrive", name, { files: 170 }),
  ];
}

function bigin(name: string): OrgFixture {
  return org("bigin", name, { Contacts: 40, Pipelines: 25, Products: 15, Notes: 8 });
}

/** Somebody with one small CRM org, so that every data center can be reached. */
function livesIn(dataCenter: DataCenterCode, name: string, company: string): PersonFixture {
  const email = `${name}@${company}.example`.toLowerCase().replaceAll(" ", "-");
  return {
    name,
    email,
    dataCenter,
    group: "elsewhere",
    shows: `lives in ${DATA_CENTERS[dataCenter].name}; one org`,
    apps: ["CRM", "Accounts"],
    orgs: [crm(company, "Production", 20)],
  };
}

/**
 * The people of every emulator: one for each way a consent can go. Acme's Leads span three pages of 200, and every
 * other org is smaller, so that a test sees at once which org it reached. In the products beside CRM the first org has
 * lists of several pages; some have none of a kind, because a list without rows is told in a way of its own.
 */
export const PEOPLE_FIXTURES: readonly PersonFixture[] = [
  {
    name: "Robin Vale",
    email: "robin.vale@acme.example",
    dataCenter: "us",
    group: "begin",
    shows: "all apps; one company in Production, Sandbox and Developer",
    apps: ZOHO_APPS.map((app) => app.name),
    orgs: [
      crm("Acme", "Production", 450),
      crm("Acme", "Sandbox", 24),
      crm("Acme", "Developer", 12),
      bigin("Acme"),
      org("desk", "Acme", { tickets: 230, contacts: 120 }),
      // Two, so that organization_id can't be left out.
      org("books", "Acme", { contacts: 450, invoices: 410, items: 60 }),
      org("books", "Acme Services", { contacts: 30, invoices: 0 }),
      org("creator", "Acme", { Visit: 450, Fault: 0, Reading: 3_200 }),
      org("projects", "Acme", { projects: 230 }),
      org("projects", "Acme Services", { projects: 0 }),
      org("people", "Acme", { employee: 450, candidate: 0 }),
      ...finance("Acme", 450),
      ...finance("Acme Services", 0),
      ...smallApps("Acme"),
      // A second one, so that a wrong organization can be named.
      org("analytics", "Acme Services", { views: 0 }),
    ],
  },
  {
    name: "Kim Hale",
    email: "kim.hale@ledger.example",
    dataCenter: "us",
    group: "refused",
    shows: "no CRM account: no_org",
    apps: ["Books", "Accounts"],
    orgs: [org("books", "Ledger", { contacts: 25, invoices: 12 })],
  },
  {
    name: "Noa Berg",
    email: "noa.berg@nordlicht.example",
    dataCenter: "eu",
    group: "elsewhere",
    shows: "lives in Europe; two environments, Bigin, Desk and Books",
    apps: ["CRM", "Bigin", "Desk", "Books", "Accounts"],
    orgs: [
      crm("Nordlicht", "Production", 60),
      crm("Nordlicht", "Sandbox", 15),
      bigin("Nordlicht"),
      org("desk", "Nordlicht", { tickets: 60, contacts: 20 }),
      org("books", "Nordlicht", { contacts: 40, invoices: 22 }),
    ],
  },
  {
    name: "Remy Roy",
    email: "remy.roy@maple.example",
    dataCenter: "ca",
    group: "elsewhere",
    shows: "lives in Canada, whose accounts server has an irregular name; most emulated apps",
    apps: ["CRM", "Desk", "Books", "Creator", "People", "Projects", "Accounts"],
    orgs: [
      crm("Maple Works", "Production", 45),
      org("desk", "Maple Works", { tickets: 55, contacts: 15 }),
      org("books", "Maple Works", { contacts: 35, invoices: 18 }),
      org("creator", "Maple Works", { Visit: 16, Fault: 3 }),
      org("projects", "Maple Works", { projects: 9 }),
      org("people", "Maple Works", { employee: 19, candidate: 2 }),
      org("inventory", "Maple Works", { items: 12, contacts: 14, salesorders: 8 }),
      org("cliq", "Maple Works", { channels: 60, users: 9 }),
      org("mail", "Maple Works", { messages: 25 }),
    ],
  },
  {
    name: "Alex Stone",
    email: "alex.stone@birch.example",
    dataCenter: "us",
    group: "begin",
    shows: "several companies and environments: five orgs to choose from",
    apps: ["CRM", "Desk", "Books", "Creator", "Accounts"],
    orgs: [
      crm("Birch Retail", "Production", 80),
      crm("Birch Retail", "Sandbox", 18),
      crm("Birch Retail", "Developer", 10),
      crm("Cedar Foods", "Production", 35),
      crm("Cedar Foods", "Sandbox", 14),
      // Two, so that a portal must be picked.
      org("desk", "Birch Retail", { tickets: 50, contacts: 25 }),
      org("desk", "Cedar Foods", { tickets: 0, contacts: 10 }),
      org("books", "Birch Retail", { contacts: 33, invoices: 15 }),
      org("creator", "Birch Retail", { Visit: 20, Fault: 4 }),
    ],
  },
  {
    name: "Jo Lind",
    email: "jo.lind@acme.example",
    dataCenter: "us",
    group: "refused",
    shows: "works at Acme with the profile Standard: may neither delete records nor change settings",
    apps: ["CRM", "Accounts"],
    orgs: [],
    colleagueOf: "Robin Vale",
  },
  livesIn("in", "Asha Rao", "Lotus Mills"),
  livesIn("au", "Bea Ward", "Coral Coast"),
  livesIn("jp", "Ren Mori", "Hinode Parts"),
  livesIn("sa", "Sami Nasr", "Najd Supplies"),
  livesIn("cn", "Lin Wei", "Jade River"),
  livesIn("uk", "Pat Moss", "Thames Lane"),
  livesIn("ae", "Rana Saif", "Pearl Gulf"),
  livesIn("sg", "Kit Tan", "Straits Tools"),
];
