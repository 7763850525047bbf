import type { Priority } from "../../src/api/governor/governor";
import type { ProductId } from "../../src/zoho/products";
import type { ErrorRoute } from "../shared/error-route";

/** The products whose changes can be watched, in the order of the dialog. */
export const CHANGES_PRODUCTS = ["crm", "books", "desk", "creator"] as const satisfies readonly ProductId[];
export type ChangesProductId = (typeof CHANGES_PRODUCTS)[number];

/** `name` is the name itself; the others say where it is found. There is no message that could bring it. */
export const CHANGES_CONNECTION_TYPES = ["name", "env", "flow", "global"] as const;
export type ChangesConnectionType = (typeof CHANGES_CONNECTION_TYPES)[number];

export const CHANGES_ORG_TYPES = ["str", "env", "flow", "global"] as const;
export type ChangesOrgType = (typeof CHANGES_ORG_TYPES)[number];

/** Where a node begins that has never watched this: `now` gives nothing of before, `everything` each record once. */
export const FIRST_RUNS = ["now", "date", "everything"] as const;
export type FirstRun = (typeof FIRST_RUNS)[number];

/** A message for each record that has changed, or one for each batch of them. */
export const CHANGES_OUTPUTS = ["record", "batch"] as const;
export type ChangesOutput = (typeof CHANGES_OUTPUTS)[number];

/** When a batch counts as taken: `sent` when it was handed to the flow, `asked` when the flow says so. */
export const ADVANCES = ["sent", "asked"] as const;
export type Advance = (typeof ADVANCES)[number];

/** Seconds in each unit of the interval. */
export const INTERVAL_UNITS = { seconds: 1, minutes: 60, hours: 3_600 } as const;
export type IntervalUnit = keyof typeof INTERVAL_UNITS;

/** Seconds: what is polled more often costs more than it brings. */
export const LEAST_INTERVAL = 10;
export const MOST_INTERVAL = 24 * 3_600;

/** Most changes of one batch: as many as a page of most products. */
export const MOST_IN_BATCH = 200;

/** Most minutes that the flow has to take a batch. */
export const MOST_MINUTES = 1_440;

/** Properties of a `zoho-changes`. */
export interface ChangesConfig {
  version: number;
  name: string;
  client: string;
  /** Blank: the client's only one. */
  connection: string;
  connectionType: ChangesConnectionType;
  product: ChangesProductId;
  /** Blank: the connection's. */
  org: string;
  orgType: ChangesOrgType;
  /** `Leads`; for Creator `owner/app/report`. */
  module: string;
  /** For Creator, which writes times without an offset: the application's zone (IANA), and how it writes them. */
  timeZone: string;
  timeFormat: string;
  /** API names; none for all that a list can hold. */
  fields: string[];
  filter: string;
  /** Whether deleted records come too. */
  deleted: boolean;
  interval: number;
  intervalUnit: IntervalUnit;
  firstRun: FirstRun;
  /** With `firstRun: "date"`: ISO 8601. */
  firstDate: string;
  output: ChangesOutput;
  batchSize: number;
  advance: Advance;
  /** With `advance: "asked"`: minutes until a batch that nobody has taken comes again. */
  takenMinutes: number;
  priority: Priority;
  errors: ErrorRoute;
  outputs: number;
}

export const CHANGES_DEFAULTS: ChangesConfig = {
  version: 1,
  name: "",
  client: "",
  connection: "",
  connectionType: "name",
  product: "crm",
  org: "",
  orgType: "str",
  module: "",
  timeZone: "",
  timeFormat: "",
  fields: [],
  filter: "",
  deleted: true,
  interval: 5,
  intervalUnit: "minutes",
  firstRun: "now",
  firstDate: "",
  output: "record",
  batchSize: 100,
  advance: "sent",
  takenMinutes: 10,
  priority: "background",
  errors: "catch",
  outputs: 1,
};

type Interval = Pick<ChangesConfig, "interval" | "intervalUnit">;

/** Whether a node may poll so often, and so rarely. */
export function isIntervalAllowed(interval: Interval): boolean {
  const seconds = secondsOf(interval);
  return seconds >= LEAST_INTERVAL && seconds <= MOST_INTERVAL;
}

/** Milliseconds between two polls, within what is allowed; that of a new node where it is no number. */
export function intervalMs(interval: Interval): number {
  const seconds = secondsOf(interval);
  const wanted = Number.isFinite(seconds) ? seconds : secondsOf(CHANGES_DEFAULTS);
  return Math.min(MOST_INTERVAL, Math.max(LEAST_INTERVAL, wanted)) * 1_000;
}

function secondsOf({ interval, intervalUnit }: Interval): number {
  return interval * (Object.hasOwn(INTERVAL_UNITS, intervalUnit) ? INTERVAL_UNITS[intervalUnit] : 60);
}

/** Changes of one batch, within what is allowed. */
export function batchSizeOf({ batchSize }: Pick<ChangesConfig, "batchSize">): number {
  const size = Math.floor(batchSize);
  return size >= 1 ? Math.min(size, MOST_IN_BATCH) : CHANGES_DEFAULTS.batchSize;
}
