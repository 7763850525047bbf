import type { DataCenterCode } from "../zoho/data-centers";
import type { Environment } from "../zoho/environments";
import type { OrgAppId, OrgName } from "../zoho/org-probes";
import type { Realm } from "../zoho/realm";

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
  /** Edition of the org in CRM; absent in records of older versions, and where Zoho has not said. */
  readonly edition?: ToldEdition;
  /** The orgs in each app; absent in records of older versions, and where nobody could ask. */
  readonly orgs?: ReachedOrgs;
}

/** What Zoho said of the edition of an org. */
export interface ToldEdition {
  /** As the API names it; `callsAtOnce` knows what it means. */
  readonly name: string;
  /** When it said so; milliseconds since 1970. */
  readonly toldAt: number;
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
  /** ID of the record that it had under its former name, until that one is removed; see `renameConnection`. */
  readonly renamedFrom?: string;
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

/** What must not come back by itself, as with the next Deploy: its connection was disconnected on purpose. */
export interface ForgottenRecord {
  readonly id: string;
  readonly realm: Realm;
  /** Fingerprints of refresh tokens, oldest first. */
  readonly prints: readonly string[];
}
