import type { IncomingMessage } from "node:http";
import { namedHost } from "../hosts/named-host";
import type { EmulatedRequest } from "./emulated-request";

/**
 * Takes an address apart: a `Host` header that names one of Zoho's hosts decides; otherwise the host is the first
 * part of the path.
 *
 * @returns undefined where the address is no path
 */
export function parseRequest(incoming: IncomingMessage, body: Buffer): EmulatedRequest | undefined {
  const url = incoming.url ?? "";
  if (!url.startsWith("/")) return undefined;
  const mark = url.indexOf("?");
  const whole = mark < 0 ? url : url.slice(0, mark);
  const named = namedHost(incoming.headers.host);
  const slash = whole.indexOf("/", 1);
  const place =
    named !== undefined
      ? { host: named, path: whole, addressedBy: "name" as const }
      : {
          host: (slash < 0 ? whole.slice(1) : whole.slice(1, slash)).toLowerCase(),
          path: slash < 0 ? "/" : whole.slice(slash),
          addressedBy: "path" as const,
        };
  let query: URLSearchParams | undefined;
  return {
    method: incoming.method ?? "GET",
    ...place,
    get query() {
      return (query ??= new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1)));
    },
    headers: incoming.headers,
    body,
    json: parsedOnce(body),
    facts: {},
    whenDone: [],
  };
}

function parsedOnce(body: Buffer): () => unknown {
  let result: { readonly value: unknown } | undefined;
  return () => {
    if (result !== undefined) return result.value;
    let value: unknown;
    try {
      value = JSON.parse(body.toString("utf8"));
    } catch {
      value = undefined;
    }
    result = { value };
    return value;
  };
}
