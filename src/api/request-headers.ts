import { invalidInput } from "../errors/invalid-input";
import type { ZohoError } from "../errors/zoho-error";

/** Set by us or by the connection; a flow that could set them could send a token elsewhere or smuggle a request. */
const OURS = new Set([
  "authorization",
  "cookie",
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "te",
  "trailer",
  "upgrade",
  "expect",
  "keep-alive",
  // What comes back is read as it is sent, so nothing but plain may be asked for.
  "accept-encoding",
]);

const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
/** Visible latin-1 and spaces: no line breaks, no control characters. */
const VALUE = /^[\t\u0020-\u007e\u00a0-\u00ff]*$/;

/**
 * The headers that a flow may add to a call, by lower-case name.
 *
 * @throws ZohoError `invalid_input` naming the header that can't be sent
 */
export function checkHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const checked = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    if (!NAME.test(name)) throw refused(name, "is not the name of a header");
    if (OURS.has(lower) || lower.startsWith("proxy-")) throw refused(name, "is set by the node itself");
    if (typeof text !== "string" || !VALUE.test(text))
      throw refused(name, "has a value that can't be sent in a header");
    checked[lower] = text;
  }
  return checked;
}

function refused(name: string, problem: string): ZohoError {
  return invalidInput(`The header '${name.slice(0, 100)}'`, problem);
}
