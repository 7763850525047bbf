/** How client IDs of the emulator look. No server code is imported here: the nodes ask this on every start. */

const EMULATOR_CLIENT_ID = /^1000\.EMULATOR[A-Z0-9]{22}$/;

/** What every client ID that the emulator issues begins with. */
export const EMULATOR_CLIENT_ID_PREFIX = "1000.EMULATOR";

/**
 * True where the emulator issued this client ID, so that no real client ever enters its realm.
 * Form as Zoho's: `1000.` and 30 upper-case letters or digits.
 */
export function isEmulatorClientId(clientId: string): boolean {
  return EMULATOR_CLIENT_ID.test(clientId);
}
