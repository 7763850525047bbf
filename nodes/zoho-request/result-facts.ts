import type { ApiAnswer, ApiCall } from "../../src/api/api-call";
import { creditsTold } from "../../src/api/governor/credits";
import { isOrgAppId } from "../../src/zoho/org-probes";

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
  answer: ApiAnswer | undefined,
  counts: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { connection, product, method } = call;
  const told = answer?.headers ?? {};
  const creditsRemaining = creditsTold(product, told);
  const headers: Record<string, string> = {};
  for (const name of TELLING_HEADERS) {
    const value = told[name];
    if (value !== undefined) headers[name] = value;
  }
  return {
    connection: connection.name,
    org: answer?.org,
    orgName: orgName(call, answer?.org),
    environment: connection.environment,
    dataCenter: connection.dataCenter,
    product,
    method,
    url: answer?.url,
    headers,
    attempts: answer?.attempts,
    waitedMs: answer?.waitedMs,
    ...(creditsRemaining !== undefined && { creditsRemaining }),
    ...(answer?.status === 304 && { notModified: true }),
    counts,
  };
}

/** The name of an org of a connection, where Zoho has told it. */
function orgName({ connection: { pins }, product }: ApiCall, org: string | undefined): string | undefined {
  const reached = isOrgAppId(product) ? pins.orgs?.[product]?.reached : undefined;
  return reached?.find(({ id }) => id === org)?.name ?? (pins.orgId === org ? pins.orgName : undefined);
}
