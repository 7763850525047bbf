/**
 * The JSON of an answer. A byte order mark is no part of it, and bytes that are no UTF-8 become replacement
 * characters: neither is a reason to lose an answer.
 *
 * @returns undefined where the body is no JSON
 */
export function parseJsonBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8").replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}
