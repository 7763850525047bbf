import type { DataCenterCode } from "../zoho/data-centers";
import type { Realm } from "../zoho/realm";
import type { Elsewhere, Pins } from "./grant-record";

/** A consent that has begun: in a browser, or on a device that shows a code. */
export type StartRecord = BrowserStart | DeviceStart;

/** A consent that ends with a redirect. Its ID is the hash of `state`, which itself is never stored. */
export interface BrowserStart extends StartFacts {
  readonly device?: undefined;
  readonly redirectUri: string;
  /** PKCE code verifier. */
  readonly codeVerifier: string;
  /** Hash of the cookie value that the callback must carry; absent for a link that a flow sent out. */
  readonly browserBinding?: string;
  /** Once its grant is proven and the person has been asked whether it is the one that was meant. */
  readonly confirming?: ConfirmingStart;
}

/** A question on the page of the callback that waits for its answer. */
export interface ConfirmingStart {
  /** Hash of the one-time token that the page holds. */
  readonly tokenHash: string;
  /** Fingerprint of the grant that it is about. */
  readonly print: string;
}

/** A consent that ends when Zoho is asked again and the person has typed the code. Its ID is random. */
export interface DeviceStart extends StartFacts {
  readonly device: WaitingDevice;
}

/** What Zoho gave to a device that asked (Zoho Accounts: limited input devices). */
export interface WaitingDevice {
  readonly deviceCode: string;
  /** What the person types; no secret. */
  readonly userCode: string;
  /** Path of the page where it is typed, on the accounts server of `StartFacts.dataCenter`. */
  readonly pagePath: string;
  /** Whether that page takes the code as `user_code` in its address. */
  readonly pageTakesCode: boolean;
  /** Shortest time between two questions, milliseconds. */
  readonly intervalMs: number;
}

interface StartFacts {
  readonly id: string;
  readonly realm: Realm;
  readonly connectionName: string;
  readonly clientId: string;
  /** That of the data center where it began, and in all others where `otherSecrets` names none. */
  readonly clientSecret?: string;
  /** Of a client with a secret for each data center: those of the others. */
  readonly otherSecrets?: Readonly<Partial<Record<DataCenterCode, string>>> | undefined;
  /** Where it began. */
  readonly dataCenter: DataCenterCode;
  readonly allowedDataCenters: readonly DataCenterCode[];
  readonly scopes: readonly string[];
  readonly expected?: Pins | undefined;
  /** `move`: its connection may move to where the consent lands; see `Elsewhere`. */
  readonly elsewhere?: Elsewhere | undefined;
  /** The node that waits for it, so that it can be told after a restart. */
  readonly startedBy: string;
  /** True once its code has been sent to Zoho: a second answer to it can't be had. */
  readonly exchanging: boolean;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}
