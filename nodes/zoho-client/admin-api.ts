/**
 * What the dialog and the runtime say to each other, by the routes of `shared/admin/route-table.ts`. Shared by both
 * sides; nothing here ever holds a token, and a client secret travels only from the dialog to the runtime, in a POST body.
 */
import type { ErrorCause } from "../../src/errors/zoho-error";
import type { TestedConnection } from "../../src/connect/tested-connection";
import type { DataCenterCode } from "../../src/zoho/data-centers";
import type { Environment } from "../../src/zoho/environments";
import type { PinLevel } from "../../src/vault/vault";
import type { ProbeStanding } from "./callback-probes";
import type { ClientConfig } from "./config";
import type { ClientCredentials } from "./credentials";
import type { Health } from "../../src/tokens/health";

/** The dialog's present values, deployed or not. */
export interface DialogClient extends Omit<ClientConfig, "version"> {
  /** ID of the config node, so that an unchanged password (`__PWRD__`) can be taken from the deployed one. */
  readonly id: string;
  readonly credentials: ClientCredentials;
}

/** Body of `POST zoho/connect` and, apart from `comesBack`, of `POST zoho/connect/device`. */
export interface ConnectRequest {
  readonly client: DialogClient;
  /** Name for the connection. */
  readonly connection: string;
  /** Whether the connection may move to where the consent lands; it may not unless said so. */
  readonly elsewhere?: "refuse" | "move";
  /** `pasted`: a redirect URI under another address than the editor's is no problem then; `callback` unless said so. */
  readonly comesBack?: "callback" | "pasted";
}

/** Answer of `POST zoho/connect`. */
export interface ConnectStarted {
  readonly ticket: string;
  /** Address of Zoho's (or the emulator's) sign-in page. */
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Answer of `POST zoho/connect/device`: `url` is the page where the code is typed. The device code is not in it. */
export interface DeviceStarted extends ConnectStarted {
  readonly userCode: string;
  /** The same page with the code filled in; only where Zoho offers it. */
  readonly completeUrl?: string;
  /** Until it runs out; for browsers whose clock is another. */
  readonly secondsLeft: number;
}

/** Body of `POST zoho/connect/pasted`, whose answer is a `ConnectStatus`. */
export interface PastedRequest {
  readonly ticket: string;
  /** The whole address of the page that could not be opened; the code in it is a secret. */
  readonly address: string;
}

/** Answer of `GET zoho/connect/:ticket`. `consented`: the grant is being stored and tried. */
export type ConnectStatus =
  | { readonly state: "waiting" | "consented"; readonly expiresAt: string }
  | { readonly state: "connected"; readonly connection: ConnectionView }
  | { readonly state: "failed"; readonly cause: ErrorCause };

/** Body of `POST zoho/grant-code`. */
export interface GrantCodeRequest extends ConnectRequest {
  readonly code: string;
}

/** Body of `POST zoho/connect/credentials`. */
export interface CredentialsRequest extends ConnectRequest {
  /** `{service}.{org ID}`; empty for the few apps that need none. */
  readonly soid: string;
}

/** Answer of the ways that connect at once. */
export interface ConnectionMade {
  readonly connection: ConnectionView;
}

/** How a connection is doing. */
export type ConnectionState = Health | "damaged";

/** The orgs that a connection reaches in one app. */
export interface AppOrgsView {
  /** As Zoho calls it. */
  readonly app: string;
  /** Their names. */
  readonly names: readonly string[];
  /** Name of the one that calls are for; absent where nobody has chosen one. */
  readonly chosen?: string;
}

/** A connection as people may see it: no token, no secret. */
export interface ConnectionView {
  readonly id: string;
  readonly name: string;
  readonly state: ConnectionState;
  readonly dataCenter: DataCenterCode;
  readonly environment?: Environment;
  readonly orgId?: string;
  readonly orgName?: string;
  /** What it reaches in each app, where the apps were asked. */
  readonly orgs?: readonly AppOrgsView[];
  /** Edition of the org in CRM, as Zoho names it. */
  readonly edition?: string;
  readonly user?: string;
  readonly pins: PinLevel;
  readonly scopes: readonly string[];
  /** ISO 8601. */
  readonly grantedAt?: string;
  /** ISO 8601; set while `throttled`. */
  readonly retryAt?: string;
  /**
   * ISO 8601. `call`: when Zoho last answered a call of it, since this Node-RED has started. `token`: where there was
   * none yet, when its last access token was asked for.
   */
  readonly lastUsed?: { readonly at: string; readonly by: "call" | "token" };
}

/** Answer of `GET zoho/connections?node=<id>&clientId=<typed>&realm=<realm>`. */
export interface ConnectionList {
  readonly connections: readonly ConnectionView[];
  /** Consents that wait for their person, for whatever connection of the client. */
  readonly open: readonly OpenConsentView[];
}

/** A consent that waits. There is nothing in it by which it could be ended from outside. */
export interface OpenConsentView {
  readonly ticket: string;
  /** Name for the connection. */
  readonly connection: string;
  /** `browser`: that of the dialog which began it. `link`: whoever opens it. `code`: typed on another screen. */
  readonly by: "browser" | "link" | "code";
  /** `confirmation`: its person has consented; the connection is pending until that is confirmed. */
  readonly waitsFor: "consent" | "confirmation";
  /** ID of the node of a flow that waits for it, or of the client. */
  readonly startedBy: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Answer of `DELETE zoho/connect/:ticket`. */
export interface ConsentCancelled {
  readonly cancelled: true;
}

/** Answer of `DELETE zoho/connections/:id`. */
export interface ConnectionRemoved {
  /** Refresh tokens that are dead at Zoho now. */
  readonly revoked: number;
  /** Refresh tokens that could not be revoked; they live on at Zoho. */
  readonly left: number;
}

/** Answer of `POST zoho/connections/:id/test`. */
export type ConnectionTested =
  ({ readonly state: "works" } & TestedConnection) | { readonly state: "failed"; readonly cause: ErrorCause };

/** Answer of `POST zoho/connections/:id/rename`, whose body is `{name}`. */
export interface ConnectionRenamed {
  readonly connection: ConnectionView;
  /** The name by which flows still call it. */
  readonly former: string;
}

/** Answer of `POST zoho/callback-check`. */
export interface CallbackCheckBegun {
  /** To be sent to the redirect URI as `zoho_check`; works once. */
  readonly probe: string;
}

/** Answer of `GET zoho/callback-check/:probe`. */
export type CallbackCheck = ProbeStanding;

/** Answer of every route that fails, with a 4xx or 5xx status. */
export interface AdminFailure {
  readonly cause: ErrorCause;
}
