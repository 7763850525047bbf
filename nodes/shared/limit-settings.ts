import { isProductId, type ProductId } from "../../src/zoho/products";
import type { NodeAPI } from "./red";
import { runtimeSetting } from "./runtime-setting";

/** What this runtime says of Zoho's limits; what it leaves out is as the products have it. */
export interface RuntimeLimits {
  readonly concurrency?: number | Readonly<Partial<Record<ProductId, number>>>;
  readonly callsPerMinute?: number | Readonly<Partial<Record<ProductId, number>>>;
  readonly creditsReserve?: number | Readonly<Partial<Record<ProductId, number>>>;
  readonly maxWaiting?: number;
  readonly maxWaitMs?: number;
  readonly patienceMs?: number;
}

/** Limits, and settings that can't be what they are. */
export interface ReadLimits {
  readonly limits: RuntimeLimits;
  readonly unusable: readonly string[];
}

const NAMES = {
  concurrency: ["zohoClientConcurrency", "ZOHO_CONCURRENCY"],
  callsPerMinute: ["zohoClientCallsPerMinute", "ZOHO_CALLS_PER_MINUTE"],
  creditsReserve: ["zohoClientCreditsReserve", "ZOHO_CREDITS_RESERVE"],
  maxWaiting: ["zohoClientMaxWaiting", "ZOHO_MAX_WAITING"],
  maxWaitSeconds: ["zohoClientMaxWaitSeconds", "ZOHO_MAX_WAIT_SECONDS"],
  patienceSeconds: ["zohoClientPatienceSeconds", "ZOHO_PATIENCE_SECONDS"],
} as const;

/**
 * Reads the limits of settings.js, or of the environment, which counts more; an empty variable counts as not set. Those
 * of products are one number for all, or some of them: `{crm: 20, books: 5}`, in the environment `crm=20,books=5`. One
 * that can't be understood counts as not set, and is told.
 */
export function limitSettings(
  RED: Pick<NodeAPI, "settings">,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ReadLimits {
  const unusable: string[] = [];
  function read<T>([setting, variable]: readonly [string, string], parse: (said: unknown) => T | undefined) {
    const said = runtimeSetting(RED, env, { setting, variable });
    if (said === undefined) return undefined;
    const value = parse(said);
    if (value === undefined) unusable.push(setting);
    return value;
  }
  const concurrency = read(NAMES.concurrency, (said) => byProduct(said, 1));
  const callsPerMinute = read(NAMES.callsPerMinute, (said) => byProduct(said, 1));
  const creditsReserve = read(NAMES.creditsReserve, (said) => byProduct(said, 0));
  const maxWaiting = read(NAMES.maxWaiting, (said) => wholeNumber(said, 0));
  const maxWaitSeconds = read(NAMES.maxWaitSeconds, (said) => wholeNumber(said, 1));
  const patienceSeconds = read(NAMES.patienceSeconds, (said) => wholeNumber(said, 0));
  const limits = {
    ...(concurrency !== undefined && { concurrency }),
    ...(callsPerMinute !== undefined && { callsPerMinute }),
    ...(creditsReserve !== undefined && { creditsReserve }),
    ...(maxWaiting !== undefined && { maxWaiting }),
    ...(maxWaitSeconds !== undefined && { maxWaitMs: maxWaitSeconds * 1000 }),
    ...(patienceSeconds !== undefined && { patienceMs: patienceSeconds * 1000 }),
  };
  return { limits, unusable };
}

function wholeNumber(said: unknown, least: number): number | undefined {
  const value = typeof said === "string" && /^\s*\d{1,9}\s*$/.test(said) ? Number(said) : said;
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least ? value : undefined;
}

function byProduct(said: unknown, least: number): number | Partial<Record<ProductId, number>> | undefined {
  const one = wholeNumber(said, least);
  if (one !== undefined) return one;
  const rows = typeof said === "string" ? said.split(",").map(pairOf) : entriesOf(said);
  const limits: Partial<Record<ProductId, number>> = {};
  for (const [product, value] of rows) {
    const number = wholeNumber(value, least);
    if (!isProductId(product) || number === undefined) return undefined;
    limits[product] = number;
  }
  return rows.length === 0 ? undefined : limits;
}

function pairOf(text: string): readonly [product: string, value: string] {
  const [product = "", value = ""] = text.split("=", 2);
  return [product.trim(), value];
}

function entriesOf(said: unknown): readonly (readonly [string, unknown])[] {
  return typeof said === "object" && said !== null ? Object.entries(said) : [];
}
