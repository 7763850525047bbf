import type { OrgName } from "../zoho/org-probes";

/** What a test has shown of a connection that works. */
export interface TestedConnection {
  /** What was asked, as in `GET /crm/v8/org`; absent where no scope lets anything be asked, and only the token was. */
  readonly asked?: string;
  /** The app that has answered. */
  readonly app?: string;
  /** The org that the answer names: of several the one that calls are for, else the first. */
  readonly org?: OrgName;
  /** How many orgs the answer names. */
  readonly orgs?: number;
  /** Who consented, where that is known. */
  readonly user?: string;
  /** From the question to the answer, waits and a new access token included; milliseconds. */
  readonly tookMs: number;
  /** API credits of the day that are left, where Zoho has told. */
  readonly creditsLeft?: number;
}
