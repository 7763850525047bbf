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
  /** The automations that a write runs in CRM. */
  ran?: readonly string[];
  /** CRM's `lar_id`: the assignment rule that a write asks for. */
  assignmentRule?: string;
  /** Records in a write. */
  items?: number;
  /** API credits that the call cost. */
  credits?: number;
  /** The `error` or `code` of a refusal. */
  code?: string;
  fault?: string;
}

/** A request as handlers see it: host and path apart, body read. */
export interface EmulatedRequest {
  readonly method: string;
  /** Zoho's host name, out of the path's first part or out of the `Host` header. */
  readonly host: string;
  /** How the client named the host; links to other hosts are made in the same way. */
  readonly addressedBy: "path" | "name";
  /** Below the host, starts with a slash, still URL-encoded. */
  readonly path: string;
  /** The query as it was sent, without its question mark. */
  readonly search: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body as JSON, parsed once; undefined where it is none. */
  json(): unknown;
  /** The same request with another body; facts and `whenDone` are shared. */
  withJson(value: unknown): EmulatedRequest;
  /** Filled in by handlers. */
  readonly facts: RequestFacts;
  /** Handlers add what must be let go of once the answer is sent or the client has gone: places among the calls in flight. */
  readonly whenDone: (() => void)[];
}
