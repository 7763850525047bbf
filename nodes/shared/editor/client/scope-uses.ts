import { resourcePath } from "../../../../src/api/resource-path";
import { WATCHED_MODULES } from "../../../../src/changes/watched-modules";
import { isProductId, type ProductId, PRODUCTS } from "../../../../src/zoho/products";
import { neededScopes, type ScopeNeed } from "../../../../src/zoho/scope-rules";
import { textOf } from "../own-value";
import type { FlowNode } from "../red";

/** What a node needs of its connection. */
export interface ScopeUse {
  /** Of the node. */
  readonly id: string;
  /** Undefined where a message or a variable tells it. */
  readonly product: ProductId | undefined;
  /** Undefined where a message or a variable tells it, or where nobody knows the path. */
  readonly needs: readonly ScopeNeed[] | undefined;
}

/**
 * What a node of the workspace needs of a client.
 *
 * @param client ID of the config node
 * @returns undefined for nodes that call nothing, or by another client
 */
export function scopeUse(node: FlowNode, client: string): ScopeUse | undefined {
  if (node.type !== "zoho-request" && node.type !== "zoho-changes") return undefined;
  const own = textOf(node["client"]);
  // A variable may stand for any client.
  if (own !== client && !isVariable(own)) return undefined;
  const named = textOf(node["product"]);
  const product = isProductId(named) ? named : undefined;
  const isKnown = product !== undefined && own === client;
  const needs = isKnown ? needsOf(node, product) : undefined;
  return { id: node.id, product, needs: needs === undefined || needs.length === 0 ? undefined : needs };
}

function needsOf(node: FlowNode, product: ProductId): readonly ScopeNeed[] | undefined {
  if (node.type === "zoho-changes") return needsOfChanges(node, product);
  const method = textOf(node["method"]);
  const path = textOf(node["path"]);
  if (method === "" || path === "" || isVariable(method) || isVariable(path)) return undefined;
  return needsOfCall(product, method, path);
}

/** Of a call as it stands in the dialog, with gaps such as `{{payload.id}}`. */
function needsOfCall(product: ProductId, method: string, path: string): readonly ScopeNeed[] | undefined {
  const resource = resourcePath(product, path.replace(/\{\{.*?\}\}/g, GAP));
  const segments = resource.split("/");
  // The first segment says what is asked for. Two gaps at the end may be a record and what hangs on it.
  const isOpen = segments[0]?.includes(GAP) === true || segments.slice(-2).every((one) => one === GAP);
  if (isOpen && !(product === "creator" && segments[0] === "data")) return undefined;
  return neededScopes(PRODUCTS[product], method, resource);
}

/** Stands for an inserted value: no name of anything. */
const GAP = "~";

function needsOfChanges(node: FlowNode, product: ProductId): readonly ScopeNeed[] | undefined {
  const module = textOf(node["module"]);
  if (module === "" || isVariable(module)) return undefined;
  switch (product) {
    case "crm": {
      const settings = Array.isArray(node["fields"]) && node["fields"].length > 0 ? [] : ["settings/fields"];
      const queries = textOf(node["filter"]).trim() === "" ? [] : [sure("ZohoCRM.coql.READ")];
      return [module, ...settings].flatMap((path) => neededScopes(PRODUCTS.crm, "GET", path)).concat(queries);
    }
    case "creator":
      return [sure("ZohoCreator.report.READ")];
    case "books":
    case "desk":
      return WATCHED_MODULES[product].find(({ name }) => name === module)?.scopes.map(sure);
    default:
      return undefined;
  }
}

function sure(scope: string): ScopeNeed {
  return { scope, or: [], partIsEnough: false, isSure: true };
}

/** Whether a text, or a part of it, comes from the environment when the flow is started. */
export function isVariable(text: string): boolean {
  return /\$\{[^}]+\}/.test(text);
}
