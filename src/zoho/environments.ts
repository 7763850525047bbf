import type { DataCenter } from "./data-centers";

/** CRM's environments. A token works in exactly one of them (Zoho: Org-specific OAuth2.0 Tokens in Zoho CRM). */
export const ENVIRONMENTS = ["Production", "Sandbox", "Developer"] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

const GATEWAY_PREFIX: Readonly<Record<Environment, string>> = {
  Production: "www",
  Sandbox: "sandbox",
  Developer: "developer",
};

export function isEnvironment(value: unknown): value is Environment {
  return typeof value === "string" && (ENVIRONMENTS as readonly string[]).includes(value);
}

/** Host of the API gateway for one environment, without scheme: `sandbox.zohoapis.eu`. */
export function gatewayHost(dc: DataCenter, environment: Environment): string {
  return `${GATEWAY_PREFIX[environment]}.${dc.gateway}`;
}

/**
 * Which environment an `api_domain` of a token answer names.
 *
 * @returns the environment, or undefined where it is not exactly a gateway origin of this data center
 */
export function environmentOfApiDomain(dc: DataCenter, apiDomain: string): Environment | undefined {
  return ENVIRONMENTS.find((environment) => apiDomain === `https://${gatewayHost(dc, environment)}`);
}
