import type { Readable } from "node:stream";

/** A body that is read while it is sent and never whole in memory. */
export interface StreamedBody {
  /** Bytes that it will have: exactly these are sent, or the exchange fails. Undefined: in pieces, to its end. */
  readonly bytes: number | undefined;
  /** `again`: it can be opened anew, as a file can. `once`: what has been read of it is gone. */
  readonly sending: "again" | "once";
  /**
   * Called once for each exchange; nothing is read before the first byte is needed. A stream that can't go on fails
   * with a `BodyError`, and the request is not sent whole.
   */
  readonly open: () => Readable;
}

/** Why a body could not be read to its end: `cause`. */
export class BodyError extends Error {
  override readonly name = "BodyError";

  constructor(cause: unknown) {
    super("the body can't be read", { cause });
  }
}

/** What is sent as the body of a request. */
export type TransportBody = string | Buffer | StreamedBody;

export function isStreamedBody(body: TransportBody | undefined): body is StreamedBody {
  return typeof body === "object" && !Buffer.isBuffer(body);
}

/**
 * True where a request with this body can be repeated whole, after a refused token or a limit. Text and Buffers can;
 * a stream of a flow's can't.
 */
export function canBeSentAgain(body: TransportBody | undefined): boolean {
  return !isStreamedBody(body) || body.sending === "again";
}
