/**
 * What the sidebar *Zoho* asks of the runtime, by a route of `shared/admin/route-table.ts`. Shared by both sides; nothing
 * here ever holds a token or a secret.
 */
import type { ErrorClass } from "../../../src/errors/classes";
import type { ErrorCode } from "../../../src/errors/codes";
import type { DataCenterCode } from "../../../src/zoho/data-centers";
import type { Environment } from "../../../src/zoho/environments";
import type { Realm } from "../../../src/zoho/realm";
import type { ConnectionState } from "../../zoho-client/admin-api";

/** Answer of `GET zoho/overview`. It comes from what is at hand: neither Zoho nor a token is asked for. */
export interface Overview {
  /** ISO 8601. */
  readonly at: string;
  /** IDs of all `zoho-client` nodes that are deployed and know who they are. */
  readonly clients: readonly string[];
  /** Those that need somebody first, then by name. */
  readonly connections: readonly OverviewConnection[];
  /** Connections that are left out because there are too many. */
  readonly connectionsLeftOut: number;
  /** The busiest first. */
  readonly lanes: readonly OverviewLane[];
  readonly outbox: OverviewOutbox;
  /** The newest first. */
  readonly errors: readonly ReportedError[];
}

export interface OverviewConnection {
  readonly id: string;
  readonly name: string;
  readonly state: ConnectionState;
  /** Absent where it can't be read; so are most of the others. */
  readonly realm?: Realm;
  /** IDs of the deployed clients that it belongs to; an orphan has none. */
  readonly clients: readonly string[];
  /** Of an orphan: a client with this client ID adopts it. */
  readonly clientId?: string;
  readonly dataCenter?: DataCenterCode;
  readonly environment?: Environment;
  readonly orgId?: string;
  readonly orgName?: string;
  readonly user?: string;
  readonly tokens?: TokenBudget;
  /** ISO 8601: when Zoho last answered a call of it, since this Node-RED has started. */
  readonly lastCallAt?: string;
}

/** How many access tokens a connection has asked for in the last ten minutes. */
export interface TokenBudget {
  readonly sent: number;
  /** What Zoho allows. */
  readonly limit: number;
  /** ISO 8601: when the runtime may ask again, where it may not now. */
  readonly retryAt?: string;
}

/** Calls of one org in one product, which share Zoho's limits. */
export interface OverviewLane {
  readonly product: string;
  /** Name of the org, else its ID; the name of the connection where the org is not known. */
  readonly of: string;
  readonly environment?: string;
  readonly inFlight: number;
  readonly waiting: number;
  /** Nodes whose calls wait. */
  readonly waitingNodes: readonly WaitingNode[];
  /** ISO 8601: until when Zoho lets nothing through. */
  readonly pausedUntil?: string;
  /** API credits that are left, where Zoho has told. */
  readonly creditsLeft?: number;
}

export interface WaitingNode {
  /** Its ID. */
  readonly node: string;
  readonly waiting: number;
}

/** Writes that are kept on disk until Zoho has taken them. */
export interface OverviewOutbox {
  readonly queues: readonly OverviewQueue[];
  /** What nodes have left that are gone. */
  readonly orphans: readonly LeftQueue[];
  /** Why it can't be seen what is kept, for people. */
  readonly problem?: Sentences;
  /** True while it is still being opened, as when another process has it: orphans may be missing. */
  readonly isOpening: boolean;
}

export interface OverviewQueue {
  /** ID of the node that keeps. */
  readonly node: string;
  readonly records: number;
  /** ISO 8601. */
  readonly oldestAt?: string;
  readonly paused: boolean;
  /** Why nothing is delivered. */
  readonly held?: Sentences & { readonly class: ErrorClass; readonly code: ErrorCode };
}

export interface LeftQueue {
  /** ID of the node that is gone. */
  readonly node: string;
  readonly records: number;
  /** ISO 8601. */
  readonly oldestAt?: string;
}

export interface Sentences {
  readonly reason: string;
  readonly remedy: string;
}

/** An error that a node has reported, how often and when last. */
export interface ReportedError extends Sentences {
  readonly node: {
    readonly id: string;
    readonly type: string;
    readonly name?: string;
    /** Of a node in an instance of a subflow: the ID that the editor knows. */
    readonly madeFrom?: string;
  };
  readonly class: ErrorClass;
  readonly code: ErrorCode;
  readonly zohoCode?: string;
  readonly status?: number;
  readonly product?: string;
  readonly connection?: string;
  /** ISO 8601. */
  readonly retryAt?: string;
  /** ISO 8601: the last time. */
  readonly at: string;
  readonly count: number;
}
