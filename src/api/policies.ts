import { ZohoError } from "../errors/zoho-error";
import type { Connection } from "../vault/connection";
import type { Pins } from "../vault/vault";
import { DATA_CENTERS } from "../zoho/data-centers";
import type { Environment } from "../zoho/environments";
import { type ProductId, PRODUCTS } from "../zoho/products";
import type { ApiCall } from "./api-call";
import { onlyReads, type ReadQuestion } from "./only-reads";

/** What whoever runs this process allows, whatever flows and grants could do. */
export interface PolicyRules {
  /** Environments that may be reached, e.g. only Sandbox on a test gateway; all of them where it is undefined. */
  readonly allowedEnvironments?: readonly Environment[] | undefined;
  /** True for a connection that may only read. */
  readonly isReadOnly?: (connection: Pick<Connection, "realm" | "clientId" | "name">) => boolean;
}

/** Refuses here what must not leave this machine: asked before a token is fetched, let alone sent. */
export class Policies {
  constructor(private readonly rules: PolicyRules = {}) {}

  /**
   * @param connection its name, and the environment that its calls would reach
   * @throws ZohoError `environment_forbidden`
   */
  checkEnvironment({ name, environment }: Pick<Connection, "name" | "environment">): void {
    const { allowedEnvironments } = this.rules;
    if (allowedEnvironments === undefined || allowedEnvironments.includes(environment)) return;
    const allowed = allowedEnvironments.length === 0 ? "none" : allowedEnvironments;
    throw new ZohoError("environment_forbidden", { connection: name, details: { environment, allowed } });
  }

  /**
   * The same for a connection that is to be made, as far as it is known where it will lead.
   *
   * @throws ZohoError `environment_forbidden`
   */
  checkExpected(name: string, expected: Pins | undefined): void {
    if (expected?.environment === undefined) return;
    this.checkEnvironment({ name, environment: expected.environment });
  }

  /** @throws ZohoError `environment_forbidden`, `read_only` */
  checkCall(call: Pick<ApiCall, "connection" | "headers"> & ReadQuestion): void {
    const { connection, product, method, path } = call;
    this.checkEnvironment({ name: connection.name, environment: environmentReached(connection, product) });
    if (this.rules.isReadOnly?.(connection) !== true || isRead(call)) return;
    throw new ZohoError("read_only", { connection: connection.name, product, details: { method, path } });
  }
}

/** A product that has no such environment is reached in Production, whatever the connection says. */
function environmentReached(connection: Connection, product: ProductId): Environment {
  if (connection.environment === "Production") return "Production";
  const { host } = PRODUCTS[product];
  const dataCenter = DATA_CENTERS[connection.dataCenter];
  const isProduction = host(dataCenter, connection.environment) === host(dataCenter, "Production");
  return isProduction ? "Production" : connection.environment;
}

function isRead(call: Pick<ApiCall, "headers"> & ReadQuestion): boolean {
  return methodHeader(call.headers) === undefined && onlyReads(call);
}

/** A header that turns one method into another: Zoho is not known to follow it, but a proxy in between may. */
export function methodHeader(headers: ApiCall["headers"]): string | undefined {
  return Object.keys(headers ?? {}).find((name) => OTHER_METHOD.test(name));
}

const OTHER_METHOD = /^x-(?:http-)?method(?:-override)?$/i;
