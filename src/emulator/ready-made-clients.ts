/**
 * The clients that exist in every emulator, whatever its seed, so that imported examples run without credentials.
 * They are public: nothing but the emulator accepts them. No server code is imported here.
 */

export interface ReadyMadeClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A server-based client: consent in the browser, answered on one of its redirect URIs. */
export const READY_MADE_SERVER_CLIENT: ReadyMadeClient & { readonly redirectUris: readonly string[] } = {
  clientId: "1000.EMULATORSERVER0000000000000000",
  clientSecret: "e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e001",
  redirectUris: ["http://127.0.0.1:1880/zoho/callback", "http://localhost:1880/zoho/callback"],
};

/** A Self Client: grant codes come from the API console, so there is no redirect URI. */
export const READY_MADE_SELF_CLIENT: ReadyMadeClient = {
  clientId: "1000.EMULATORSELF000000000000000000",
  clientSecret: "e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e002",
};
