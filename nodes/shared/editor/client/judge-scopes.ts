import { appOfScope } from "../../../../src/zoho/apps";
import { PRODUCTS } from "../../../../src/zoho/products";
import { meetsNeed, type ScopeNeed } from "../../../../src/zoho/scope-rules";
import { HELPER_SCOPES } from "../../../../src/zoho/scope-sets/sets";
import { coversScope } from "../../../../src/zoho/scopes";
import type { ConnectionView } from "../../../zoho-client/admin-api";
import { isVariable, type ScopeUse } from "./scope-uses";

/** A scope that nodes need and that was not chosen. */
export interface MissingScope {
  readonly scope: string;
  /** False where Zoho's pages don't tell it with certainty. */
  readonly isSure: boolean;
  /** IDs of the nodes. */
  readonly nodes: readonly string[];
}

/** What the flows say about the chosen scopes. */
export interface ScopeJudgement {
  readonly missing: readonly MissingScope[];
  /** Chosen, but no node of the workspace needs it. */
  readonly unneeded: readonly string[];
  /** IDs of the nodes of which nobody knows before they run. */
  readonly unjudged: readonly string[];
}

/** Compares the chosen scopes with what the nodes of the workspace need. Says nothing where it does not know. */
export function judgeScopes(scopes: readonly string[], uses: readonly ScopeUse[]): ScopeJudgement {
  return {
    // What a variable holds may be just what seems to be missing.
    missing: scopes.some(isVariable) ? [] : missingScopes(scopes, uses),
    unneeded: scopes.filter((scope) => isUnneeded(scope, uses)),
    unjudged: uses.filter(({ needs }) => needs === undefined).map(({ id }) => id),
  };
}

function missingScopes(scopes: readonly string[], uses: readonly ScopeUse[]): readonly MissingScope[] {
  const missing = new Map<string, MissingScope>();
  for (const { id, needs = [] } of uses) {
    for (const need of needs) {
      if (meetsNeed(scopes, need)) continue;
      const { isSure = false, nodes = [] } = missing.get(need.scope) ?? {};
      missing.set(need.scope, {
        scope: need.scope,
        isSure: isSure || need.isSure,
        nodes: nodes.includes(id) ? nodes : [...nodes, id],
      });
    }
  }
  return [...missing.values()];
}

function isUnneeded(scope: string, uses: readonly ScopeUse[]): boolean {
  const app = appOfScope(scope)?.name;
  const product = Object.values(PRODUCTS).find(({ name }) => name === app)?.id;
  // Services that are no product serve several, and helpers serve this package.
  if (product === undefined || uses.length === 0) return false;
  if (HELPER_SCOPES.some((helper) => coversScope([scope], helper))) return false;
  const others = uses.filter((use) => use.product === undefined || use.product === product);
  return others.every(
    ({ needs }) => needs?.every((need) => need.isSure && !isPartOfNeed(scope, need)) === true,
  );
}

function isPartOfNeed(scope: string, need: ScopeNeed): boolean {
  return meetsNeed([scope], need);
}

/** A connection that was granted less than what is chosen now. */
export interface GrantGap {
  readonly connection: string;
  readonly scopes: readonly string[];
}

/** Connections that must be connected again before nodes can make use of every chosen scope. */
export function grantGaps(
  scopes: readonly string[],
  connections: readonly Pick<ConnectionView, "name" | "state" | "scopes">[],
): readonly GrantGap[] {
  return connections.flatMap(({ name, state, scopes: granted }) => {
    // Of a connection without a grant, or one that can't be read, nothing is known.
    if (state === "damaged" || state === "not_connected" || granted.length === 0) return [];
    const lacking = scopes.filter((scope) => !isVariable(scope) && !coversScope(granted, scope));
    return lacking.length === 0 ? [] : [{ connection: name, scopes: lacking }];
  });
}
