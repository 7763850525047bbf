import type { ProductId } from "../products";
import { coversScope } from "../scopes";

/** What somebody wants to do with a product; each includes the ones before. */
export const ACCESS_LEVELS = ["read", "write", "delete"] as const;
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/**
 * What an offer is for, as a text says it.
 *
 * - `records`, `area`, `post`: the calls themselves; `area` names the part of the product.
 * - `org`, `orgEdition`, `user`, `modules`, `fields`, `account`: what the package asks by itself, or a dialog.
 * - `search`, `query`: calls that need one more scope.
 * - `onlyThis`: Zoho's pages name no narrower one.
 */
export type OfferReason =
  | "records"
  | "area"
  | "post"
  | "org"
  | "orgEdition"
  | "user"
  | "modules"
  | "fields"
  | "account"
  | "search"
  | "query"
  | "onlyThis";

/** Scopes that go together, by the level that takes them. */
export interface ScopeOffer {
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly delete: readonly string[];
  readonly reason: OfferReason;
  /** The part of the product, with the reason `area`. */
  readonly area?: string;
  /** True where it is added unless somebody leaves it out. */
  readonly isPreset: boolean;
  /** True where no node calls for it: the package itself does, to know org, user or fields. */
  readonly isHelper: boolean;
}

/** Which scopes one product takes. */
export interface ScopeSet {
  readonly offers: readonly ScopeOffer[];
  /** Zoho's pages that name them. */
  readonly source: string;
}

type Levels = Partial<Pick<ScopeOffer, AccessLevel>>;

/** Scopes for the calls of flows. */
export function calls(
  reason: OfferReason,
  levels: Levels,
  more: Partial<Pick<ScopeOffer, "area" | "isPreset">> = {},
): ScopeOffer {
  return { read: [], write: [], delete: [], isPreset: true, ...levels, ...more, reason, isHelper: false };
}

/** A scope that the package itself makes use of, for every level. */
export function helper(reason: OfferReason, scope: string): ScopeOffer {
  return { read: [scope], write: [], delete: [], reason, isPreset: true, isHelper: true };
}

/** A part of a product with the four usual operations: `ZohoBooks.invoices.READ`. */
export function area(
  prefix: string,
  name: string,
  more: Partial<Pick<ScopeOffer, "isPreset">> = {},
): ScopeOffer {
  const scope = `${prefix}.${name}`;
  return calls(
    "area",
    { read: [`${scope}.READ`], write: [`${scope}.CREATE`, `${scope}.UPDATE`], delete: [`${scope}.DELETE`] },
    { area: name, ...more },
  );
}

/** Parts that are offered, but added only if somebody wants them. */
export function moreAreas(prefix: string, names: string): readonly ScopeOffer[] {
  return names.split(" ").map((name) => area(prefix, name, { isPreset: false }));
}

/** The scopes of an offer at a level, without those that another of them covers. */
export function scopesOf(offer: ScopeOffer, level: AccessLevel): readonly string[] {
  const levels = ACCESS_LEVELS.slice(0, ACCESS_LEVELS.indexOf(level) + 1);
  const scopes = levels.flatMap((one) => offer[one]);
  return scopes.filter(
    (scope) =>
      !coversScope(
        scopes.filter((other) => other !== scope),
        scope,
      ),
  );
}

/** The levels that make a difference for a product: where there is nothing to read apart, reading is not offered. */
export function levelsOf({ offers }: ScopeSet): readonly AccessLevel[] {
  const own = offers.filter(({ isHelper }) => !isHelper);
  return ACCESS_LEVELS.filter((level) => own.some((offer) => offer[level].length > 0));
}

/** Products in the order and the groups in which they are offered. */
export const SCOPE_GROUPS: Readonly<Record<string, readonly ProductId[]>> = {
  sales: ["crm", "bigin", "recruit", "campaigns", "marketing-automation"],
  finance: ["books", "inventory", "invoice", "billing", "expense"],
  work: ["desk", "projects", "people", "creator", "analytics", "iot"],
  talk: ["cliq", "mail", "phonebridge", "sheet", "sign", "workdrive"],
};
