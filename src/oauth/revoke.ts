import { ZohoError } from "../errors/zoho-error";
import { accountsUrl } from "../transport/destination";
import { parseJsonBody } from "../transport/json-body";
import type { TransportRequest, TransportResponse } from "../transport/transport";
import type { DataCenterCode } from "../zoho/data-centers";

/** Revokes a refresh token, and with it its access tokens (Zoho Accounts: revoke a refresh token). */
export function revokeRequest(dataCenter: DataCenterCode, refreshToken: string): TransportRequest {
  return {
    method: "POST",
    url: accountsUrl(dataCenter, "/oauth/v2/token/revoke"),
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams({ token: refreshToken }).toString(),
    timeoutMs: 15_000,
  };
}

/**
 * Judges by the body: only Zoho's own words show that a token is dead. Zoho: 200 `{"status":"success"}`, 400 for a
 * token that it does not know; a throttle comes with 400 as well.
 *
 * @returns `revoked`, or `unknown` where Zoho no longer knew the token: both mean that it is dead
 * @throws ZohoError `server_error` or `not_zoho` where the token may live on
 */
export function processRevokeAnswer(response: TransportResponse): "revoked" | "unknown" {
  const { status } = response;
  const body = parseJsonBody(response.body);
  const said = typeof body === "object" && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  if (status >= 500 || status === 429 || said["status"] === "failure") {
    throw new ZohoError("server_error", { status, details: { status } });
  }
  if (status === 200 && said["status"] === "success") return "revoked";
  if (status === 400 || (status === 200 && typeof said["error"] === "string")) return "unknown";
  throw new ZohoError("not_zoho", { status, details: { status, host: "Zoho Accounts" } });
}
