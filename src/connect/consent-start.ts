import { randomBytes } from "node:crypto";
import { authorizeUrl } from "../oauth/authorize-url";
import { createPkce } from "../oauth/pkce";
import type { SafeUrl } from "../transport/destination";
import type { BrowserStart } from "../vault/vault";
import { checkRedirectUri } from "./redirect-uri";
import { checkConnectionName } from "./connection-id";
import { isSecretOf, secretHash } from "./secret-hash";

/** What a consent in the browser begins with. */
export interface ConsentRequest extends Omit<
  BrowserStart,
  "id" | "device" | "codeVerifier" | "browserBinding" | "exchanging" | "expiresAt"
> {
  /** `browser`: only the browser that began it may end it. `link`: whoever opens the link may. */
  readonly boundTo: "browser" | "link";
  /** Milliseconds until it counts as abandoned. */
  readonly timeoutMs: number;
}

/** A consent that has begun. */
export interface StartedConsent {
  readonly record: BrowserStart;
  /** Zoho's consent page. */
  readonly url: SafeUrl;
  /** For the cookie of the browser that began it; only where it is bound to one. */
  readonly cookie?: string;
}

/** Longest time a consent may stay open, milliseconds. */
export const MAX_TIMEOUT_MS = 24 * 3_600_000;

/**
 * Prepares a consent: a random single-use `state` that is kept only as its hash, a PKCE pair, and a cookie value
 * where the browser is bound (RFC 9700: CSRF, code injection).
 *
 * @throws ZohoError `invalid_input` for a bad name or redirect URI
 */
export function startConsent(
  request: ConsentRequest,
  now: number,
  random: (size: number) => Buffer = randomBytes,
): StartedConsent {
  const { boundTo, timeoutMs, ...facts } = request;
  const connectionName = checkConnectionName(facts.connectionName);
  const redirectUri = checkRedirectUri(facts.redirectUri);
  const state = random(32).toString("base64url");
  const pkce = createPkce(random);
  const cookie = boundTo === "browser" ? random(24).toString("base64url") : undefined;
  const record: BrowserStart = {
    ...facts,
    connectionName,
    redirectUri,
    id: startId(state),
    codeVerifier: pkce.verifier,
    ...(cookie !== undefined && { browserBinding: secretHash(cookie) }),
    exchanging: false,
    expiresAt: now + Math.min(Math.max(timeoutMs, 1_000), MAX_TIMEOUT_MS),
  };
  const { dataCenter, clientId, scopes } = record;
  const url = authorizeUrl({
    dataCenter,
    clientId,
    redirectUri,
    scopes,
    state,
    codeChallenge: pkce.challenge,
  });
  return { record, url, ...(cookie !== undefined && { cookie }) };
}

/** The ID under which the start of a `state` is kept. It can be shown: the state can't be had from it. */
export function startId(state: string): string {
  return secretHash(state).slice(0, 64);
}

/** True where the browser that came back is the one that began, or where any may end it. */
export function isBoundBrowser(record: BrowserStart, cookie: string | undefined): boolean {
  const { browserBinding } = record;
  return browserBinding === undefined || (cookie !== undefined && isSecretOf(browserBinding, cookie));
}
