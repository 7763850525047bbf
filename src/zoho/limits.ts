/**
 * Zoho's published limits on tokens. Sources disagree on some; the client acts on the strictest.
 * Zoho: OAuth token limits (Accounts), Kaizen #79, CRM v8 token validity.
 */
export const LIMITS = {
  /** Access tokens that one refresh token may issue per window. */
  accessTokensPerWindow: 10,
  /** Grant codes that one person or one client may get per window (CRM counts by client, Accounts by person). */
  grantTokensPerWindow: 10,
  /** Length of that window, milliseconds. */
  windowMs: 10 * 60_000,
  /** Refresh tokens of one user for one client that live at once; one more kills the oldest. */
  refreshTokensPerUserAndClient: 20,
  /** Life of a grant token by the strictest page, milliseconds. */
  grantTokenMs: 60_000,
  /** Life of an access token, milliseconds. */
  accessTokenMs: 3_600_000,
  /** How long a throttled token endpoint stays closed, milliseconds. */
  throttleMs: 10 * 60_000,
} as const;

/** Records that one call tags (CRM v8: add tags to multiple records). */
export const TAG_IDS = 500;
