import type { EmulatedRequest } from "./emulated-request";
import { readMultipart } from "./multipart";

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

/** Fields of a multipart body; files are passed over, and a malformed body has none. */
function multipartParameters(body: Buffer, contentType: string): readonly (readonly [string, string])[] {
  const read = readMultipart(body, contentType);
  if ("problem" in read) return [];
  return read.parts
    .filter((part) => part.fileName === undefined)
    .map((part) => [part.name, part.content.toString("utf8")]);
}
