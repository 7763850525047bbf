import { ZohoError } from "../../errors/zoho-error";
import type { SafeUrl } from "../../transport/destination";
import { DATA_CENTERS } from "../../zoho/data-centers";
import { PRODUCTS } from "../../zoho/products";
import { meetsNeed, neededScopes } from "../../zoho/scope-rules";
import type { ApiCall } from "../api-call";
import { onlyReads } from "../only-reads";
import { resourcePath } from "../resource-path";

/** What Zoho says of a module that it does not know (CRM v7: OAUTH_SCOPE_MISMATCH). */
const WRONG_MODULE = "Check the API name of the module as well: Zoho answers a wrong one in the same way.";

/** A refused scope with the call, what was granted, and the scope that is most likely missing. */
export function explainScope(error: ZohoError, call: ApiCall): ZohoError {
  const { scopes } = call.connection;
  const product = PRODUCTS[call.product];
  // A query in a POST needs what a GET would need.
  const method = onlyReads(call) ? "GET" : call.method;
  const needs = neededScopes(product, method, resourcePath(call.product, call.path));
  const missing = needs.filter((need) => !meetsNeed(scopes, need)).map(({ scope }) => scope);
  const facts = {
    zohoCode: error.cause.zohoCode,
    status: error.cause.status,
    connection: call.connection.name,
    product: call.product,
  };
  const details = { ...error.cause.details, method: call.method, path: call.path };
  // The same code stands for both; what was granted tells them apart.
  const isPermission = facts.zohoCode === "57" && needs.length > 0 && missing.length === 0;
  if (isPermission) return new ZohoError("no_permission", { ...facts, details });
  const hint = product.dialect === "crm" && missing.length === 0 ? WRONG_MODULE : undefined;
  return new ZohoError("invalid_scope", {
    ...facts,
    details: { ...details, missing, granted: scopes, ...(hint !== undefined && { hint }) },
  });
}

/**
 * A fresh token that was refused at once: says what it belongs to and where it was used. Some products answer a missing
 * scope in the same way as a dead token; with a new token it can only be the scope.
 */
export function explainRefusal(error: ZohoError, call: ApiCall, url: SafeUrl): ZohoError {
  if (error.class === "invalid_scope") return explainScope(error, call);
  const { connection } = call;
  const org = connection.pins.orgName ?? connection.pins.orgId;
  const place = `${DATA_CENTERS[connection.dataCenter].name}, ${connection.environment}`;
  return new ZohoError("wrong_environment", {
    zohoCode: error.cause.zohoCode,
    status: error.cause.status,
    connection: connection.name,
    product: call.product,
    details: {
      ...error.cause.details,
      host: url.host,
      pinned: org === undefined ? place : `${org} (${place})`,
      environment: connection.environment,
      dataCenter: connection.dataCenter,
    },
  });
}
