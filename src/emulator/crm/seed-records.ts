import { numberOf } from "../random/seeded-random";
import type { Org } from "../people/person";
import type { FieldValue, Reference } from "./module-records";
import type { OrgData } from "./org-records";

const FIRST_NAMES = [
  "Ada",
  "Bo",
  "Cleo",
  "Dana",
  "Eli",
  "Fay",
  "Gil",
  "Hana",
  "Ira",
  "Jun",
  "Kai",
  "Lea",
  "Mio",
  "Nia",
  "Ola",
];
const LAST_NAMES = [
  "Abel",
  "Brook",
  "Crane",
  "Dahl",
  "Ebner",
  "Frost",
  "Grove",
  "Holt",
  "Iver",
  "Jung",
  "Kern",
  "Lund",
  "Marsh",
];
const COMPANIES = [
  "Amber Tools",
  "Blue Kiln",
  "Cobalt Freight",
  "Dune Optics",
  "Elm Pumps",
  "Fjord Dairy",
  "Granite Lifts",
];
const CITIES = ["Arnhem", "Bergen", "Calgary", "Denver", "Erfurt", "Fresno", "Galway"];

/** Seeded records are as old as this and older, whatever the clock says: they follow from the seed alone. */
const NEWEST = Date.UTC(2026, 0, 5, 9, 0, 0);
const HOUR_MS = 3_600_000;

/** Whatever module: the name, the number of the record, and a draw for its other values. */
interface Draft {
  readonly org: Org;
  readonly n: number;
  readonly from: <T extends FieldValue>(list: readonly T[], salt: string) => T | null;
  readonly below: (limit: number, salt: string) => number;
  /** A record of another module. */
  readonly other: (module: string) => Reference | null;
}

function personName(draft: Draft): Readonly<Record<string, FieldValue>> {
  const first = draft.from(FIRST_NAMES, "first") ?? "";
  const last = draft.from(LAST_NAMES, "last") ?? "";
  const email = `${first}.${last}.${draft.n}@${draft.org.environment}.example`.toLowerCase();
  return { First_Name: first, Last_Name: last, Full_Name: `${first} ${last}`, Email: email };
}

function phone(draft: Draft): string {
  return `+1 555 01${String(draft.below(100, "phone")).padStart(2, "0")}`;
}

function day(draft: Draft): string {
  return new Date(NEWEST + (draft.below(200, "day") - 60) * 24 * HOUR_MS).toISOString().slice(0, 10);
}

const DRAFTS: Readonly<Record<string, (draft: Draft) => Readonly<Record<string, FieldValue>>>> = {
  Leads: (draft) => ({
    ...personName(draft),
    Company: draft.from(COMPANIES, "company"),
    Phone: phone(draft),
    City: draft.from(CITIES, "city"),
    Lead_Source: draft.from(["Cold Call", "Trade Show", "Web Form"], "source"),
    Lead_Status: draft.from(["Contacted", "Not Contacted", "Pre-Qualified"], "status"),
    Annual_Revenue: 10_000 * draft.below(500, "revenue"),
    No_of_Employees: 1 + draft.below(900, "employees"),
    Email_Opt_Out: draft.below(10, "opt out") === 0,
  }),
  Contacts: (draft) => ({
    ...personName(draft),
    Phone: phone(draft),
    Mailing_City: draft.from(CITIES, "city"),
    ...(draft.org.product === "crm" ? { Account_Name: draft.other("Accounts") } : {}),
  }),
  Accounts: (draft) => ({
    Account_Name: `${draft.from(COMPANIES, "company") ?? ""} ${draft.n}`,
    Phone: phone(draft),
    Industry: draft.from(["Energy", "Food", "Logistics", "Manufacturing", "Retail"], "industry"),
    Billing_City: draft.from(CITIES, "city"),
    Employees: 5 + draft.below(2_000, "employees"),
  }),
  Deals: (draft) => ({
    Deal_Name: `${draft.from(COMPANIES, "company") ?? ""} order ${draft.n}`,
    Stage: draft.from(["Qualification", "Needs Analysis", "Negotiation/Review", "Closed Won"], "stage"),
    Amount: 50 * draft.below(2_000, "amount"),
    Closing_Date: day(draft),
    Account_Name: draft.other("Accounts"),
    Contact_Name: draft.other("Contacts"),
  }),
  Tasks: (draft) => ({
    Subject: `Call ${draft.from(COMPANIES, "company") ?? ""} back (${draft.n})`,
    Due_Date: day(draft),
    Status: draft.from(["Not Started", "In Progress", "Completed"], "status"),
    Priority: draft.from(["High", "Normal", "Low"], "priority"),
    Who_Id: draft.other("Contacts"),
  }),
  Pipelines: (draft) => ({
    Deal_Name: `${draft.from(COMPANIES, "company") ?? ""} order ${draft.n}`,
    Stage: draft.from(["Qualification", "Proposal", "Closed Won"], "stage"),
    Amount: 50 * draft.below(400, "amount"),
    Closing_Date: day(draft),
    Contact_Name: draft.other("Contacts"),
  }),
  Products: (draft) => ({
    Product_Name: `Part ${draft.n}`,
    Product_Code: `P-${String(draft.n).padStart(4, "0")}`,
    Unit_Price: 5 + draft.below(300, "price"),
    Product_Active: draft.below(5, "active") > 0,
  }),
};

/** Lookups point to modules that come before theirs. */
const ORDER = ["Accounts", "Contacts", "Leads", "Deals", "Tasks", "Pipelines", "Products"];

/** Fills a new org with its first records. */
export function seedRecords(seed: number, org: Org, data: OrgData): void {
  const owner = { id: `${org.prefix}000000068013`, name: "Jo Lind", email: "jo.lind@emulator.example" };
  const total = Object.values(org.records).reduce((sum, count) => sum + count, 0);
  let made = 0;
  for (const module of ORDER) {
    const draw = DRAFTS[module];
    const records = data.modules.get(module);
    if (draw === undefined || records === undefined) continue;
    for (let n = 1; n <= (org.records[module] ?? 0); n += 1) {
      const below = (limit: number, salt: string): number =>
        numberOf(seed, `${org.id}/${module}/${n}/${salt}`, limit);
      const fields = draw({
        org,
        n,
        below,
        from: (list, salt) => list[below(list.length, salt)] ?? null,
        other(name) {
          const others = data.modules.get(name)?.all() ?? [];
          const found = others[below(Math.max(others.length, 1), name)];
          const title = found?.fields["Full_Name"] ?? found?.fields["Account_Name"];
          return found === undefined || typeof title !== "string" ? null : { id: found.id, name: title };
        },
      });
      made += 1;
      const time = NEWEST - (total - made) * HOUR_MS;
      const by = { owner, createdBy: owner, modifiedBy: owner };
      records.put({ id: data.nextId(), createdAt: time, modifiedAt: time, ...by, fields });
    }
  }
}
