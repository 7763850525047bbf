import type { EmulatedRequest } from "./emulated-request";

const MAX_PARTS = 100;

/**
 * The parameters of a form request: query, `application/x-www-form-urlencoded` and `multipart/form-data` together.
 * Zoho Accounts takes them in any of these places; a body without a content type is read as urlencoded.
 *
 * @returns the first value of each name; what stands in the body comes before the query
 */
export function formParameters(request: EmulatedRequest): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  function add(name: string, value: string): void {
    if (!parameters.has(name)) parameters.set(name, value);
  }
  for (const [name, value] of bodyParameters(request)) add(name, value);
  for (const [name, value] of request.query) add(name, value);
  return parameters;
}

function bodyParameters(request: EmulatedRequest): Iterable<readonly [string, string]> {
  if (request.body.length === 0) return [];
  const contentType = request.headers["content-type"] ?? "";
  if (/^multipart\/form-data/i.test(contentType)) return multipartParameters(request.body, contentType);
  if (contentType === "" || /^application\/x-www-form-urlencoded/i.test(contentType)) {
    return new URLSearchParams(request.body.toString("utf8"));
  }
  return [];
}

/** Fields of a multipart body; files and malformed parts are passed over. RFC 7578. */
function multipartParameters(body: Buffer, contentType: string): readonly (readonly [string, string])[] {
  const boundary = /boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return [];
  const found: (readonly [string, string])[] = [];
  const parts = body.toString("utf8").split(`--${mark}`, MAX_PARTS + 1);
  for (const part of parts.slice(1)) {
    const gap = part.indexOf("\r\n\r\n");
    if (gap < 0) continue;
    const name = /content-disposition:[^\r\n]*;\s*name="([^"]*)"/i.exec(part.slice(0, gap))?.[1];
    if (name === undefined) continue;
    found.push([name, part.slice(gap + 4).replace(/\r\n$/, "")]);
  }
  return found;
}
