import type { ADMIN_ROUTES } from "../../../nodes/shared/admin/route-table";
import { CLIENT_DEFAULTS } from "../../../nodes/zoho-client/config";
import { REQUEST_DEFAULTS } from "../../../nodes/zoho-request/config";

type Row = (typeof ADMIN_ROUTES)[number];
/** One by one, so that no method meets the path of another row. */
type Named<R extends Row> = R extends Row ? `${R["method"]} ${R["path"]}` : never;

/** A route that our own editor asks, e.g. `POST /zoho/connect`. */
export type EditorRoute = Named<Extract<Row, { readonly permission: string }>>;

/** What stands behind the requests. */
export interface Scene {
  /** ID of a connection that is connected. */
  readonly connection: string;
  /** Ticket of a consent that waits. */
  readonly ticket: string;
  /** The word of a check of the callback. */
  readonly probe: string;
  /** A grant code that was not used yet. */
  readonly code: string;
  /** Address of the callback. */
  readonly callback: string;
  /** `soid` of an org that the emulator's Self Client reaches. */
  readonly soid: string;
  /** A consent whose person has accepted, but whose browser could not open the redirect URI. */
  readonly lost: LostConsent;
}

/** What belongs to a consent whose browser could not open the redirect URI. */
export interface LostConsent {
  readonly ticket: string;
  /** Where the browser was sent. */
  readonly address: string;
  readonly cookie: string;
}

/** Nothing that exists. */
export const NO_SCENE: Scene = {
  connection: "0".repeat(32),
  ticket: "0".repeat(64),
  probe: "0".repeat(32),
  code: "",
  callback: "",
  soid: "",
  lost: { ticket: "0".repeat(64), address: "", cookie: "" },
};

/** A request that a route answers with 2xx. */
export interface GoodRequest {
  /** Values of the parameters in its path. */
  readonly in?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly cookie?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

const METADATA = {
  client: "client",
  realm: "emulator",
  clientType: "server",
  connection: "acme",
  product: "crm",
  org: "",
} as const;

const TRIED = {
  node: "undeployed",
  client: "client",
  realm: "emulator",
  clientType: "server",
  config: { ...REQUEST_DEFAULTS, client: "client", connection: "acme", path: "org" },
  message: "{}",
} as const;

/** The values of a dialog that was never deployed. */
function dialog(more: object): Readonly<Record<string, unknown>> {
  return { ...CLIENT_DEFAULTS, id: "undeployed", realm: "emulator", credentials: {}, ...more };
}

/**
 * One good request of each route. A new row of the route table does not compile without one here, and all bad requests
 * are made from it.
 */
export const GOOD_REQUESTS: Readonly<Record<EditorRoute, (scene: Scene) => GoodRequest>> = {
  "POST /zoho/connect": ({ callback }) => ({
    body: { client: dialog({ redirectUri: callback }), connection: "another" },
  }),
  "POST /zoho/connect/device": () => ({
    body: { client: dialog({ clientType: "device" }), connection: "by-device" },
  }),
  "POST /zoho/connect/pasted": ({ lost: { ticket, address, cookie } }) => ({
    cookie,
    body: { ticket, address },
  }),
  "POST /zoho/connect/credentials": ({ soid }) => ({
    body: { client: dialog({ clientType: "self" }), connection: "by-itself", soid },
  }),
  "POST /zoho/connect/invite": ({ callback }) => ({
    body: { client: dialog({ redirectUri: callback }), connection: "invited" },
  }),
  "DELETE /zoho/connect/:ticket": ({ ticket }) => ({ in: { ticket } }),
  "GET /zoho/connect/:ticket": ({ ticket }) => ({ in: { ticket } }),
  "POST /zoho/grant-code": ({ code }) => ({
    body: { client: dialog({ clientType: "self" }), connection: "by-code", code },
  }),
  "GET /zoho/connections": () => ({ query: "?node=client&realm=emulator&clientType=server" }),
  "DELETE /zoho/connections/:id": ({ connection }) => ({ in: { id: connection } }),
  "POST /zoho/connections/:id/test": ({ connection }) => ({ in: { id: connection }, body: {} }),
  "POST /zoho/connections/:id/rename": ({ connection }) => ({
    in: { id: connection },
    body: { name: "renamed" },
  }),
  "POST /zoho/callback-check": () => ({ body: {} }),
  "GET /zoho/callback-check/:probe": ({ probe }) => ({ in: { probe } }),
  "GET /zoho/overview": () => ({}),
  "POST /zoho/metadata/modules": () => ({ body: METADATA }),
  "POST /zoho/metadata/fields": () => ({ body: { ...METADATA, module: "Leads" } }),
  "GET /zoho/outbox": () => ({}),
  "POST /zoho/request/try": () => ({ body: TRIED }),
  "POST /zoho/request/dry-run": () => ({ body: TRIED }),
};
