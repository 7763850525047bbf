import { ADMIN_ROUTES, type AdminRoute } from "../../../nodes/shared/admin/route-table";
import type { EditorRoute, GoodRequest } from "./good-requests";
import type { PlainRequest } from "./plain-request";

/** A good request with one thing wrong. */
export interface BadRequest {
  readonly what: string;
  /** The only right answer. */
  readonly status: number;
  readonly request: PlainRequest;
}

/** Where the routes are. */
export interface AdminServer {
  /** Root of the admin server with a slash at its end, e.g. `/nodes/admin/`. */
  readonly root: string;
  /** Name and port by which it is asked. */
  readonly host: string;
}

const ROUTES: readonly AdminRoute[] = ADMIN_ROUTES;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const EVIL = "evil.example";

/** A request as our editor sends it. */
export function sent(route: EditorRoute, good: GoodRequest, { root }: AdminServer): PlainRequest {
  const [method = "", pattern = ""] = route.split(" ");
  const path = pattern.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(good.in?.[name] ?? ""));
  return {
    method,
    path: `${root}${path.slice(1)}${good.query ?? ""}`,
    headers: {
      accept: "application/json",
      ...(good.cookie !== undefined && { cookie: good.cookie }),
      ...(good.body !== undefined && JSON_BODY),
    },
    ...(good.body !== undefined && { body: JSON.stringify(good.body) }),
  };
}

const JSON_BODY = { "content-type": "application/json" } as const;

/** All that may be wrong with a request of this route, each thing alone. */
export function badRequests(
  route: EditorRoute,
  good: GoodRequest,
  server: AdminServer,
): readonly BadRequest[] {
  const request = sent(route, good, server);
  return [
    ...foreignPages(request, server),
    ...otherMethods(route, request),
    ...(good.in === undefined ? [] : otherIds(route, good, server)),
    ...otherBodies(request, good),
  ];
}

/** Requests that a foreign page can have a browser send. */
function foreignPages(request: PlainRequest, { host }: AdminServer): readonly BadRequest[] {
  const port = host.split(":")[1] ?? "";
  const rebound = `${EVIL}:${port}`;
  const headers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "a foreign origin": { origin: `https://${EVIL}` },
    "the origin of another port": { origin: "http://127.0.0.1:1" },
    "the origin of a sandboxed page": { origin: "null" },
    "an origin that is none": { origin: "http://" },
    "a cross-site fetch": { "sec-fetch-site": "cross-site" },
    "a cross-site fetch that names our origin": { "sec-fetch-site": "cross-site", origin: `http://${host}` },
    "a fetch of another port or subdomain": { "sec-fetch-site": "same-site" },
    "a page that claims to be behind a proxy": {
      origin: `https://${EVIL}`,
      "x-forwarded-host": EVIL,
      forwarded: `host=${EVIL}`,
    },
    "a page whose name was rebound to this machine": { host: rebound, origin: `http://${rebound}` },
    "a rebound page that reads": { host: rebound },
    "a rebound page that claims a proxy": { host: rebound, "x-forwarded-host": host },
    "a rebound page with a dot at its end": { host: `${EVIL}.:${port}` },
    "a rebound page that begins with our name": { host: `127.0.0.1.${rebound}` },
    "no name that could be a host": { host: "%" },
  };
  return Object.entries(headers).map(([what, more]) => ({
    what,
    status: 403,
    request: { ...request, headers: { ...request.headers, ...more } },
  }));
}

/** Methods that no row of the table has for this path. */
function otherMethods(route: EditorRoute, request: PlainRequest): readonly BadRequest[] {
  const pattern = route.split(" ")[1];
  const taken = ROUTES.filter(({ path }) => path === pattern).map(({ method }) => method as string);
  return METHODS.filter((method) => !taken.includes(method)).map((method) => ({
    what: `${method} instead`,
    status: 404,
    request: { ...request, method },
  }));
}

