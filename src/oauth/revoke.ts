import { ZohoError } from "../errors/zoho-error";
import { accountsUrl } from "../transport/destination";
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
 * @returns `revoked`, or `unknown` where Zoho no longer knew the token: both mean that it is dead
 * @throws ZohoError `server_error` where Zoho failed, so that the token may live on
 */
export function processRevokeAnswer(response: TransportResponse): "revoked" | "unknown" {
  if (response.status >= 500) {
    throw new ZohoError("server_error", { status: response.status, details: { status: response.status } });
  }
  return response.status === 200 ? "revoked" : "unknown";
}
