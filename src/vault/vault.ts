import type { DataCenterCode } from "../zoho/data-centers";
import type { Environment } from "../zoho/environments";
import type { OrgAppId, OrgName } from "../zoho/org-probes";
import type { Realm } from "../zoho/realm";

/**
 * What the vault keeps. Every record is sealed on its own and belongs to one connection, whose ID is the record's ID.
 *
 * - `grant`: written only when a person changes something; on disk before success is reported.
 * - `access`: the current access token; losing it costs one token call.
 * - `budget`: tokens issued in the last ten minutes and what Zoho told us to wait for.
 * - `start`: a consent that somebody has begun and not ended, so that it survives a restart.
 * - `forgotten`: fingerprints of the refresh tokens of connections that were disconnected, one record for each realm.
 */
export interface VaultRecords {
  readonly grant: GrantRecord;
  readonly access: AccessRecord;
  readonly budget: BudgetRecord;
  readonly start: StartRecord;
  readonly forgotten: ForgottenRecord;
}

export type RecordKind = keyof VaultRecords;

/** How sure we are of an org or environment: Zoho told us, a person declared it, or nobody knows. */
export type PinLevel = "verified" | "declared" | "unknown";

/**
 * What becomes of a consent that lands on another org, environment or person than its connection belongs to.
 *
 * - `refuse`: it is refused with both names.
 * - `move`: the connection belongs there from now on, as when a sandbox was made anew. What is declared of it still
 *   holds: a declaration is changed where it stands.
 */
export type Elsewhere = "refuse" | "move";

/** What a connection is known to reach. */
export interface Pins {
  readonly level: PinLevel;
  readonly environment?: Environment;
  readonly orgId?: string;
  readonly orgName?: string;
  /** Zoho's name or e-mail address of the consenting person, where the scopes allow to ask. */
  readonly user?: string;
  readonly userId?: string;
  /** The orgs in each app; absent in records of older versions, and where nobody could ask. */
  readonly orgs?: ReachedOrgs;
}

/** By app; one that could not be asked is missing. */
export type ReachedOrgs = Readonly<Partial<Record<OrgAppId, AppOrgs>>>;

/** What a connection reaches in one app. */
export interface AppOrgs {
  /** Those that Zoho named; empty where they are only declared. */
  readonly reached: readonly OrgName[];
  /** ID of the one that calls are for: the only one, or the one that somebody chose; absent where nobody has. */
  readonly chosen?: string;
}

/**
 * What a connection gets its access tokens with: one consent's refresh token, or the right of a Self Client to ask for
 * tokens by its secret alone.
 */
export type Grant = RefreshTokenGrant | ClientCredentialsGrant;

/** One consent: a refresh token and all that belongs to it. */
export interface RefreshTokenGrant extends GrantFacts {
  readonly refreshToken: string;
}

/**
 * A Self Client that needs no consent: it has no refresh token, so nothing of it lives at Zoho between two access
 * tokens and it takes no slot of the 20 (Zoho Accounts: client credentials flow).
 */
export interface ClientCredentialsGrant extends GrantFacts {
  readonly refreshToken?: undefined;
  /** `{service}.{org ID}`, e.g. `ZohoCRM.1234`; empty for the few apps that need none. */
  readonly soid: string;
}

interface GrantFacts {
  readonly dataCenter: DataCenterCode;
  /** Scopes that Zoho granted, or that were asked where its answer names none. */
  readonly scopes: readonly string[];
  readonly pins: Pins;
  /** Milliseconds since 1970. */
  readonly grantedAt: number;
}

/** A connection: its name, its current grant, the one being tried, and those it had before. */
export interface GrantRecord {
  readonly id: string;
  readonly realm: Realm;
  readonly name: string;
  readonly clientId: string;
  /** Secret of the client when a person last connected; absent for clients that have none. */
  readonly clientSecret?: string;
  /** Goes up by one whenever another grant becomes the current one. */
  readonly generation: number;
  readonly current?: Grant;
  /** Stored before it is proven, so that a crash can't lose it. */
  readonly candidate?: Grant;
  /** What must come before the candidate may be used; a proof where nothing is said. */
  readonly candidateTerms?: CandidateTerms;
  /** Replaced refresh tokens: not revoked, because that might kill the new grant or another machine's copy. */
  readonly retired: readonly RefreshTokenGrant[];
  /** Fingerprints of retired refresh tokens that were revoked. */
  readonly revoked?: readonly string[];
}

/** What a candidate waits for. */
export interface CandidateTerms {
  readonly needs: readonly CandidateNeed[];
  /** `move`: its connection may move to where the proof finds it. */
  readonly elsewhere?: Elsewhere;
}

/**
 * `proof`: Zoho has not been reached yet with its access token. `confirmation`: somebody opened a link that was sent
 * out, and nobody has said yet that this is the org that was meant.
 */
export type CandidateNeed = "proof" | "confirmation";

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

/** What must not come back by itself, as with the next Deploy: its connection was disconnected on purpose. */
export interface ForgottenRecord {
  readonly id: string;
  readonly realm: Realm;
  /** Fingerprints of refresh tokens, oldest first. */
  readonly prints: readonly string[];
}

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

/**
 * Where connections are kept. One per runtime; files now, others behind the same interface.
 *
 * Reads and writes of one record never interleave. A write has happened wholly or not at all.
 */
export interface Vault {
  /** IDs of the records of a kind, without opening any. */
  ids(kind: RecordKind): Promise<readonly string[]>;
  /**
   * @returns the record, or undefined where there is none
   * @throws ZohoError `vault_damaged` where it can't be read, `vault_newer` where a newer version of this package wrote
   *   it, `vault_locked` where no key at hand opens the vault
   */
  read<K extends RecordKind>(kind: K, id: string): Promise<VaultRecords[K] | undefined>;
  /**
   * Reads, changes and writes one record, so that no change of somebody else is lost, in whatever process. Of `access`
   * records another process may lose the last write, which costs a token call.
   *
   * @param change gets the record or undefined; what it returns is stored; undefined removes it; the very
   *   value it was given writes nothing. Called again where another process came in between: only the last call counts
   * @returns what is stored afterwards
   * @throws as `read`, and ZohoError `vault_unwritable` where the disk refuses
   */
  update<K extends RecordKind>(
    kind: K,
    id: string,
    change: (current: VaultRecords[K] | undefined) => VaultRecords[K] | undefined,
  ): Promise<VaultRecords[K] | undefined>;
  /**
   * Moves a record that can't be read out of the way, so that another can take its place. What can be read stays,
   * and so does what a newer version wrote.
   *
   * @throws ZohoError `vault_locked`, `vault_unwritable`
   */
  discardDamaged(kind: RecordKind, id: string): Promise<void>;
  /**
   * Runs work while nobody else who uses this vault, in whatever process, runs work under the same name.
   *
   * For what may take seconds, as asking Zoho for a token: what is held by a process that has died is freed again, and
   * where it can't be had in time the work runs all the same. So the work must first look whether it is still needed,
   * and must do no harm where two do it at once.
   *
   * @param name the ID of a connection
   * @throws whatever `work` throws; never for lack of the lease itself
   */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T>;
}
