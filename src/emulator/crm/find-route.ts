import type { ProductId } from "../../zoho/products";
import type { CrmRoute } from "./crm-route";
import { CRM_ROUTES } from "./crm-routes";

/** What a path leads to. */
export interface FoundRoute {
  /** Needed even where the method is wrong: the token is checked before the method. */
  readonly route: CrmRoute;
  readonly isMethodKnown: boolean;
  readonly params: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly path: string;
  readonly parts: readonly string[];
  readonly routes: readonly CrmRoute[];
}

const ID = /^\d{1,30}$/;
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,99}$/;

/** By number of parts; in each the table's order, which has fixed paths before those with names. */
const PATTERNS: ReadonlyMap<number, readonly Pattern[]> = groupByLength();

function groupByLength(): ReadonlyMap<number, readonly Pattern[]> {
  const groups = new Map<number, Pattern[]>();
  for (const path of new Set(CRM_ROUTES.map((route) => route.path))) {
    const parts = path.split("/");
    const group = groups.get(parts.length) ?? [];
    group.push({ path, parts, routes: CRM_ROUTES.filter((route) => route.path === path) });
    groups.set(parts.length, group);
  }
  return groups;
}

/**
 * @param path below the version, without slashes at its ends
 * @returns undefined where no resource has this path
 */
export function findRoute(product: ProductId, method: string, path: string): FoundRoute | undefined {
  const parts = path.split("/");
  for (const pattern of PATTERNS.get(parts.length) ?? []) {
    const params = match(pattern.parts, parts);
    if (params === undefined) continue;
    const isServed = (route: CrmRoute): boolean => route.only === undefined || route.only === product;
    const exact = pattern.routes.find((route) => route.method === method && isServed(route));
    const route = exact ?? pattern.routes.find(isServed);
    if (route !== undefined) return { route, isMethodKnown: exact !== undefined, params };
  }
  return undefined;
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  for (const [index, wanted] of pattern.entries()) {
    const part = parts[index] ?? "";
    const isFitting = wanted.startsWith("{") ? formOf(wanted).test(part) : part === wanted;
    if (!isFitting) return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    if (wanted.startsWith("{")) params[wanted.slice(1, -1)] = parts[index] ?? "";
  }
  return params;
}

function formOf(wanted: string): RegExp {
  return wanted.endsWith("id}") ? ID : NAME;
}
