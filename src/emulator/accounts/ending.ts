import type { Challenge } from "./pkce";

/** The answer goes back to the app in the browser. */
export interface CallbackEnding {
  readonly kind: "callback";
  readonly redirectUri: string;
  readonly responseType: "code" | "token";
  readonly responseMode: "query" | "fragment";
  readonly state?: string;
  readonly challenge?: Challenge;
  readonly nonce?: string;
}

/** A device polls for the answer. */
export interface DeviceEnding {
  readonly kind: "device";
  readonly deviceCode: string;
  readonly userCode: string;
}

/** Scopes are added to a grant; the app is told in the browser. */
export interface MoreScopesEnding {
  readonly kind: "more scopes";
  readonly redirectUri: string;
  readonly state?: string;
  readonly enhanceToken: string;
  /** The grant. */
  readonly refreshToken: string;
}

/** How a consent came to be asked for, and so where its answer goes. */
export type Ending = CallbackEnding | DeviceEnding | MoreScopesEnding;
