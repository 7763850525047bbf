import { DATA_CENTER_CODES, type DataCenterCode } from "../../src/zoho/data-centers";

/** How many refresh tokens of declared connections one node can hold; the environment holds any number. */
const MOST_TOKENS = 20;

/** A client secret that counts in one data center only, where Zoho has issued several (Zoho: multi-DC support). */
export type DataCenterSecret = `clientSecret_${DataCenterCode}`;

/** A place for the refresh token of one declared connection. */
export type TokenPlace = `refreshToken${number}`;

/** Sealed by Node-RED, never in flows.json. Each may be `${NAME}`. */
export type ClientCredentials = {
  clientId?: string;
  clientSecret?: string;
} & Partial<Record<DataCenterSecret | TokenPlace, string>>;

export type CredentialName = keyof ClientCredentials;

export function dataCenterSecret(dataCenter: DataCenterCode): DataCenterSecret {
  return `clientSecret_${dataCenter}`;
}

/** All places for refresh tokens; a row of `connections[]` names the one that it uses. */
export const TOKEN_PLACES: readonly TokenPlace[] = Array.from(
  { length: MOST_TOKENS },
  (_, index): TokenPlace => `refreshToken${index + 1}`,
);

export function isTokenPlace(value: string): value is TokenPlace {
  return (TOKEN_PLACES as readonly string[]).includes(value);
}

/** What Node-RED is told of the credentials, by runtime and editor alike; an editor never gets a password back. */
export const CREDENTIAL_DEFINITIONS: Readonly<
  Record<string, { readonly type: "text" } | { readonly type: "password" }>
> = {
  clientId: { type: "text" },
  clientSecret: { type: "password" },
  ...Object.fromEntries(
    [...DATA_CENTER_CODES.map(dataCenterSecret), ...TOKEN_PLACES].map((name) => [name, { type: "password" }]),
  ),
};
