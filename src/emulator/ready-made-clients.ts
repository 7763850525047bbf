/**
 * The clients that exist in every emulator, whatever its seed, so that imported examples run without credentials.
 * They are public: nothing but the emulator accepts them. No server code is imported here.
 */

export interface ReadyMadeClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A ready-made client to whose redirect URIs consents come back. */
export interface ReadyMadeWebClient extends ReadyMadeClient {
  readonly redirectUris: readonly string[];
}

/** A server-based client: consent in the browser, answered on one of its redirect URIs. */
export const READY_MADE_SERVER_CLIENT: ReadyMadeWebClient = {
  clientId: "1000.EMULATORSERVER0000000000000000",
  clientSecret: "e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e001",
  redirectUris: ["http://127.0.0.1:1880/zoho/callback", "http://localhost:1880/zoho/callback"],
};

/** A Self Client: grant codes come from the API console, so there is no redirect URI. */
export const READY_MADE_SELF_CLIENT: ReadyMadeClient = {
  clientId: "1000.EMULATORSELF000000000000000000",
  clientSecret: "e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e002",
};

/** A mobile or desktop client: PKCE is a must, the redirect URI may have a scheme of its own. */
export const READY_MADE_MOBILE_CLIENT: ReadyMadeWebClient = {
  clientId: "1000.EMULATORMOBILE0000000000000000",
  clientSecret: "e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e003",
  redirectUris: ["zohoemulator://callback", "http://127.0.0.1:1880/zoho/callback"],
};

/** A client-based (JavaScript) client: tokens come in the fragment of its redirect URI; it has no secret. */
export const READY_MADE_BROWSER_CLIENT: Omit<ReadyMadeWebClient, "clientSecret"> = {
  clientId: "1000.EMULATORBROWSER000000000000000",
  redirectUris: ["http://127.0.0.1:1880/zoho/callback", "http://localhost:1880/zoho/callback"],
};

/** A non-browser client: consent is given on another device, so there is no redirect URI. */
export const READY_MADE_DEVICE_CLIENT: ReadyMadeClient = {
  clientId: "1000.EMULATORDEVICE0000000000000000",
  clientSecret: "e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e004",
};