/** What is no ID, or the ID of nothing. */
function otherIds(route: EditorRoute, good: GoodRequest, server: AdminServer): readonly BadRequest[] {
  const [name = "", id = ""] = Object.entries(good.in ?? {})[0] ?? [];
  const raw = (written: string): PlainRequest => {
    const request = sent(route, good, server);
    return { ...request, path: request.path.replace(id, written) };
  };
  const written: Readonly<Record<string, readonly [string, number]>> = {
    "an encoded way out": ["..%2f..%2fsettings", 404],
    "a way out with big letters": ["..%2F..%2F..%2Fetc%2Fpasswd", 404],
    "a twice encoded way out": ["..%252f..%252fsettings", 404],
    "a way out by backslashes": ["..%5c..%5csettings", 404],
    "a plain way out": ["../../settings/user-of-nobody", 404],
    "a null byte": ["%00", 404],
    "a null byte at the end": [`${id}%00`, 404],
    "a null byte and a file": [`${id}%00.json`, 404],
    "what every object has": ["__proto__", 404],
    "another thing that every object has": ["constructor", 404],
    "a broken encoding": ["%E0%A4%A", 400],
    "a line break": [`${id}%0d%0aset-cookie:%20a=b`, 404],
    "an unknown one": [id.replace(/[0-9a-f]/g, "0"), 404],
    "one in big letters": [id.toUpperCase(), 404],
    "one that was cut": [id.slice(0, -1), 404],
    "one with more": [`${id}0`, 404],
    "a file name": [`${id}.json`, 404],
    "a star": ["*", 404],
    "a long one": ["a".repeat(8_000), 404],
  };
  return Object.entries(written).map(([what, [text, status]]) => ({
    what: `${what} as ${name}`,
    status,
    request: raw(text),
  }));
}

/** Bodies that are not what the route wants; a route without one is sent none but the too long one. */
function otherBodies(request: PlainRequest, good: GoodRequest): readonly BadRequest[] {
  const withType = (type: string): PlainRequest => ({
    ...request,
    headers: { ...request.headers, "content-type": type },
  });
  const withBody = (body: string): PlainRequest => ({ ...withType("application/json"), body });
  const whole = JSON.stringify(good.body ?? {});
  const tooLong = { what: "10 MB", status: 413, request: withBody(`${" ".repeat(10_000_000)}${whole}`) };
  if (good.body === undefined) return [tooLong];
  const types = [
    "application/x-www-form-urlencoded",
    "text/plain",
    "multipart/form-data; boundary=x",
    "text/json",
    "application/jsonp",
    "application/json; charset=nonsense",
  ];
  const malformed: Readonly<Record<string, string>> = {
    "half of the body": whole.slice(0, -1),
    "two bodies": `${whole}${whole}`,
    "a list": "[]",
    "the body in a list": `[${whole}]`,
    null: "null",
    "a text": JSON.stringify(whole),
    "a number": "1",
    "deep nesting": `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
    ...(Object.keys(good.body).length > 0 && {
      "nothing in it": "{}",
      "all of it in __proto__": `{"__proto__":${whole}}`,
      "all of it in constructor.prototype": `{"constructor":{"prototype":${whole}}}`,
    }),
  };
  return [
    tooLong,
    ...types.map((type) => ({ what: type, status: 415, request: withType(type) })),
    ...Object.entries(malformed).map(([what, body]) => ({ what, status: 400, request: withBody(body) })),
    ...otherFields(good.body).map(([what, body]) => ({
      what,
      status: 400,
      request: withBody(JSON.stringify(body)),
    })),
  ];
}

/** The body with one field of another type, or far too long. */
function otherFields(
  body: Readonly<Record<string, unknown>>,
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  const values: Readonly<Record<string, unknown>> = {
    "a number": 5,
    "a list": ["x"],
    "an object": { toString: "x" },
    "a text of 100 kB": "x".repeat(100_000),
  };
  return Object.keys(body).flatMap((field) =>
    Object.entries(values).map(
      ([what, value]) => [`${field}: ${what}`, { ...body, [field]: value }] as const,
    ),
  );
}
