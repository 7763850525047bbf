const SECRET_PARAMETERS = [
  "access_token",
  "client_secret",
  "code",
  // By the method `plain` it is the verifier itself.
  "code_challenge",
  "code_verifier",
  "device_code",
  "enhance_token",
  "id",
  "refresh_token",
  "session",
  "state",
  "token",
  "user_code",
];
const SECRETS = new RegExp(`((?:^|&)(?:${SECRET_PARAMETERS.join("|")})=)[^&]*`, "gi");

/** Zoho's tokens begin with 1000, 1004 or 1005; a further number would be one of theirs too. */
const TOKEN_LIKE = /1\d{3}\.[0-9a-f]{32}\.[0-9a-f]+/gi;

/** A query without what nobody may read in a log: `?code=***`. Only for hosts of Zoho Accounts. */
export function maskQuery(query: string): string {
  return query.replace(SECRETS, "$1***").replace(TOKEN_LIKE, "***");
}
