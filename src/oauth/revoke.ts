import { ZohoError } from "../errors/zoho-error";
import { accountsUrl } from "../transport/destination";
import { parseJsonObject } from "../transport/json-body";
import type { TransportRequest, TransportResponse } from "../transport/transport";
import type { DataCenterCode } from "../zoho/data-centers";
import { formRequest } from "./form-request";
import type { TokenClient } from "./token-request";

/**
 * What became of a refresh token. `revoked`, and `unknown` where Zoho no longer knew it, mean that it is dead;
 * `not here`, that this address revokes nothing any more.
 */
export type Revocation = "revoked" | "unknown" | "not here";

/**
 * Revokes a refresh token, and with it its access tokens, at the classic address: whoever holds it may (Zoho Accounts:
 * revoke a refresh token).
 */
export function revokeRequest(dataCenter: DataCenterCode, refreshToken: string): TransportRequest {
  return formRequest(accountsUrl(dataCenter, "/oauth/v2/token/revoke"), { token: refreshToken });
}

/**
 * The same at the newer address, which wants the client's ID and secret by HTTP Basic (Zoho developer docs: revoke
 * OAuth token, 2026).
 *
 * @param client of the token's own data center
 */
export function revokeByClientRequest(
  client: TokenClient & { readonly clientSecret: string },
  refreshToken: string,
): TransportRequest {
  const request = formRequest(accountsUrl(client.dataCenter, "/oauth/v2/revoke/token"), {
    token: refreshToken,
    token_type: "refresh_token",
  });
  // RFC 6749 2.3.1 has both form-urlencoded first; Zoho's have no character that this changes.
  const credentials = [client.clientId, client.clientSecret].map(encodeURIComponent).join(":");
  const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
  return { ...request, headers: { ...request.headers, authorization } };
}

/**
 * Judges by the body: only Zoho's own words show that a token is dead. Zoho: 200 `{"status":"success"}`, 400 for a
 * token that it does not know; a throttle comes with 400 as well.
 *
 * @throws ZohoError `server_error` or `not_zoho` where the token may live on
 */
export function processRevokeAnswer(response: TransportResponse): Revocation {
  const { status } = response;
  const said = parseJsonObject(response.body) ?? {};
  checkBusy(response, said);
  if (status === 404 || status === 405) return "not here";
  if (status === 200 && said["status"] === "success") return "revoked";
  if (status === 400 || (status === 200 && typeof said["error"] === "string")) return "unknown";
  throw notZoho(status);
}

/**
 * Judges an answer of the newer address. Its 400 may also mean that the client's credentials are wrong, and then the
 * token lives on. A success may come without a body (RFC 7009 2.2).
 *
 * @throws ZohoError `invalid_client`, `server_error` or `not_zoho` where the token may live on
 */
export function processRevokeByClientAnswer(response: TransportResponse): Revocation {
  const { status, body } = response;
  const said = parseJsonObject(body);
  checkBusy(response, said ?? {});
  const error = said?.["error"];
  if (status === 401 || status === 403 || (typeof error === "string" && /client/.test(error))) {
    throw new ZohoError("invalid_client", {
      status,
      ...(typeof error === "string" && /^[a-z_]{1,60}$/.test(error) && { zohoCode: error }),
      details: { dataCenter: "of the token", console: "Zoho's API console" },
    });
  }
  if (status === 404 || status === 405) return "not here";
  if (status === 200 && error === undefined && (said !== undefined || body.length === 0)) return "revoked";
  if (status === 400 || (status === 200 && typeof error === "string")) return "unknown";
  throw notZoho(status);
}

function checkBusy({ status }: TransportResponse, said: Readonly<Record<string, unknown>>): void {
  if (status < 500 && status !== 429 && said["status"] !== "failure") return;
  throw new ZohoError("server_error", { status, details: { status } });
}

function notZoho(status: number): ZohoError {
  return new ZohoError("not_zoho", { status, details: { status, host: "Zoho Accounts" } });
}
