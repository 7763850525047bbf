import type { Module } from "./module";

/** One condition of a custom view. */
export interface ViewRule {
  readonly field: string;
  readonly comparator: "equal" | "not_equal";
  /** `${CURRENTUSER}` and `${TODAY}` mean something else for each call. Zoho CRM v8: custom views. */
  readonly value: string | boolean;
}

/** A custom view: which records of a module it lists. */
export interface CustomView {
  readonly name: string;
  /** Views that every org has come with such a name; null: one that somebody made. */
  readonly systemName: string | null;
  /** All must hold; none: every record. */
  readonly rules: readonly ViewRule[];
}

function view(name: string, systemName: string | null, ...rules: readonly ViewRule[]): CustomView {
  return { name, systemName, rules };
}

function rule(field: string, comparator: ViewRule["comparator"], value: ViewRule["value"]): ViewRule {
  return { field, comparator, value };
}

/** Views beside those that all modules have, by API name of the module. */
const MORE_VIEWS: Readonly<Record<string, readonly CustomView[]>> = {
  Leads: [
    view("Not Contacted Leads", null, rule("Lead_Status", "equal", "Not Contacted")),
    view("Unsubscribed Leads", "UNSUBSCRIBED", rule("Email_Opt_Out", "equal", true)),
  ],
  Contacts: [view("Contacts in Bergen", null, rule("Mailing_City", "equal", "Bergen"))],
  Accounts: [view("Manufacturing Accounts", null, rule("Industry", "equal", "Manufacturing"))],
  Deals: [
    view(
      "Open Deals",
      "OPENVIEWS",
      rule("Stage", "not_equal", "Closed Won"),
      rule("Stage", "not_equal", "Closed Lost"),
    ),
    view("Won Deals", null, rule("Stage", "equal", "Closed Won")),
  ],
  Tasks: [
    view("Open Tasks", "OPENVIEWS", rule("Status", "not_equal", "Completed")),
    view("Completed Tasks", "CLOSEDVIEWS", rule("Status", "equal", "Completed")),
  ],
  Pipelines: [
    view(
      "Open Deals",
      "OPENVIEWS",
      rule("Stage", "not_equal", "Closed Won"),
      rule("Stage", "not_equal", "Closed Lost"),
    ),
  ],
  Products: [view("Active Products", "ACTIVEVIEWS", rule("Product_Active", "equal", true))],
};

/** The custom views of a module, in the order of the picker; the first is the default. */
export function customViewsOf(module: Module): readonly CustomView[] {
  return [
    view(`All ${module.plural}`, "ALLVIEWS"),
    view(`My ${module.plural}`, "MYVIEWS", rule("Owner", "equal", "${CURRENTUSER}")),
    view(`Todays ${module.plural}`, "TODAYVIEWS", rule("Created_Time", "equal", "${TODAY}")),
    ...(MORE_VIEWS[module.apiName] ?? []),
  ];
}

/** How many columns the views of every module have. */
const COLUMNS = 6;

/** The columns of a module's views: its name, then what comes first, without long texts. */
export function viewColumns(module: Module): readonly string[] {
  const own = module.fields
    .filter((field) => field.dataType !== "textarea" && !field.isCustom)
    .map((field) => field.apiName);
  return [...new Set([module.nameField, ...own])].slice(0, COLUMNS);
}
