/**
 * Where a request that carries a secret may go. A `SafeUrl` can only be made here, from a row of the data
 * center table, and after joining the path its origin is compared exactly with that row's.
 */
import { ZohoError } from "../errors/zoho-error";
import { DATA_CENTERS, type DataCenterCode } from "../zoho/data-centers";
import type { Environment } from "../zoho/environments";
import { type OrgAppId, ORG_PROBES } from "../zoho/org-probes";
import { productHost, type ProductId } from "../zoho/products";

declare const safe: unique symbol;

/** A URL whose host comes from Zoho's table. */
export type SafeUrl = URL & { readonly [safe]: true };

/** Control characters and backslashes never stand in a path; after a `#` nothing would be sent at all. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const FORBIDDEN_IN_PATH = /[\u0000-\u0020\u007f\\#]/;

/** Two dots between slashes that are encoded: a server that decodes them before it looks would climb. */
const ENCODED_CLIMB = /(?:\/|%2f|%5c)(?:\.|%2e){2}(?:$|[/;]|%2f|%5c|%3b)/i;

/**
 * A URL on the accounts server of a data center.
 *
 * @param path starts with a slash, e.g. `/oauth/v2/token`
 */
export function accountsUrl(dataCenter: DataCenterCode, path: string, query?: URLSearchParams): SafeUrl {
  return join(`https://${DATA_CENTERS[dataCenter].accountsHost}`, path, query);
}

/**
 * A URL of a product in the data center and environment of one connection.
 *
 * @param path below the product's base, e.g. `Leads/554023000000527002`, or from the host where it begins with one of
 *   the product's roots, e.g. `crm/bulk/v8/read`; segments already URL-encoded
 * @throws ZohoError `foreign_host` where the path names another host, `invalid_path` where it can't be a path
 */
export function productUrl(
  place: {
    readonly product: ProductId;
    readonly dataCenter: DataCenterCode;
    readonly environment: Environment;
  },
  path: string,
  query?: URLSearchParams,
): SafeUrl {
  const served = productHost(place.product, DATA_CENTERS[place.dataCenter], place.environment);
  const origin = `https://${served.host}`;
  const absolute = fromHost(served, origin, path);
  const floor = floorOf(served, absolute);
  if (floor === undefined || FORBIDDEN_IN_PATH.test(absolute)) {
    throw new ZohoError("invalid_path", { details: { path: shorten(path) } });
  }
  const url = join(origin, absolute, query);
  if (!url.pathname.startsWith(floor) || ENCODED_CLIMB.test(url.pathname)) {
    throw new ZohoError("invalid_path", { details: { path: shorten(path) } });
  }
  return url;
}

/** The URL of the call that tells which orgs a token reaches in one app. */
export function orgProbeUrl(place: {
  readonly app: OrgAppId;
  readonly dataCenter: DataCenterCode;
  readonly environment: Environment;
}): SafeUrl {
  const { host, path } = ORG_PROBES[place.app];
  return join(`https://${host(DATA_CENTERS[place.dataCenter], place.environment)}`, path);
}

type Served = ReturnType<typeof productHost>;

/** The path from the host on. People paste whole addresses out of Zoho's docs: the connection's own host is taken off. */
function fromHost(served: Served, origin: string, path: string): string {
  const trimmed = path.trim();
  const isAddress = /^[A-Za-z][A-Za-z0-9+.-]*:/.test(trimmed) || /^[/\\]{2}/.test(trimmed);
  if (!isAddress) {
    const below = trimmed.replace(/^\/+/, "");
    return floorOf(served, `/${below}`) !== undefined ? `/${below}` : `${served.basePath}/${below}`;
  }
  if (!trimmed.startsWith(`${origin}/`)) {
    throw new ZohoError("foreign_host", { details: { path: shorten(path), host: origin } });
  }
  return trimmed.slice(origin.length);
}

/** What a path from the host on must not climb above; undefined where it is not this product's. */
function floorOf({ basePath, roots }: Served, path: string): string | undefined {
  const base = `${basePath}/`;
  if (path.startsWith(base)) return base;
  const root = roots.find((one) => path.startsWith(`/${one}/`));
  return root === undefined ? undefined : `/${root}/`;
}

function join(origin: string, path: string, query?: URLSearchParams): SafeUrl {
  const search =
    query !== undefined && query.size > 0 ? `${path.includes("?") ? "&" : "?"}${query.toString()}` : "";
  let url: URL;
  try {
    url = new URL(origin + path + search);
  } catch {
    throw new ZohoError("invalid_path", { details: { path: shorten(path) } });
  }
  if (url.origin !== origin || url.username !== "" || url.password !== "") {
    throw new ZohoError("foreign_host", { details: { path: shorten(path), host: origin } });
  }
  return url as SafeUrl;
}

function shorten(path: string): string {
  return path.length > 120 ? `${path.slice(0, 120)}…` : path;
}
