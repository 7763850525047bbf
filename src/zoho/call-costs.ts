import type { ProductId } from "./products";

/** A call as far as its price goes. */
export interface PricedCall {
  readonly product: ProductId;
  readonly method: string;
  /** Below the product's base: `Leads/search`. */
  readonly resource: string;
  readonly query: URLSearchParams;
  /** Records that a write holds; 1 where nobody has counted them. */
  readonly records: number;
  /** The body where it is text. */
  readonly text: string;
}

/** What a call takes from the credits of a day, and whether it is one of those that may not run beside many others. */
export interface CallCost {
  readonly credits: number;
  readonly isHeavy: boolean;
}

/** A kind of call that costs more than one credit or counts for the lower limit of calls at once; the first that fits. */
interface CostRule {
  readonly methods?: readonly string[];
  readonly path: RegExp;
  /** One of these parameters must be there. */
  readonly query?: readonly string[];
  readonly isHeavy?: (call: PricedCall) => boolean;
  readonly credits?: (call: PricedCall) => number;
}

const always = (): true => true;

/** Beyond so many records a write counts for the lower limit, and so many cost one credit. */
const RECORDS_PER_CREDIT = 10;

const writesMany = ({ records }: PricedCall): boolean => records > RECORDS_PER_CREDIT;
const byRecords = ({ records }: PricedCall): number => Math.max(1, Math.ceil(records / RECORDS_PER_CREDIT));

/** COQL costs by its LIMIT; 200 where it has none. */
function byLimit({ text }: PricedCall): number {
  const limit = /\blimit\s{1,20}(?:\d{1,9}\s{0,20},\s{0,20})?(\d{1,9})/i.exec(text)?.[1];
  const rows = Number(limit ?? 200);
  return rows <= 200 ? 1 : rows <= 1_000 ? 2 : 3;
}

const WRITES = ["POST", "PUT", "PATCH"] as const;

/**
 * Zoho CRM v8: API limits (credits, concurrency and sub-concurrency). One third-party table says 1 for a search.
 */
const CRM_RULES: readonly CostRule[] = [
  { path: /^coql$/, isHeavy: always, credits: byLimit },
  { path: /^[^/]+\/search$/, isHeavy: always, credits: () => 3 },
  { methods: ["GET"], path: /^[^/]+\/deleted$/, credits: () => 2 },
  { methods: ["GET"], path: /^[^/]+$/, query: ["cvid"], isHeavy: always, credits: () => 3 },
  { methods: ["GET"], path: /^[^/]+$/, query: ["sort_by"], isHeavy: always },
  { path: /\/actions\/convert$/, isHeavy: always, credits: () => 5 },
  { path: /\/actions\/send_mail$/, isHeavy: always },
  { path: /\/actions\/(?:add|remove)_tags$/, credits: ({ records }) => Math.max(1, Math.ceil(records / 50)) },
  { methods: ["POST"], path: /^crm\/bulk\/[^/]+\/read$/, credits: () => 50 },
  { methods: ["POST"], path: /^crm\/bulk\/[^/]+\/write$/, credits: () => 500 },
  { methods: ["POST"], path: /^crm\/graphql$/, credits: () => 10 },
  { methods: WRITES, path: /^[A-Za-z0-9_]+(?:\/upsert)?$/, isHeavy: writesMany, credits: byRecords },
];

/** A list of Recruit costs three credits. Zoho Recruit API v2: API limits. */
const RECRUIT_RULES: readonly CostRule[] = [
  { methods: ["GET"], path: /^[^/]+$/, credits: () => 3 },
  { methods: WRITES, path: /^[A-Za-z0-9_]+(?:\/upsert)?$/, credits: byRecords },
];

const RULES: Readonly<Partial<Record<ProductId, readonly CostRule[]>>> = {
  crm: CRM_RULES,
  bigin: CRM_RULES,
  recruit: RECRUIT_RULES,
};

/** What a call costs by Zoho's pages: one credit unless a rule says otherwise. */
export function costOf(call: PricedCall): CallCost {
  const rule = RULES[call.product]?.find((one) => fits(one, call));
  return { credits: rule?.credits?.(call) ?? 1, isHeavy: rule?.isHeavy?.(call) ?? false };
}

function fits({ methods, path, query }: CostRule, call: PricedCall): boolean {
  if (methods !== undefined && !methods.includes(call.method)) return false;
  if (query !== undefined && !query.some((name) => call.query.has(name))) return false;
  return path.test(call.resource);
}
