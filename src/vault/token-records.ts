export interface AccessRecord {
  readonly id: string;
  readonly generation: number;
  /** Tells one access token of a generation from the next. */
  readonly version: number;
  readonly token: string;
  /** Milliseconds since 1970 by Zoho's clock: when the request for it was sent, and when it ends. */
  readonly obtainedAt: number;
  readonly expiresAt: number;
  /** How far Zoho's clock was ahead of this machine's then, milliseconds; absent where both agreed. */
  readonly clockOffset?: number;
}

export interface BudgetRecord {
  readonly id: string;
  /** Of the grant that tokens were asked for with; absent in records of versions that did not note it. */
  readonly generation?: number;
  /** When token requests were sent, milliseconds since 1970; only those of the running window. */
  readonly issues: readonly number[];
  /** Zoho's throttle or our own, milliseconds since 1970. */
  readonly throttledUntil?: number;
  /** The generation of which Zoho said that its refresh token is dead. */
  readonly brokenGeneration?: number;
  /** Fingerprint of a client secret that Zoho refused, with Zoho's code for it. */
  readonly refusedSecret?: { readonly fingerprint: string; readonly zohoCode: string };
  /** The last access tokens that died early; absent where none did. */
  readonly earlyDeaths?: readonly EarlyDeath[];
}

/** An access token that Zoho ended long before its time although its grant is alive. */
export interface EarlyDeath {
  readonly version: number;
  /** When it was noticed, milliseconds since 1970. */
  readonly at: number;
}
