import { invalidInput } from "../errors/invalid-input";
import type { ZohoError } from "../errors/zoho-error";

const PRIVATE_HOST =
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|[A-Za-z0-9-]+(?:\.local)?)$/;

/**
 * Where Zoho may send a grant code: https, or http on this machine or in the private network, where the code is
 * protected by PKCE alone.
 *
 * @returns the URI as it was given: Zoho compares it to the letter
 * @throws ZohoError `invalid_input`
 */
export function checkRedirectUri(redirectUri: string): string {
  let url: URL;
  try {
    url = new URL(redirectUri);
  } catch {
    throw refused("is not a URL");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refused("must begin with https://");
  if (url.protocol === "http:" && !isPrivateHost(url.hostname)) {
    throw refused("must begin with https://, because its host is not in a private network");
  }
  if (url.username + url.password + url.hash !== "") throw refused("must not hold a user name or a fragment");
  return redirectUri;
}

/** True for this machine and its private network, where http is taken; names without a dot count as such. */
export function isPrivateHost(hostname: string): boolean {
  return PRIVATE_HOST.test(hostname);
}

function refused(problem: string): ZohoError {
  return invalidInput("The redirect URI", problem);
}
