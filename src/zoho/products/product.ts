import type { DataCenter } from "../data-centers";
import type { DialectId } from "../dialects/dialect";
import type { Environment } from "../environments";
import type { PagerId } from "../page-rules";

/** The products that `zoho-request` knows, in the order of its dialog. A new one is an ID here and a row of `PRODUCTS`. */
export const PRODUCT_IDS = [
  "crm",
  "bigin",
  "books",
  "inventory",
  "invoice",
  "billing",
  "expense",
  "desk",
  "creator",
  "projects",
  "people",
  "recruit",
  "iot",
  "analytics",
  "campaigns",
  "cliq",
  "mail",
  "marketing-automation",
  "phonebridge",
  "sheet",
  "sign",
  "workdrive",
] as const;

export type ProductId = (typeof PRODUCT_IDS)[number];

/**
 * How a call says which org it is for.
 *
 * - `token`: it can't, the token stands for one org.
 * - `query`, `header`: by a parameter of this name.
 * - `path`: by the segment after `name`, e.g. `portal/{id}/projects`.
 */
export type OrgSelector =
  | { readonly in: "token" }
  | {
      readonly in: "query" | "header" | "path";
      readonly name: string;
      /** True where Zoho knows the org without it. */
      readonly optional: boolean;
      /** Resources that belong to no org: the list of orgs itself. */
      readonly notFor: RegExp;
    };

/** What Zoho publishes about how much may be asked. */
interface CallLimits {
  /** Calls of one org that may be in the air at once in the lowest paid edition. */
  readonly concurrency: number;
  /** How many of them may be costly ones (`costOf`); absent: all. */
  readonly heavyConcurrency?: number;
  /** Calls in a span of time, milliseconds. */
  readonly window?: { readonly calls: number; readonly ms: number };
}

/** How many records fit into one call; 1 where a call writes one record. */
interface BatchLimits {
  readonly write: number;
  /** IDs in one call that deletes. */
  readonly delete: number;
}

/** One product, as `zoho-request` needs to know it. */
export interface Product {
  readonly id: ProductId;
  readonly name: string;
  /** Path before the resource, with the API version. */
  readonly basePath: string;
  /**
   * First segments of this product's paths on its host. A path that begins with one of them counts from the host, so
   * that other versions and special places (`crm/bulk/v8/read`) can be reached; all others stand below `basePath`.
   */
  readonly roots: readonly string[];
  /** Where it is served: the gateway host of the environment, or a host of its own. */
  readonly host: (dc: DataCenter, environment: Environment) => string;
  /** First segment of its scopes. */
  readonly scopePrefix: string;
  /** True where consent ends in `no_org` for a person without an account in this app. */
  readonly accountRequired: boolean;
  readonly orgSelector: OrgSelector;
  /** How its lists are given in pages, where no rule for a path says otherwise. */
  readonly pager: PagerId;
  /** How it words its failures. */
  readonly dialect: DialectId;
  readonly limits: CallLimits;
  readonly batch: BatchLimits;
  /** What its answers are asked for as. */
  readonly accept: string;
  /** POSTs that can be sent again without harm: reads and upserts. */
  readonly repeatablePost: RegExp;
  /** POSTs that only read: a query stands in the body. */
  readonly readPost: RegExp;
  /** Values of the parameter `method` in the form of a POST that only reads, where that says what is to be done. */
  readonly readForm?: RegExp;
  /** Paths that name one thing, so that the answer is an object and not a list of one. */
  readonly oneRecord: RegExp;
  /** Paths of records: a bare record sent there is put into the product's envelope `{"data": […]}`. */
  readonly recordPath: RegExp;
  /** Paths of records where the envelope holds the fields of one record, no list: `{"data": {…}}`. */
  readonly oneInEnvelope: RegExp;
  /** True where a write says by its `trigger` which automations it sets off. */
  readonly takesTrigger: boolean;
  /** Zoho's page on its API. */
  readonly docs: string;
}

/** Matches no path at all. */
export const NO_PATH = /(?!)/;

/** What holds where a row says nothing else: one org for each token, one record for each write. */
export const PRODUCT_DEFAULTS = {
  accountRequired: false,
  orgSelector: { in: "token" },
  pager: "none",
  batch: { write: 1, delete: 1 },
  accept: "application/json",
  repeatablePost: NO_PATH,
  readPost: NO_PATH,
  // IDs of Zoho's are long numbers; a shorter one may be a page or a year.
  oneRecord: /\/\d{6,}$/,
  recordPath: NO_PATH,
  oneInEnvelope: NO_PATH,
  takesTrigger: false,
} as const satisfies Partial<Product>;
