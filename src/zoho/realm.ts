/**
 * Which world a client lives in: Zoho itself, or the emulator on loopback. The realm is part of every key,
 * so that what belongs to one can't reach the other.
 */
export const REALMS = ["zoho", "emulator"] as const;

export type Realm = (typeof REALMS)[number];
