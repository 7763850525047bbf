/** A permission that `adminAuth` gives: *read* of a user covers every `….read`, *write* every `….write`. */
type Permission = `${string}.${"read" | "write"}`;

/** An address that answers the browser. */
export interface AdminRoute {
  readonly method: "GET" | "POST" | "DELETE";
  /** As Express has it. */
  readonly path: `/zoho/${string}`;
  /** What `adminAuth` must allow; such a route answers our own editor alone, and a POST wants JSON. */
  readonly permission?: Permission;
  /** What keeps strangers out of a route that Zoho's redirect must reach without a permission, and on both servers. */
  readonly guard?: string;
  /** What it does, for the docs. */
  readonly does: string;
}

/**
 * Every address of this package: routes are registered by this table, so that one without a row does not compile, and
 * `npm run docs` writes docs/admin-routes.md from it. A GET changes nothing; no answer ever holds a token, a code or a
 * secret.
 */
export const ADMIN_ROUTES = [
  {
    method: "POST",
    path: "/zoho/connect",
    permission: "zoho-client.write",
    does: "begins a consent in the browser",
  },
  {
    method: "POST",
    path: "/zoho/connect/device",
    permission: "zoho-client.write",
    does: "asks Zoho for a code that is typed on another screen",
  },
  {
    method: "POST",
    path: "/zoho/connect/pasted",
    permission: "zoho-client.write",
    does: "ends a consent with the address that its browser could not open",
  },
  {
    method: "POST",
    path: "/zoho/connect/credentials",
    permission: "zoho-client.write",
    does: "connects with a Self Client's own credentials",
  },
  {
    method: "POST",
    path: "/zoho/connect/invite",
    permission: "zoho-client.write",
    does: "makes a link by which another person consents",
  },
  {
    method: "DELETE",
    path: "/zoho/connect/:ticket",
    permission: "zoho-client.write",
    does: "cancels a consent that waits",
  },
  {
    method: "GET",
    path: "/zoho/connect/:ticket",
    permission: "zoho-client.read",
    does: "tells how a consent stands, in the browser or on another screen",
  },
  {
    method: "POST",
    path: "/zoho/grant-code",
    permission: "zoho-client.write",
    does: "connects with a grant code of a Self Client",
  },
  {
    method: "POST",
    path: "/zoho/callback-check",
    permission: "zoho-client.write",
    does: "gives a word to send to the redirect URI, to see whether it arrives",
  },
  {
    method: "GET",
    path: "/zoho/callback-check/:probe",
    permission: "zoho-client.read",
    does: "tells whether that word has arrived",
  },
  {
    method: "GET",
    path: "/zoho/connections",
    permission: "zoho-client.read",
    does: "lists the connections of a client",
  },
  {
    method: "DELETE",
    path: "/zoho/connections/:id",
    permission: "zoho-client.write",
    does: "revokes and forgets a connection",
  },
  {
    method: "POST",
    path: "/zoho/connections/:id/test",
    permission: "zoho-client.write",
    does: "tries a connection with one cheap read",
  },
  {
    method: "POST",
    path: "/zoho/connections/:id/rename",
    permission: "zoho-client.write",
    does: "gives a connection another name",
  },
  {
    method: "GET",
    path: "/zoho/overview",
    permission: "zoho-client.read",
    does: "tells what the sidebar shows: connections, calls, kept writes and the last errors",
  },
  {
    method: "POST",
    path: "/zoho/metadata/modules",
    permission: "zoho-client.read",
    does: "tells the modules of an org, by a call to Zoho",
  },
  {
    method: "POST",
    path: "/zoho/metadata/fields",
    permission: "zoho-client.read",
    does: "tells the fields of a module, by a call to Zoho",
  },
  {
    method: "GET",
    path: "/zoho/outbox",
    permission: "zoho-request.read",
    does: "tells whether writes can be kept on this machine",
  },
  {
    method: "POST",
    path: "/zoho/request/try",
    permission: "zoho-request.write",
    does: "makes the call of a dialog, which only reads",
  },
  {
    method: "POST",
    path: "/zoho/request/dry-run",
    permission: "zoho-request.write",
    does: "shows what the call of a dialog would send; sends nothing",
  },
  {
    method: "GET",
    path: "/zoho/callback",
    guard: "a live `state`, used once; of a dialog's consent also its cookie",
    does: "takes what Zoho sends the browser back with",
  },
  {
    method: "POST",
    path: "/zoho/callback",
    guard: "own origin, and the one-time token of the page that asks",
    does: "confirms a connection that came by a link, or not",
  },
] as const satisfies readonly AdminRoute[];

type Row = (typeof ADMIN_ROUTES)[number];

/** Paths of the routes that our own editor asks with this method. */
export type EditorPath<Method extends AdminRoute["method"]> = Extract<
  Row,
  { readonly method: Method; readonly permission: Permission }
>["path"];

/** The permission that a route of the editor takes. */
export function permissionOf<Method extends AdminRoute["method"]>(
  method: Method,
  path: EditorPath<Method>,
): Permission {
  const routes: readonly AdminRoute[] = ADMIN_ROUTES;
  const permission = routes.find((row) => row.method === method && row.path === path)?.permission;
  // Unreachable by the types; without a permission nothing may be registered.
  if (permission === undefined) throw new Error(`no permission is known for ${method} ${path}`);
  return permission;
}
