import { moduleScope } from "./module-scopes";
import type { ProductId } from "./products";
import { RULES_BY_PRODUCT } from "./scope-rules/rules";
import type { ScopeRule } from "./scope-rules/scope-rule";
import { coversPartOf, coversScope } from "./scopes";

/** A scope that a call needs. */
export interface ScopeNeed {
  readonly scope: string;
  /** Scopes that do as well. */
  readonly or: readonly string[];
  /** True where a scope of one part of the area may do as well, which only the body tells. */
  readonly partIsEnough: boolean;
  /** False where Zoho's pages don't tell it, or tell different things. */
  readonly isSure: boolean;
}

/** What `{op}` stands for. */
const OPERATIONS: Readonly<Record<string, string>> = {
  GET: "READ",
  HEAD: "READ",
  POST: "CREATE",
  PUT: "UPDATE",
  PATCH: "UPDATE",
  DELETE: "DELETE",
};

interface Called {
  readonly id: ProductId;
  readonly scopePrefix: string;
}

/**
 * The scopes that a call needs, all of them, told from its path.
 *
 * @param path below the product's base
 * @returns `[]` where no rule knows the path
 */
export function neededScopes(product: Called, method: string, path: string): readonly ScopeNeed[] {
  const rule = RULES_BY_PRODUCT[product.id].find(
    ({ at, on }) => (on === undefined || on.includes(method)) && at.test(path),
  );
  const match = rule?.at.exec(path);
  if (rule === undefined || match === undefined || match === null) return [];
  const filled = (template: string): string => `${product.scopePrefix}.${fill(template, match, method)}`;
  const module = moduleScope(product.id, match[1] ?? "");
  const own = rule.own.map((template) => ({
    scope: filled(template.replace("$module", () => module.name)),
    or: (rule.or ?? []).map(filled),
    partIsEnough: rule.partIsEnough === template,
    isSure: rule.isGuess !== true && (module.isSure || !template.includes("$module")),
  }));
  const also = (rule.also ?? []).map((scope) => ({
    scope,
    or: [],
    partIsEnough: false,
    isSure: rule.isGuess !== true,
  }));
  return [...own, ...also];
}

/** The scopes that a call most likely needs, by their names alone. */
export function likelyScopes(product: Called, method: string, path: string): readonly string[] {
  return neededScopes(product, method, path).map(({ scope }) => scope);
}

/** True where the granted scopes let through what a call needs. */
export function meetsNeed(granted: readonly string[], { scope, or, partIsEnough }: ScopeNeed): boolean {
  if (coversScope(granted, scope) || or.some((other) => coversScope(granted, other))) return true;
  return partIsEnough && coversPartOf(granted, scope);
}

function fill(template: ScopeRule["own"][number], match: RegExpExecArray, method: string): string {
  const operation = OPERATIONS[method] ?? "ALL";
  return template
    .replace("$1", () => match[1] ?? "ALL")
    .replace("$&", () => match[0])
    .replace("{op}", operation)
    .replace("{lower}", operation.toLowerCase())
    .replace("{edit}", operation === "READ" ? "READ" : "UPDATE");
}
