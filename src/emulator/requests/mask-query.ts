const SECRET_PARAMETERS = [
  "access_token",
  "client_secret",
  "code",
  "code_verifier",
  "device_code",
  "id",
  "refresh_token",
  "session",
  "state",
  "token",
];
const SECRETS = new RegExp(`((?:^|&)(?:${SECRET_PARAMETERS.join("|")})=)[^&]*`, "gi");
const TOKEN_LIKE = /1000\.[0-9a-f]{32}\.[0-9a-f]+/gi;

/** A query without what nobody may read in a log: `?code=***`. Only for hosts of Zoho Accounts. */
export function maskQuery(query: string): string {
  return query.replace(SECRETS, "$1***").replace(TOKEN_LIKE, "***");
}
