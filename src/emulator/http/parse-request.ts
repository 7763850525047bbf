import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { namedHost } from "../hosts/named-host";
import type { EmulatedRequest, RequestFacts } from "./emulated-request";

const NO_BODY = Buffer.alloc(0);

/** A request whose body comes later; query and JSON are taken apart only where somebody asks. */
class ParsedRequest implements EmulatedRequest {
  body: Buffer = NO_BODY;
  private parsedQuery: URLSearchParams | undefined;
  private parsedJson: { readonly value: unknown } | undefined;

  constructor(
    readonly method: string,
    readonly host: string,
    readonly path: string,
    readonly addressedBy: EmulatedRequest["addressedBy"],
    readonly headers: IncomingHttpHeaders,
    readonly search: string,
    readonly facts: RequestFacts = {},
    readonly whenDone: (() => void)[] = [],
  ) {}

  get query(): URLSearchParams {
    return (this.parsedQuery ??= new URLSearchParams(this.search));
  }

  json(): unknown {
    this.parsedJson ??= { value: jsonOf(this.body) };
    return this.parsedJson.value;
  }

  withJson(value: unknown): ParsedRequest {
    const { method, host, path, addressedBy, headers, search, facts, whenDone } = this;
    const other = new ParsedRequest(method, host, path, addressedBy, headers, search, facts, whenDone);
    other.body = Buffer.from(JSON.stringify(value));
    return other;
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Takes an address apart: a `Host` header that names one of Zoho's hosts decides; otherwise the host is the first
 * part of the path.
 *
 * @returns a request whose body is to be filled in, or undefined where the address is no path
 */
export function parseRequest(incoming: IncomingMessage): ParsedRequest | undefined {
  const { url = "", method = "GET", headers } = incoming;
  if (!url.startsWith("/")) return undefined;
  const mark = url.indexOf("?");
  const whole = mark < 0 ? url : url.slice(0, mark);
  const search = mark < 0 ? "" : url.slice(mark + 1);
  const named = namedHost(headers.host);
  if (named !== undefined) return new ParsedRequest(method, named, whole, "name", headers, search);
  const slash = whole.indexOf("/", 1);
  const host = (slash < 0 ? whole.slice(1) : whole.slice(1, slash)).toLowerCase();
  const path = slash < 0 ? "/" : whole.slice(slash);
  return new ParsedRequest(method, host, path, "path", headers, search);
}
