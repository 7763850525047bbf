import { accountsUrl } from "../transport/destination";
import type { TransportRequest } from "../transport/transport";
import type { DataCenterCode } from "../zoho/data-centers";
import { formRequest } from "./form-request";

/** Who asks: the client, and the data center that its secret and its grant belong to. */
export interface TokenClient {
  readonly dataCenter: DataCenterCode;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
}

/**
 * Exchanges a grant code (Zoho Accounts: access token request). One attempt only: a code works once, so a
 * repetition after a lost answer can't succeed.
 *
 * @param code with the redirect URI and verifier of its start; a Self Client code has neither
 */
export function grantCodeRequest(
  client: TokenClient,
  code: { readonly code: string; readonly redirectUri?: string; readonly codeVerifier?: string },
): TransportRequest {
  return tokenRequest(client, {
    grant_type: "authorization_code",
    code: code.code,
    ...(code.redirectUri !== undefined && { redirect_uri: code.redirectUri }),
    ...(code.codeVerifier !== undefined && { code_verifier: code.codeVerifier }),
  });
}

/** Asks for another access token (Zoho Accounts: access token from refresh token). */
export function refreshRequest(client: TokenClient, refreshToken: string): TransportRequest {
  return tokenRequest(client, { grant_type: "refresh_token", refresh_token: refreshToken });
}

/**
 * Asks for an access token of a Self Client that needs no consent (Zoho Accounts: client credentials flow).
 *
 * @param wanted the scopes, and `soid` as `{service}.{org ID}`; empty for the few apps that need none
 */
export function clientCredentialsRequest(
  client: TokenClient,
  wanted: { readonly scopes: readonly string[]; readonly soid: string },
): TransportRequest {
  return tokenRequest(client, {
    grant_type: "client_credentials",
    scope: wanted.scopes.join(","),
    ...(wanted.soid !== "" && { soid: wanted.soid }),
  });
}

function tokenRequest(client: TokenClient, parameters: Readonly<Record<string, string>>): TransportRequest {
  return formRequest(accountsUrl(client.dataCenter, "/oauth/v2/token"), {
    client_id: client.clientId,
    ...(client.clientSecret !== undefined && { client_secret: client.clientSecret }),
    ...parameters,
  });
}
