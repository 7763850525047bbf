import { type ProductId, PRODUCTS } from "../../zoho/products";
import type { LaneRules } from "./lane-options";

/** One number for all products, or one for some of them. */
export type ByProduct = number | Readonly<Partial<Record<ProductId, number>>>;

/** What whoever runs this process says of Zoho's limits. */
export interface LimitSettings {
  /** Calls of one org in one product that may be in the air at once. */
  readonly concurrency?: ByProduct | undefined;
  /** Calls of one org in one product in a minute. */
  readonly callsPerMinute?: ByProduct | undefined;
}

/** What Zoho allows an org because of its edition, as far as somebody was told. */
export interface EditionLimit {
  readonly callsAtOnce: number;
  /** When Zoho said so; milliseconds since 1970. */
  readonly toldAt: number;
}

/** The rules of lanes: what is said, else what is known of the org's edition, else what the product allows all. */
export class LaneRulesBook {
  /** Each once, so that lanes know a change by another object. */
  private readonly known = new Map<string, LaneRules>();

  constructor(private readonly settings: LimitSettings) {}

  /** @param edition calls at once that the edition of the org allows, where it is known */
  rulesOf(product: ProductId, edition: number | undefined): LaneRules {
    const key = `${product} ${String(edition)}`;
    let rules = this.known.get(key);
    if (rules === undefined) {
      rules = this.make(product, edition);
      this.known.set(key, rules);
    }
    return rules;
  }

  private make(product: ProductId, edition: number | undefined): LaneRules {
    const { concurrency, heavyConcurrency, window } = PRODUCTS[product].limits;
    const perMinute = saidOf(this.settings.callsPerMinute, product);
    return {
      concurrency: saidOf(this.settings.concurrency, product) ?? edition ?? concurrency,
      heavyConcurrency,
      window: perMinute === undefined ? window : { calls: perMinute, ms: 60_000 },
    };
  }
}

/** What is said of a product; undefined where nothing is. */
export function saidOf(said: ByProduct | undefined, product: ProductId): number | undefined {
  return typeof said === "object" ? said[product] : said;
}
