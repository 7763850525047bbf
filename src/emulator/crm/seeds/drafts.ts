import type { FieldValue } from "../stored-record";
import type { Draft } from "./draft";

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

/** Names as e-mail addresses have them. */
const LOWER: ReadonlyMap<string, string> = new Map(
  [...FIRST_NAMES, ...LAST_NAMES].map((name) => [name, name.toLowerCase()]),
);
const PHONES = Array.from({ length: 100 }, (_, number) => `+1 555 01${String(number).padStart(2, "0")}`);

const SOURCES = ["Cold Call", "Trade Show", "Web Form"];
const STATES = ["Contacted", "Not Contacted", "Pre-Qualified"];

/** First name, last name and e-mail address of Leads and Contacts. */
function person(draft: Draft): readonly [first: string, last: string, email: string] {
  const first = draft.from(FIRST_NAMES, "first") ?? "";
  const last = draft.from(LAST_NAMES, "last") ?? "";
  return [first, last, `${LOWER.get(first) ?? ""}.${LOWER.get(last) ?? ""}.${draft.n}@${draft.domain}`];
}

function phone(draft: Draft): string {
  return PHONES[draft.below(PHONES.length, "phone")] ?? "";
}

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2025, 10, 6);

function day(draft: Draft): string {
  return new Date(FIRST_DAY + draft.below(200, "day") * DAY_MS).toISOString().slice(0, 10);
}

/** How the records of a module come about. */
export interface ModuleDraft {
  /** The field that names a record in lookups. */
  readonly nameField: string;
  /** Whole sets of values; lookups may not go round in a circle. */
  readonly fields: (draft: Draft) => Readonly<Record<string, FieldValue>>;
  /** The number of the record that would have this value in a unique field: no index need be kept. */
  readonly numberIn?: (field: string, value: string) => number | undefined;
}

/** E-mail addresses of people end in their number: `ada.holt.17@production.example`. */
function numberInEmail(field: string, value: string): number | undefined {
  const number = field === "Email" ? /\.(\d{1,9})@/.exec(value)?.[1] : undefined;
  return number === undefined ? undefined : Number(number);
}

export const DRAFTS: Readonly<Record<string, ModuleDraft>> = {
  Leads: {
    nameField: "Full_Name",
    numberIn: numberInEmail,
    fields(draft) {
      const [first, last, email] = person(draft);
      // Written out: spreading a part into every record would take most of the time of a list.
      return {
        First_Name: first,
        Last_Name: last,
        Full_Name: `${first} ${last}`,
        Email: email,
        Company: draft.from(COMPANIES, "company"),
        Phone: phone(draft),
        City: draft.from(CITIES, "city"),
        Lead_Source: draft.from(SOURCES, "source"),
        Lead_Status: draft.from(STATES, "status"),
        Annual_Revenue: 10_000 * draft.below(500, "revenue"),
        No_of_Employees: 1 + draft.below(900, "employees"),
        Email_Opt_Out: draft.below(10, "opt out") === 0,
      };
    },
  },
  Contacts: {
    nameField: "Full_Name",
    numberIn: numberInEmail,
    fields(draft) {
      const [first, last, email] = person(draft);
      // Written out: spreading a part into every record would take most of the time of a list.
      return {
        First_Name: first,
        Last_Name: last,
        Full_Name: `${first} ${last}`,
        Email: email,
        Phone: phone(draft),
        Mailing_City: draft.from(CITIES, "city"),
        ...(draft.product === "crm" ? { Account_Name: draft.other("Accounts") } : {}),
      };
    },
  },
  Accounts: {
    nameField: "Account_Name",
    fields: (draft) => ({
      Account_Name: `${draft.from(COMPANIES, "company") ?? ""} ${draft.n}`,
      Phone: phone(draft),
      Industry: draft.from(["Energy", "Food", "Logistics", "Manufacturing", "Retail"], "industry"),
      Billing_City: draft.from(CITIES, "city"),
      Employees: 5 + draft.below(2_000, "employees"),
    }),
  },
  Deals: {
    nameField: "Deal_Name",
    fields: (draft) => ({
      Deal_Name: `${draft.from(COMPANIES, "company") ?? ""} order ${draft.n}`,
      Stage: draft.from(["Qualification", "Needs Analysis", "Negotiation/Review", "Closed Won"], "stage"),
      Amount: 50 * draft.below(2_000, "amount"),
      Closing_Date: day(draft),
      Account_Name: draft.other("Accounts"),
      Contact_Name: draft.other("Contacts"),
    }),
  },
  Tasks: {
    nameField: "Subject",
    fields: (draft) => ({
      Subject: `Call ${draft.from(COMPANIES, "company") ?? ""} back (${draft.n})`,
      Due_Date: day(draft),
      Status: draft.from(["Not Started", "In Progress", "Completed"], "status"),
      Priority: draft.from(["High", "Normal", "Low"], "priority"),
      Who_Id: draft.other("Contacts"),
    }),
  },
  Pipelines: {
    nameField: "Deal_Name",
    fields: (draft) => ({
      Deal_Name: `${draft.from(COMPANIES, "company") ?? ""} order ${draft.n}`,
      Stage: draft.from(["Qualification", "Proposal", "Closed Won"], "stage"),
      Amount: 50 * draft.below(400, "amount"),
      Closing_Date: day(draft),
      Contact_Name: draft.other("Contacts"),
    }),
  },
  Products: {
    nameField: "Product_Name",
    fields: (draft) => ({
      Product_Name: `Part ${draft.n}`,
      Product_Code: `P-${String(draft.n).padStart(4, "0")}`,
      Unit_Price: 5 + draft.below(300, "price"),
      Product_Active: draft.below(5, "active") > 0,
    }),
  },
};
