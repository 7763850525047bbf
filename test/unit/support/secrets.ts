/** Marked secrets in the shapes that Zoho's have, to be looked for where they must not be. */
export const CANARY = {
  clientSecret: "c0ffee5ec2e7c0ffee5ec2e7c0ffee5ec2e7cafe01",
  refreshToken: `1000.${"a1".repeat(16)}.${"b2".repeat(16)}`,
  grantCode: `1000.${"c3".repeat(16)}.${"d4".repeat(16)}`,
  accessToken: `1000.${"e5".repeat(16)}.${"f6".repeat(16)}`,
} as const;

/** An access token that tells its number: `1000.<32 hex>.<32 hex>`. */
export function accessToken(number: number): string {
  return `1000.${number.toString(16).padStart(32, "0")}.${"f6".repeat(16)}`;
}
