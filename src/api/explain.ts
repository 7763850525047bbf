import { ZohoError } from "../errors/zoho-error";
import type { SafeUrl } from "../transport/destination";
import { DATA_CENTERS } from "../zoho/data-centers";
import { PRODUCTS } from "../zoho/products";
import { coversScope } from "../zoho/scopes";
import type { ApiCall } from "./api-call";
import { resourcePath } from "./resource-path";

/** A refused scope with the call, what was granted, and the scope that is most likely missing. */
export function explainScope(error: ZohoError, call: ApiCall): ZohoError {
  const { scopes } = call.connection;
  const missing = likelyScopes(call).filter((scope) => !coversScope(scopes, scope));
  return new ZohoError("invalid_scope", {
    zohoCode: error.cause.zohoCode,
    status: error.cause.status,
    connection: call.connection.name,
    product: call.product,
    details: { ...error.cause.details, method: call.method, path: call.path, missing, granted: scopes },
  });
}

const OPERATION: Readonly<Record<string, string>> = {
  GET: "READ",
  HEAD: "READ",
  POST: "CREATE",
  PUT: "UPDATE",
  PATCH: "UPDATE",
  DELETE: "DELETE",
};

/** Scopes that a call needs, from its path. Zoho: CRM v8, the Scopes section of each API page. */
function likelyScopes(call: ApiCall): readonly string[] {
  const { scopePrefix } = PRODUCTS[call.product];
  const operation = OPERATION[call.method] ?? "ALL";
  const [first = "", second = ""] = resourcePath(call.product, call.path).split("/");
  switch (first) {
    case "org":
    case "users":
      return [`${scopePrefix}.${first}.${operation}`];
    case "settings":
      return [`${scopePrefix}.settings.${second === "" ? "ALL" : `${second}.${operation}`}`];
    case "coql":
      return [`${scopePrefix}.coql.READ`, `${scopePrefix}.modules.READ`];
    default:
      return second === "search"
        ? [`${scopePrefix}.modules.${first}.READ`, "ZohoSearch.securesearch.READ"]
        : [`${scopePrefix}.modules.${first}.${operation}`];
  }
}

/** A fresh token that was refused at once: says what it belongs to and where it was used. */
export function explainRefusal(error: ZohoError, call: ApiCall, url: SafeUrl): ZohoError {
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
