import { accountsUrl, type SafeUrl } from "../transport/destination";
import type { DataCenterCode } from "../zoho/data-centers";

export interface AuthorizeParameters {
  readonly dataCenter: DataCenterCode;
  readonly clientId: string;
  /** Registered in the API console, to the letter. */
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string;
  readonly codeChallenge: string;
}

/**
 * The address of Zoho's consent page. Always offline and always with consent: otherwise Zoho gives no refresh
 * token from the second consent on (Zoho Accounts: web server applications, authorization request).
 */
export function authorizeUrl(parameters: AuthorizeParameters): SafeUrl {
  return accountsUrl(
    parameters.dataCenter,
    "/oauth/v2/auth",
    new URLSearchParams({
      response_type: "code",
      client_id: parameters.clientId,
      redirect_uri: parameters.redirectUri,
      scope: parameters.scopes.join(","),
      access_type: "offline",
      prompt: "consent",
      state: parameters.state,
      code_challenge: parameters.codeChallenge,
      code_challenge_method: "S256",
    }),
  );
}
