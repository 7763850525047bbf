import type { ApiCall } from "../api/api-call";
import type { Connection } from "../vault/connection";
import type { DataCenterCode } from "../zoho/data-centers";
import type { Environment } from "../zoho/environments";
import type { ProductId } from "../zoho/products";
import type { Realm } from "../zoho/realm";

/** A write as it is kept: what it says, where it belongs, and what its message is known by. No secret is in it. */
export interface KeptCall {
  readonly realm: Realm;
  /** Name of the connection. */
  readonly connection: string;
  /** Where the connection led when it was kept, so that it is never delivered elsewhere; absent where it led nowhere. */
  readonly to?: { readonly dataCenter: DataCenterCode; readonly environment: Environment };
  readonly product: ProductId;
  readonly method: string;
  readonly path: string;
  /** As it stands in an address. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly org?: string;
  /** For one exchange, milliseconds. */
  readonly timeoutMs?: number;
  readonly topic?: string;
  readonly msgid?: string;
  /** What the flow wants its order kept by. */
  readonly key?: string;
  /** Position of its first record in the message; 0 where it is absent. */
  readonly start?: number;
  /** As it stands: long numbers keep their digits. */
  readonly body?: string;
}

/** Where a write goes. */
export type KeptPlace = Pick<KeptCall, "realm" | "connection" | "to" | "product" | "org">;

/** @param org ID of the org that it is for, where that is to be kept */
export function placeOf({ connection, product }: ApiCall, org: string | undefined): KeptPlace {
  const { realm, name, connected, dataCenter, environment } = connection;
  return {
    realm,
    connection: name,
    ...(connected && { to: { dataCenter, environment } }),
    product,
    ...(org !== undefined && { org }),
  };
}

/** What is known of a message beside its call. */
export interface KeptFacts {
  readonly org: string | undefined;
  readonly topic: string | undefined;
  readonly msgid: string | undefined;
  readonly key: string | undefined;
  readonly start: number;
}

const FORMAT = 1;

/** @returns a line of JSON for all but the body, and the body behind it */
export function keptText(call: ApiCall, facts: KeptFacts): string {
  const { method, path, query, headers, timeoutMs, body } = call;
  const { org, topic, msgid, key, start } = facts;
  const line = JSON.stringify({
    v: FORMAT,
    ...placeOf(call, org),
    method,
    path,
    query: query === undefined || query.size === 0 ? undefined : query.toString(),
    headers: hasAny(headers) ? headers : undefined,
    timeoutMs,
    topic,
    msgid,
    key,
    start: start === 0 ? undefined : start,
  });
  return typeof body === "string" ? `${line}\n${body}` : line;
}

/** @returns undefined where this version can't read it */
export function readKept(text: string): KeptCall | undefined {
  const end = text.indexOf("\n");
  try {
    const line = JSON.parse(end < 0 ? text : text.slice(0, end)) as KeptCall & { readonly v: number };
    if (line.v !== FORMAT) return undefined;
    return end < 0 ? line : { ...line, body: text.slice(end + 1) };
  } catch {
    return undefined;
  }
}

/** The call again. Its connection is only a name until it is looked up: it says nothing of where that leads. */
export function callOf(kept: KeptCall, connection: Connection = connectionNamed(kept)): ApiCall {
  const { product, method, path, query, headers, org, timeoutMs, body } = kept;
  return {
    connection,
    product,
    method,
    path,
    ...(query !== undefined && { query: new URLSearchParams(query) }),
    ...(headers !== undefined && { headers }),
    ...(org !== undefined && { org }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(body !== undefined && { body }),
  };
}

function connectionNamed({ realm, connection: name, to }: KeptCall): Connection {
  return {
    id: `${realm} ${name}`,
    realm,
    name,
    clientId: "",
    generation: 0,
    connected: false,
    dataCenter: to?.dataCenter ?? "us",
    environment: to?.environment ?? "Production",
    scopes: [],
    pins: { level: "unknown" },
  };
}

function hasAny(headers: ApiCall["headers"]): boolean {
  for (const _name in headers) return true;
  return false;
}
