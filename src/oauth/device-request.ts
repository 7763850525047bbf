import { accountsUrl } from "../transport/destination";
import type { TransportRequest } from "../transport/transport";
import { formRequest } from "./form-request";
import type { TokenClient } from "./token-request";

/**
 * Asks for a code that a person types on another screen (Zoho Accounts: limited input devices, initiation request).
 * Always offline and with consent, as in the browser: otherwise Zoho gives no refresh token.
 */
export function deviceCodeRequest(
  { dataCenter, clientId }: Pick<TokenClient, "dataCenter" | "clientId">,
  scopes: readonly string[],
): TransportRequest {
  return formRequest(accountsUrl(dataCenter, "/oauth/v3/device/code"), {
    client_id: clientId,
    grant_type: "device_request",
    scope: scopes.join(","),
    access_type: "offline",
    prompt: "consent",
  });
}

/** Asks whether the person has consented (Zoho Accounts: limited input devices, polling request). */
export function devicePollRequest(client: TokenClient, deviceCode: string): TransportRequest {
  return formRequest(accountsUrl(client.dataCenter, "/oauth/v3/device/token"), {
    client_id: client.clientId,
    ...(client.clientSecret !== undefined && { client_secret: client.clientSecret }),
    grant_type: "device_token",
    code: deviceCode,
  });
}
