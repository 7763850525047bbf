/** How codes and tokens of the emulator look. No server code is imported here: the nodes ask this on every start. */

/** What every code and token that the emulator issues begins with. No draw of Zoho's does, save by a chance of 2^-64. */
export const EMULATOR_TOKEN_PREFIX = "1000.e0e0e0e0e0e0e0e0";

/**
 * True where the emulator issued this code or token, so that no real one ever enters its realm.
 * Form as Zoho's: `1000.<32 hex>.<32 hex>`.
 */
export function isEmulatorToken(token: string): boolean {
  return token.startsWith(EMULATOR_TOKEN_PREFIX);
}
