import { LEAD_INTERESTS } from "../modules/crm-modules";
import type { Reference } from "../stored-record";
import type { Draft } from "./draft";
import type { FieldMaker } from "./lazy-fields";
import { CITIES, COMPANIES, FIRST_NAMES, LAST_NAMES } from "./names";

/** Names as e-mail addresses have them. */
const LOWER: ReadonlyMap<string, string> = new Map(
  [...FIRST_NAMES, ...LAST_NAMES].map((name) => [name, name.toLowerCase()]),
);
const PHONES = Array.from({ length: 100 }, (_, number) => `+1 555 01${String(number).padStart(2, "0")}`);

const SOURCES = ["Cold Call", "Trade Show", "Web Form"];
const STATES = ["Contacted", "Not Contacted", "Pre-Qualified"];

const firstName = (draft: Draft): string => draft.from(FIRST_NAMES, "first") ?? "";
const lastName = (draft: Draft): string => draft.from(LAST_NAMES, "last") ?? "";
const fullName = (draft: Draft): string => `${firstName(draft)} ${lastName(draft)}`;

/** Ends in the number of the record, so that no two are the same: `ada.holt.17@production.example`. */
const email = (draft: Draft): string =>
  `${LOWER.get(firstName(draft)) ?? ""}.${LOWER.get(lastName(draft)) ?? ""}.${draft.n}@${draft.domain}`;

function phone(draft: Draft): string {
  return PHONES[draft.below(PHONES.length, "phone")] ?? "";
}

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2025, 10, 6);
const DAYS = Array.from({ length: 200 }, (_, n) =>
  new Date(FIRST_DAY + n * DAY_MS).toISOString().slice(0, 10),
);

function day(draft: Draft): string {
  return DAYS[draft.below(DAYS.length, "day")] ?? "";
}

/** Every quarter of an hour from eight to five. */
const TIMES = Array.from({ length: 36 }, (_, n) => {
  const hour = String(8 + Math.floor(n / 4)).padStart(2, "0");
  return `${hour}:${String(15 * (n % 4)).padStart(2, "0")}:00`;
});

function moment(draft: Draft): string {
  return `${day(draft)}T${TIMES[draft.below(TIMES.length, "time")] ?? ""}${draft.offset}`;
}

/** All that a lead may want at once, nothing included. */
const INTEREST_SETS = Array.from({ length: 2 ** LEAD_INTERESTS.length }, (_, set) =>
  LEAD_INTERESTS.filter((_interest, bit) => (set & (1 << bit)) !== 0),
);

/** Parts of notes, and whose they are. */
const NOTE_TITLES = ["Asked for a demo", "Called", "Met at the fair", "Sent an offer"];
const CRM_PARENTS = ["Leads", "Contacts", "Accounts", "Deals"];
const BIGIN_PARENTS = ["Contacts", "Pipelines", "Products"];
const TASK_PARENTS = ["Accounts", "Deals", "Leads"];

/** A record of one of these modules. */
function parent(draft: Draft, modules: readonly string[]): Reference | null {
  const module = draft.from(modules, "parent");
  const record = module === null ? null : draft.other(module);
  return record === null || module === null ? null : { ...record, module };
}

/** How the records of a module come about. */
export interface ModuleDraft {
  /** The field that names a record in lookups. */
  readonly nameField: string;
  /** By field name; lookups may not go round in a circle. */
  readonly fields: Readonly<Record<string, FieldMaker>>;
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
    fields: {
      First_Name: firstName,
      Last_Name: lastName,
      Full_Name: fullName,
      Email: email,
      Company: (draft) => draft.from(COMPANIES, "company"),
      Phone: phone,
      City: (draft) => draft.from(CITIES, "city"),
      Lead_Source: (draft) => draft.from(SOURCES, "source"),
      Lead_Status: (draft) => draft.from(STATES, "status"),
      Annual_Revenue: (draft) => 10_000 * draft.below(500, "revenue"),
      No_of_Employees: (draft) => 1 + draft.below(900, "employees"),
      Email_Opt_Out: (draft) => draft.below(10, "opt out") === 0,
      Interests: (draft) => draft.from(INTEREST_SETS, "interests"),
      Next_Contact_Time: moment,
      Sensor_ID: (draft) =>
        draft.below(4, "has sensor") === 0 ? `S-${String(draft.n).padStart(5, "0")}` : null,
    },
  },
  Contacts: {
    nameField: "Full_Name",
    numberIn: numberInEmail,
    fields: {
      First_Name: firstName,
      Last_Name: lastName,
      Full_Name: fullName,
      Email: email,
      Phone: phone,
      Mailing_City: (draft) => draft.from(CITIES, "city"),
      // Bigin's contacts have no such field, so nobody looks.
      Account_Name: (draft) => draft.other("Accounts"),
    },
  },
  Accounts: {
    nameField: "Account_Name",
    fields: {
      Account_Name: (draft) => `${draft.from(COMPANIES, "company") ?? ""} ${draft.n}`,
      Phone: phone,
      Industry: (draft) => draft.from(["Energy", "Food", "Logistics", "Manufacturing", "Retail"], "industry"),
      Billing_City: (draft) => draft.from(CITIES, "city"),
      Employees: (draft) => 5 + draft.below(2_000, "employees"),
    },
  },
  Deals: {
    nameField: "Deal_Name",
    fields: {
      Deal_Name: (draft) => `${draft.from(COMPANIES, "company") ?? ""} order ${draft.n}`,
      Stage: (draft) =>
        draft.from(["Qualification", "Needs Analysis", "Negotiation/Review", "Closed Won"], "stage"),
      Amount: (draft) => 50 * draft.below(2_000, "amount"),
      Closing_Date: day,
      Account_Name: (draft) => draft.other("Accounts"),
      Contact_Name: (draft) => draft.other("Contacts"),
    },
  },
  Tasks: {
    nameField: "Subject",
    fields: {
      Subject: (draft) => `Call ${draft.from(COMPANIES, "company") ?? ""} back (${draft.n})`,
      Due_Date: day,
      Status: (draft) => draft.from(["Not Started", "In Progress", "Completed"], "status"),
      Priority: (draft) => draft.from(["High", "Normal", "Low"], "priority"),
      Who_Id: (draft) => draft.other("Contacts"),
      What_Id: (draft) => parent(draft, TASK_PARENTS),
    },
  },
  Pipelines: {
    nameField: "Deal_Name",
    fields: {
      Deal_Name: (draft) => `${draft.from(COMPANIES, "company") ?? ""} order ${draft.n}`,
      Stage: (draft) => draft.from(["Qualification", "Proposal", "Closed Won"], "stage"),
      Amount: (draft) => 50 * draft.below(400, "amount"),
      Closing_Date: day,
      Contact_Name: (draft) => draft.other("Contacts"),
    },
  },
  Products: {
    nameField: "Product_Name",
    fields: {
      Product_Name: (draft) => `Part ${draft.n}`,
      Product_Code: (draft) => `P-${String(draft.n).padStart(4, "0")}`,
      Unit_Price: (draft) => 5 + draft.below(300, "price"),
      Product_Active: (draft) => draft.below(5, "active") > 0,
    },
  },
  Notes: {
    nameField: "Note_Title",
    fields: {
      Note_Title: (draft) => draft.from(NOTE_TITLES, "title"),
      Note_Content: (draft) => `${draft.from(FIRST_NAMES, "who") ?? ""} asks to be called back (${draft.n}).`,
      Parent_Id: (draft) => parent(draft, draft.product === "crm" ? CRM_PARENTS : BIGIN_PARENTS),
    },
  },
};
