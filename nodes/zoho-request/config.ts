import type { ProductId } from "../../src/zoho/products";
import type { ErrorRoute } from "../shared/error-route";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;
export type Method = (typeof METHODS)[number];

/** Types of a typed input, as Node-RED's editor names them. */
export type ValueType =
  "str" | "num" | "bool" | "json" | "msg" | "flow" | "global" | "env" | "jsonata" | "bin";

/** `name` is the name itself; the others say where the name is found. */
export const CONNECTION_TYPES = ["name", "msg", "flow", "env"] as const;
export type ConnectionType = (typeof CONNECTION_TYPES)[number];

/** `off`: the page that was asked for. `array`: every page to the end, as one array. */
export const PAGING_MODES = ["off", "array"] as const;
export type PagingMode = (typeof PAGING_MODES)[number];

/** Which of CRM's automations a write sets off. */
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

/** `records`: what the envelope holds. `raw`: the envelope as Zoho sent it. */
export const RESULT_SHAPES = ["records", "raw"] as const;
export type ResultShape = (typeof RESULT_SHAPES)[number];

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
  paging: PagingMode | "";
  workflows: WorkflowMode;
  triggers: WorkflowTrigger[];
  result: ResultShape;
  /** Seconds for one exchange with Zoho; 0: the default. */
  timeout: number;
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
  paging: "",
  workflows: "all",
  triggers: [],
  result: "records",
  timeout: 0,
  dryRun: false,
  errors: "catch",
  outputs: 1,
};
