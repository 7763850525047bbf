import { type Basis, basis } from "../basis/basis";

/** How a client asks for tokens. `device` and `more scopes` have addresses of their own. */
export type ClientGrant =
  "authorization_code" | "refresh_token" | "client_credentials" | "device" | "more scopes";

/** What clients of one type are and may do. */
export interface ClientTypeRow {
  /** As the API console names it. */
  readonly name: string;
  readonly what: string;
  /** Whether the token endpoint wants its secret. `optional`: may be left out, but must be right where it is sent. */
  readonly secret: "required" | "optional" | "none";
  /** `app`: also a scheme of its own. */
  readonly redirectUris: "web" | "app" | "none";
  /** What the authorize address answers it with; none: it is unknown there. */
  readonly responseTypes: readonly ("code" | "token")[];
  readonly pkce: "optional" | "required";
  readonly grants: readonly ClientGrant[];
  /** Whether it may be enabled in several data centers. */
  readonly dataCenters: "several" | "one";
  readonly basis: Basis;
}

/** Client types of the API console. Zoho: OAuth 2.0 client types. */
export const CLIENT_TYPES = {
  server: {
    name: "Server-based Applications",
    what: "consent in the browser, answered with a code; PKCE is checked where it is used",
    secret: "required",
    redirectUris: "web",
    responseTypes: ["code"],
    pkce: "optional",
    grants: ["authorization_code", "refresh_token", "more scopes"],
    dataCenters: "several",
    basis: basis("oauth 2", "documented"),
  },
  browser: {
    name: "Client-based Applications",
    what: "the access token comes in the fragment of the redirect URI; no secret, no refresh token",
    secret: "none",
    redirectUris: "web",
    responseTypes: ["token"],
    pkce: "optional",
    grants: [],
    dataCenters: "several",
    basis: basis("oauth 2", "documented"),
  },
  mobile: {
    name: "Mobile-based Applications",
    what: "as server-based, with mandatory PKCE; the redirect URI may have a scheme of its own",
    secret: "optional",
    redirectUris: "app",
    responseTypes: ["code"],
    pkce: "required",
    grants: ["authorization_code", "refresh_token", "more scopes"],
    dataCenters: "several",
    basis: basis("oauth 2", "documented", "inferred"),
  },
  device: {
    name: "Non-browser Applications",
    what: "consent on another device, by a code that a person types",
    secret: "required",
    redirectUris: "none",
    responseTypes: [],
    pkce: "optional",
    grants: ["device", "refresh_token"],
    dataCenters: "several",
    basis: basis("oauth 8", "documented"),
  },
  self: {
    name: "Self Client",
    what: "codes are generated in the API console, or tokens asked for with the client's credentials alone",
    secret: "required",
    redirectUris: "none",
    responseTypes: [],
    pkce: "optional",
    grants: ["authorization_code", "refresh_token", "client_credentials"],
    dataCenters: "one",
    basis: basis("oauth 2", "documented", "third party"),
  },
} as const satisfies Readonly<Record<string, ClientTypeRow>>;

export type ClientType = keyof typeof CLIENT_TYPES;

/** In the order of the table. */
export const CLIENT_TYPE_IDS = Object.keys(CLIENT_TYPES) as readonly ClientType[];

/** The row of a type, with what rows of other types may hold too. */
export function clientType(type: ClientType): ClientTypeRow {
  return CLIENT_TYPES[type];
}
