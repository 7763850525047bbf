import type { ApiAnswer, ApiCall } from "../../src/api/api-call";

/** Headers of an answer that say something to a flow; the others are Zoho's own business. */
const TELLING_HEADERS = [
  "content-type",
  "content-disposition",
  "last-modified",
  "etag",
  "retry-after",
  "record_cursor",
];

/** `msg.zohoResult`: everything about a call besides its payload. No token, and no header that could leak one. */
export function resultFacts(
  call: ApiCall,
  answer: ApiAnswer,
  counts: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { connection, product, method } = call;
  const credits = answer.headers["x-api-credits-remaining"];
  const headers = Object.fromEntries(
    TELLING_HEADERS.flatMap((name) =>
      answer.headers[name] === undefined ? [] : [[name, answer.headers[name]]],
    ),
  );
  return {
    connection: connection.name,
    org: connection.pins.orgId,
    orgName: connection.pins.orgName,
    environment: connection.environment,
    dataCenter: connection.dataCenter,
    product,
    method,
    url: answer.url,
    headers,
    attempts: answer.attempts,
    waitedMs: answer.waitedMs,
    ...(credits !== undefined && { creditsRemaining: Number(credits) }),
    counts,
  };
}
