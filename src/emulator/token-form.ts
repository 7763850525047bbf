/** How codes and tokens of the emulator look. No server code is imported here: the nodes ask this on every start. */

/** No draw of Zoho's begins so, save by a chance of 2^-64. */
const MARK = "e0e0e0e0e0e0e0e0";

/** What most codes and tokens that the emulator issues begin with. */
export const EMULATOR_TOKEN_PREFIX = `1000.${MARK}`;

/** What those of mobile and non-browser clients, and device codes, begin with: Zoho's are `1004.` there. */
export const EMULATOR_NATIVE_TOKEN_PREFIX = `1004.${MARK}`;

/** Zoho's first parts: 1000 as a rule, 1004 for native clients and devices, 1005 seen in Canada. */
const EMULATOR_TOKEN = new RegExp(`^100[045]\\.${MARK}`);

/**
 * True where the emulator issued this code or token, so that no real one ever enters its realm.
 * Form as Zoho's: `1000.<32 hex>.<32 hex>`.
 */
export function isEmulatorToken(token: string): boolean {
  return EMULATOR_TOKEN.test(token);
}
