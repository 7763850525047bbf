import { ZohoError } from "../errors/zoho-error";
import { redact } from "../errors/redact";
import {
  DATA_CENTERS,
  dataCenterOfAccountsServer,
  type DataCenterCode,
  isDataCenterCode,
} from "../zoho/data-centers";
import { appsRequiringAccount } from "../zoho/apps";

/** What the browser brought back; each a single string or absent. Nothing in it is trusted. */
export interface CallbackParameters {
  readonly state?: string;
  readonly code?: string;
  readonly error?: string;
  readonly location?: string;
  readonly accountsServer?: string;
}

/** Longest value that is looked at; Zoho's are below 200 characters. */
const MAX_LENGTH = 1000;

/** Reads the query of the callback. Repeated or over-long parameters count as absent. */
export function parseCallback(query: Readonly<Record<string, unknown>>): CallbackParameters {
  const one = (name: string): string | undefined => {
    const value = Object.hasOwn(query, name) ? query[name] : undefined;
    return typeof value === "string" && value !== "" && value.length <= MAX_LENGTH ? value : undefined;
  };
  const parameters = {
    state: one("state"),
    code: one("code"),
    error: one("error"),
    location: one("location"),
    accountsServer: one("accounts-server"),
  };
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
}

/**
 * In which data center the code must be exchanged. `location` and `accounts-server` decide where a secret goes and
 * anybody can write them, so both must be in the table, agree with each other, and be allowed (RFC 9700, mix-up).
 *
 * @param start the data center of the consent page, and those that the client allows
 * @throws ZohoError `forged_callback`, `wrong_data_center`
 */
export function dataCenterOfCallback(
  parameters: CallbackParameters,
  start: { readonly dataCenter: DataCenterCode; readonly allowed: readonly DataCenterCode[] },
): DataCenterCode {
  const { location, accountsServer } = parameters;
  const byServer =
    accountsServer === undefined ? undefined : dataCenterOfAccountsServer(accountsServer)?.code;
  if (accountsServer !== undefined && byServer === undefined) throw new ZohoError("forged_callback");
  if (location !== undefined && !isDataCenterCode(location)) throw new ZohoError("forged_callback");
  if (location !== undefined && byServer !== undefined && location !== byServer)
    throw new ZohoError("forged_callback");
  // A location alone is enough to move on: the accounts server is then taken from the table.
  const actual = byServer ?? location ?? start.dataCenter;
  const chinaIsApart = (actual === "cn") !== (start.dataCenter === "cn");
  if (chinaIsApart || !start.allowed.includes(actual)) {
    throw new ZohoError("wrong_data_center", {
      details: {
        actual: DATA_CENTERS[actual].name,
        allowed: start.allowed.map((code) => DATA_CENTERS[code].name),
      },
    });
  }
  return actual;
}

/** The `error` of a callback as one of ours. Zoho: 3.5 of its authorization docs; `no_org` by its announcement. */
export function errorOfCallback(error: string, scopes: readonly string[], connection: string): ZohoError {
  const facts = { zohoCode: redact(error, 60), connection };
  switch (error) {
    case "no_org":
      return new ZohoError("no_org", { ...facts, details: { apps: appsRequiringAccount(scopes) } });
    case "access_denied":
      return new ZohoError("access_denied", facts);
    case "invalid_scope":
      return new ZohoError("unknown_scope", { ...facts, details: { scopes } });
    case "invalid_client":
    case "invalid_redirect_uri":
    case "invalid_response_type":
      return new ZohoError(error, {
        ...facts,
        details: { dataCenter: "where it started", console: "Zoho's API console" },
      });
    default:
      return new ZohoError("consent_failed", facts);
  }
}
