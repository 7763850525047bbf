import { LRUCache } from "lru-cache";
import { ZohoError } from "../../errors/zoho-error";
import { type Clock, systemClock } from "../../time/clock";
import type { ProductId } from "../../zoho/products";
import type { LaneId, Priority } from "./governor";
import { type ByProduct, saidOf } from "./lane-rules";
import { dialectOf } from "../answer/product-dialect";

/** What background calls leave to the others, where nobody says otherwise. */
const RESERVE = 1_000;

/**
 * So long a figure counts, milliseconds: Zoho's day rolls, and credits of 24 hours ago come back all the time. One
 * call in the background then finds out anew, even where nothing else is sent.
 */
const KNOWN_MS = 3_600_000;

/** More orgs in their products are not remembered. */
const MANY = 1_000;

export interface CreditsOptions {
  readonly clock?: Clock;
  /** Credits that background calls leave alone; 1,000 unless said otherwise. */
  readonly reserve?: ByProduct | undefined;
}

/** What is known of the credits of an org in a product. */
export interface CreditsLeft {
  /** As Zoho said, less what was sent since. */
  readonly left: number;
  /** When Zoho said so; monotonic, milliseconds. */
  readonly toldAt: number;
}

/**
 * API credits that are left, as far as Zoho tells: CRM does once half of the day's are used, Desk always. Counted down
 * between its answers by what calls cost. Programs beside this one use the same credits: only Zoho's figure is exact.
 * Zoho: CRM v8 API limits; Desk API limits.
 */
export class Credits {
  private readonly figures = new LRUCache<string, CreditsLeft>({ max: MANY });
  private readonly clock: Clock;
  private readonly said: ByProduct | undefined;

  constructor({ clock = systemClock, reserve }: CreditsOptions = {}) {
    this.clock = clock;
    this.said = reserve;
  }

  /** Undefined where Zoho has not said, or too long ago. */
  of({ key }: Pick<LaneId, "key">): CreditsLeft | undefined {
    const figure = this.figures.get(key);
    if (figure === undefined || this.clock.monotonic() - figure.toldAt < KNOWN_MS) return figure;
    this.figures.delete(key);
    return undefined;
  }

  /**
   * Background calls leave the reserve alone.
   *
   * @param cost credits, as `costOf` has it
   * @throws ZohoError `credits_reserved`
   */
  check(lane: LaneId, cost: number, priority: Priority | undefined): void {
    if (priority !== "background") return;
    const figure = this.of(lane);
    const reserve = saidOf(this.said, lane.product) ?? RESERVE;
    if (figure === undefined || reserve === 0 || figure.left - cost >= reserve) return;
    const retryAfterMs = figure.toldAt + KNOWN_MS - this.clock.monotonic();
    throw new ZohoError("credits_reserved", {
      retryAt: this.clock.now() + retryAfterMs,
      retryAfterMs,
      details: { remaining: figure.left, reserve, cost, sent: false },
    });
  }

  /** A call is about to be sent. */
  spend(lane: LaneId, cost: number): void {
    const figure = this.of(lane);
    if (figure !== undefined)
      this.figures.set(lane.key, { ...figure, left: Math.max(0, figure.left - cost) });
  }

  /** An answer has come, which may tell. */
  learn({ key, product }: LaneId, headers: Readonly<Record<string, string>>): void {
    const left = creditsTold(product, headers);
    if (left !== undefined) this.figures.set(key, { left, toldAt: this.clock.monotonic() });
  }

  /** True where nothing is left by all that is known. */
  areUsedUp(lane: LaneId): boolean {
    return this.of(lane)?.left === 0;
  }
}

/**
 * @param headers of an answer, names in lower case
 * @returns how many credits of the day are left; undefined where the product does not say it in this answer
 */
export function creditsTold(
  product: ProductId,
  headers: Readonly<Record<string, string>>,
): number | undefined {
  const { creditsHeader } = dialectOf(product);
  const told = creditsHeader === undefined ? undefined : headers[creditsHeader];
  const isNumber = told !== undefined && /^\s*\d{1,12}(?:\.\d{1,3})?\s*$/.test(told);
  return isNumber ? Math.floor(Number(told)) : undefined;
}
