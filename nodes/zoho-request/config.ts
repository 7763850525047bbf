import type { BodyFormat } from "../../src/api/body/body-format";
import type { Priority } from "../../src/api/governor/governor";
import type { ProductId } from "../../src/zoho/products";
import type { ErrorRoute } from "../shared/error-route";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;
export type Method = (typeof METHODS)[number];

/** Types of a typed input, as Node-RED's editor names them. */
export const VALUE_TYPES = [
  "str",
  "num",
  "bool",
  "json",
  "msg",
  "flow",
  "global",
  "env",
  "jsonata",
  "bin",
] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/** `name` is the name itself; the others say where the name is found. */
export const CONNECTION_TYPES = ["name", "msg", "flow", "env"] as const;
export type ConnectionType = (typeof CONNECTION_TYPES)[number];

/**
 * `off`: the page that was asked for. To the end of the list: `array` as one array, `pages` a message for each page,
 * `records` one for each record, `asked` the next page whenever a message asks for it.
 */
export const PAGING_MODES = ["off", "array", "pages", "records", "asked"] as const;
export type PagingMode = (typeof PAGING_MODES)[number];

/** Which automations a write to CRM, Bigin or Recruit sets off. */
export const WORKFLOW_MODES = ["all", "none", "chosen"] as const;
export type WorkflowMode = (typeof WORKFLOW_MODES)[number];

export const WORKFLOW_TRIGGERS = [
  "workflow",
  "approval",
  "blueprint",
  "pathfinder",
  "orchestration",
] as const;
export type WorkflowTrigger = (typeof WORKFLOW_TRIGGERS)[number];

/** `records`: what the envelope holds. `raw`: the envelope as Zoho sent it. `file`: a file on this machine. */
export const RESULT_SHAPES = ["records", "raw", "file"] as const;
export type ResultShape = (typeof RESULT_SHAPES)[number];

/** `background`: others go first, and the last credits of the day stay theirs. */
export const PRIORITIES = ["interactive", "background"] as const satisfies readonly Priority[];

/** More records of single messages are never held for one write. */
export const MOST_COLLECTED = 1_000;

/** What becomes of a write that Zoho can't take now. `keep`: it is stored on this machine's disk and delivered later. */
export const IF_UNREACHABLE = ["error", "keep"] as const;
export type IfUnreachable = (typeof IF_UNREACHABLE)[number];

/** The limits of what a node keeps, by property: least and most that may be entered. */
export const KEEP_LIMITS = {
  keepRecords: { least: 1, most: 10_000_000 },
  keepMegabytes: { least: 1, most: 100_000 },
  keepDays: { least: 0.01, most: 365 },
} as const;
export type KeepLimit = keyof typeof KEEP_LIMITS;

/** A row of the query or header list. */
export interface NamedValue {
  name: string;
  value: string;
  type: ValueType;
}

/** Properties of a `zoho-request`. A blank one is taken from `msg.zoho.<property>`. */
export interface RequestConfig {
  version: number;
  name: string;
  client: string;
  connection: string;
  connectionType: ConnectionType;
  product: ProductId | "";
  org: string;
  orgType: ValueType;
  method: Method | "";
  path: string;
  query: NamedValue[];
  headers: NamedValue[];
  body: string;
  bodyType: ValueType;
  bodyFormat: BodyFormat | "";
  paging: PagingMode | "";
  /** Records for each page of a list; 0: as many as the product gives at once. */
  pageSize: number;
  /** Records after which a list is read no further; 0: to its end. */
  maxRecords: number;
  workflows: WorkflowMode;
  triggers: WorkflowTrigger[];
  /** Records of single messages that go together in one write; 0: each message is a call of its own. */
  collect: number;
  /** Seconds after the first of them until they go, however few there are. */
  collectSeconds: number;
  ifUnreachable: IfUnreachable;
  /** Records that are kept at most; a write beyond is refused. */
  keepRecords: number;
  /** Disk that they may take, in megabytes (1,000,000 bytes). */
  keepMegabytes: number;
  /** Days after which a record is too old to be delivered. */
  keepDays: number;
  result: ResultShape;
  /** Where the answer goes with `result: "file"`. */
  resultFile: string;
  resultFileType: ValueType;
  /** Seconds for one exchange with Zoho; 0: the default. */
  timeout: number;
  /** Seconds for a message as a whole, with its waits and repetitions; 0: no limit. */
  maxTime: number;
  priority: Priority | "";
  dryRun: boolean;
  errors: ErrorRoute;
  outputs: number;
}

export const REQUEST_DEFAULTS: RequestConfig = {
  version: 1,
  name: "",
  client: "",
  connection: "",
  connectionType: "name",
  product: "crm",
  org: "",
  orgType: "str",
  method: "GET",
  path: "",
  query: [],
  headers: [],
  body: "payload",
  bodyType: "msg",
  bodyFormat: "",
  paging: "",
  pageSize: 0,
  maxRecords: 0,
  workflows: "all",
  triggers: [],
  collect: 0,
  collectSeconds: 5,
  ifUnreachable: "error",
  keepRecords: 100_000,
  keepMegabytes: 200,
  keepDays: 7,
  result: "records",
  resultFile: "",
  resultFileType: "str",
  timeout: 0,
  maxTime: 0,
  priority: "",
  dryRun: false,
  errors: "catch",
  outputs: 1,
};
