import { ZohoError } from "../errors/zoho-error";
import { redact } from "../errors/redact";
import { parseJsonObject } from "../transport/json-body";
import type { TransportResponse } from "../transport/transport";
import { DATA_CENTERS, type DataCenterCode } from "../zoho/data-centers";
import { LIMITS } from "../zoho/limits";
import { parseScopes } from "../zoho/scopes";

/** A successful answer of the token endpoint. */
export interface TokenAnswer {
  readonly accessToken: string;
  /** Only after a consent for offline access; Zoho does not rotate refresh tokens. */
  readonly refreshToken?: string;
  /** Life of the access token from when it was asked for, milliseconds. */
  readonly expiresInMs: number;
  /** Granted scopes, where Zoho names them. */
  readonly scopes?: readonly string[];
  /** Zoho's hint at gateway and environment; never used as a destination. */
  readonly apiDomain?: string;
}

/** What was asked, for the words of the errors. */
export interface TokenQuestion {
  readonly grant: "code" | "refresh" | "client credentials";
  readonly dataCenter: DataCenterCode;
  readonly connection?: string;
  readonly redirectUri?: string;
  readonly scopes?: readonly string[];
  /** Wall clock, milliseconds since 1970: a throttle is counted from here. */
  readonly now: number;
}

const DAY_MS = 24 * 3_600_000;

/** What can stand in a header and a form. Zoho's tokens are opaque, but a line break in one is no token of Zoho's. */
const SENDABLE = /^[\x21-\x7e]{1,4096}$/;

/**
 * Judges an answer of the token endpoint by its body: Zoho sends failures with status 200 and throttling with
 * 400 or 200 (Zoho: Kaizen #43, #79; seen on the wire).
 *
 * @throws ZohoError by the body's `error`; `token_throttled`, `server_error` or `not_zoho` otherwise
 */
export function processTokenAnswer(response: TransportResponse, question: TokenQuestion): TokenAnswer {
  const body = parseJsonObject(response.body);
  const accessToken = body?.["access_token"];
  if (isToken(accessToken)) return success(accessToken, body ?? {});
  throw failure(response.status, body, question);
}

/** Why an answer of the accounts server is no success, whatever was asked. */
export function refusalIn(response: TransportResponse, question: TokenQuestion): ZohoError {
  return failure(response.status, parseJsonObject(response.body), question);
}

function success(accessToken: string, body: Readonly<Record<string, unknown>>): TokenAnswer {
  const { refresh_token: refreshToken, scope, api_domain: apiDomain } = body;
  return {
    accessToken,
    ...(isToken(refreshToken) && { refreshToken }),
    expiresInMs: lifeMs(body),
    ...(typeof scope === "string" && scope !== "" && { scopes: parseScopes(scope) }),
    ...(typeof apiDomain === "string" && { apiDomain }),
  };
}

/** True for text that can be a token or code of Zoho's. */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && SENDABLE.test(value);
}

/**
 * Zoho's old form sends seconds in `expires_in_sec` and milliseconds in `expires_in`, the present one seconds in
 * `expires_in`. A life of more than a day can only be milliseconds; one that makes no sense is read as an hour.
 */
function lifeMs(body: Readonly<Record<string, unknown>>): number {
  const told = body["expires_in_sec"] ?? body["expires_in"];
  const seconds = typeof told === "number" || typeof told === "string" ? Number(told) : NaN;
  if (!Number.isFinite(seconds) || seconds < 1) return LIMITS.accessTokenMs;
  const ms = seconds * 1000 > DAY_MS ? seconds : seconds * 1000;
  return Math.min(ms, DAY_MS);
}

function failure(
  status: number,
  body: Readonly<Record<string, unknown>> | undefined,
  question: TokenQuestion,
): ZohoError {
  const { connection, dataCenter } = question;
  const host = DATA_CENTERS[dataCenter].accountsHost;
  if (status === 429 || body?.["status"] === "failure") return throttled(status, body, question);
  const zohoCode = body?.["error"];
  if (typeof zohoCode !== "string" || zohoCode === "") {
    const code = status >= 500 ? "server_error" : "not_zoho";
    return new ZohoError(code, { status, connection, details: { host, status } });
  }
  const details = {
    dataCenter: DATA_CENTERS[dataCenter].name,
    console: `https://${DATA_CENTERS[dataCenter].consoleHost}`,
    ...(question.redirectUri !== undefined && { redirectUri: question.redirectUri }),
    ...(question.scopes !== undefined && { scopes: question.scopes }),
  };
  const facts = { zohoCode: redact(zohoCode), status, connection, details };
  switch (zohoCode) {
    case "invalid_code":
      return new ZohoError(question.grant === "refresh" ? "grant_revoked" : "grant_code_invalid", facts);
    case "invalid_client":
    case "invalid_client_secret":
    case "invalid_redirect_uri":
    case "invalid_response_type":
      return new ZohoError(zohoCode, facts);
    case "invalid_scope":
    case "invalid_scopes":
      return new ZohoError("unknown_scope", facts);
    case "access_denied":
      return new ZohoError("access_denied", facts);
    case "missing_org_info":
      return new ZohoError("wrong_org", {
        ...facts,
        details: {
          ...details,
          ...(question.grant === "client credentials" && {
            message: "client credentials for this app need its soid, such as ZohoCRM.1234567",
          }),
        },
      });
    default:
      // An unnamed throttle: the same word in English whatever the status says.
      if (zohoCode.toLowerCase() === "access denied") return throttled(status, body, question);
      return status >= 500
        ? new ZohoError("server_error", {
            ...facts,
            details: { ...details, host, status, message: redact(zohoCode) },
          })
        : new ZohoError("token_refused", facts);
  }
}

function throttled(
  status: number,
  body: Readonly<Record<string, unknown>> | undefined,
  question: TokenQuestion,
): ZohoError {
  const retryAt = question.now + LIMITS.throttleMs;
  const zohoCode = body?.["error"];
  return new ZohoError("token_throttled", {
    ...(typeof zohoCode === "string" && { zohoCode: redact(zohoCode) }),
    status,
    connection: question.connection,
    retryAt,
    retryAfterMs: LIMITS.throttleMs,
    details: { until: new Date(retryAt).toISOString() },
  });
}
