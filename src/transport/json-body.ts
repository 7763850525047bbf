/**
 * The JSON of an answer. A byte order mark is no part of it, and bytes that are no UTF-8 become replacement
 * characters: neither is a reason to lose an answer.
 *
 * @returns undefined where the body is no JSON
 */
export function parseJsonBody(body: Buffer): unknown {
  try {
    const text = body.toString("utf8");
    return JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/**
 * The JSON object of an answer, with its own properties only: a body may hold a key named `__proto__`.
 *
 * @returns undefined where the body is no JSON, or another kind of it
 */
export function parseJsonObject(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  const value = parseJsonBody(body);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.assign(Object.create(null) as Record<string, unknown>, value)
    : undefined;
}
