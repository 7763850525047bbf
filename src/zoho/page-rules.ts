import { type ProductId, PRODUCTS } from "./products";

/** Ways in which Zoho gives a list in pages. */
export type PagerId =
  | "crm"
  | "finance"
  | "projects"
  | "offset0"
  | "offset1"
  | "token"
  | "jsonapi"
  | "datajson"
  | "cursor"
  | "coql"
  /** Its lists have no pages, or each has its own. */
  | "none";

/** Where a list ends although there is more, and how to reach the rest. */
export interface ListCap {
  readonly records: number;
  /** Ends the sentence: `Narrow the search`. */
  readonly instead: string;
}

/** How the lists of a product, or of one of its paths, are read. */
export interface PageRule {
  readonly pager: PagerId;
  /** Records on the largest page. */
  readonly size: number;
  /** Parameters of an offset where they are not called `from` and `limit`. */
  readonly start?: string;
  readonly count?: string;
  /** True where the parameters stand in the form of a POST. */
  readonly inForm?: boolean;
  /** False where the largest page is not documented, so that only an empty page ends the list. */
  readonly shortPageEnds?: boolean;
  /** True for a list of all records of a module, which can be had in the order of their IDs. */
  readonly byId?: boolean;
  readonly cap?: ListCap;
}

/** A rule for some paths of a product. */
interface PathRule extends PageRule {
  /** Tried on the path below the product's base. */
  readonly path: RegExp;
  /** Where it holds for one version of the API: tried on the path as it was given. */
  readonly version?: RegExp;
}

const ANY = /^/;

const CRM_SEARCH: ListCap = {
  records: 2_000,
  instead: "Narrow the search, or read the records with a COQL query",
};

/** Zoho CRM v8: get records, search records, COQL. */
const CRM_RULES: readonly PathRule[] = [
  { path: /^coql$/, pager: "coql", size: 2_000 },
  { path: /^[A-Za-z0-9_]+\/search$/, pager: "crm", size: 200, cap: CRM_SEARCH },
  { path: /^(?!users$|org$)[A-Za-z0-9_]+$/, pager: "crm", size: 200, byId: true },
];

/** Its largest page is not published: a page that is smaller than asked for may be all that it gives at once. */
const CAMPAIGNS: PathRule = {
  path: ANY,
  pager: "offset1",
  size: 100,
  start: "fromindex",
  count: "range",
  shortPageEnds: false,
};

/** Desk API: search. */
const DESK_SEARCH: ListCap = {
  records: 5_000,
  instead: "Narrow the search, for example by createdTimeRange, one span of time after the other",
};

/** What a product's lists do not have in common with those of its strategy; the first path that fits. */
const RULES: Readonly<Partial<Record<ProductId, readonly PathRule[]>>> = {
  crm: CRM_RULES,
  bigin: CRM_RULES,
  desk: [
    { path: /(?:^|\/)search$/, pager: "offset0", size: 50, cap: DESK_SEARCH },
    { path: /^(?:tickets|contacts|accounts)$/, pager: "offset0", size: 100 },
  ],
  // The older API counts records, by names of its own.
  projects: [{ path: /^restapi\//, pager: "offset1", size: 200, start: "index", count: "range" }],
  people: [{ path: ANY, pager: "offset1", size: 200, start: "sIndex", count: "limit" }],
  mail: [{ path: ANY, pager: "offset1", size: 200, start: "start", count: "limit" }],
  campaigns: [CAMPAIGNS],
  "marketing-automation": [CAMPAIGNS],
  sheet: [
    {
      path: ANY,
      pager: "offset1",
      size: 1_000,
      start: "start_index",
      count: "count",
      inForm: true,
      shortPageEnds: false,
    },
  ],
  // Version 2 gives no cursor.
  creator: [{ path: ANY, version: /(?:^|\/)creator\/v2\//, pager: "offset0", size: 200 }],
};

/** The largest page of each strategy, which holds where the product says nothing else. */
const SIZES: Readonly<Record<PagerId, number>> = {
  crm: 200,
  finance: 200,
  projects: 100,
  offset0: 50,
  offset1: 100,
  token: 100,
  jsonapi: 50,
  datajson: 100,
  cursor: 1_000,
  coql: 2_000,
  none: 1,
};

/**
 * How a list is read.
 *
 * @param resource its path below the product's base, without a query
 * @param path as it was given
 */
export function pageRule(product: ProductId, resource: string, path: string): PageRule {
  const { pager } = PRODUCTS[product];
  const rule = RULES[product]?.find(
    (one) => one.path.test(resource) && (one.version === undefined || one.version.test(path)),
  );
  return rule ?? { pager, size: SIZES[pager] };
}
