import type { IncomingHttpHeaders } from "node:http";

/** What a handler tells the request log beside method, path and status. */
export interface RequestFacts {
  person?: string;
  org?: string;
  environment?: string;
  clientId?: string;
  /** Of a token call, named as Zoho names it. */
  grant_type?: string;
  /** CRM's `trigger` as it was sent. */
  trigger?: readonly unknown[];
  /** Records in a write. */
  items?: number;
  /** The `error` or `code` of a refusal. */
  code?: string;
  fault?: string;
}

/** A request as handlers see it: host and path apart, body read. */
export interface EmulatedRequest {
  readonly method: string;
  /** Zoho's host name out of the path's first part. */
  readonly host: string;
  /** Below the host, starts with a slash, still URL-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Filled in by handlers. */
  readonly facts: RequestFacts;
}
