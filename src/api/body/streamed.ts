import { Readable } from "node:stream";
import { ZohoError } from "../../errors/zoho-error";
import { BodyError, type StreamedBody } from "../../transport/transport-body";

/** Content that is read while it is sent. */
export interface Streaming extends Pick<StreamedBody, "bytes" | "sending"> {
  readonly chunks: () => AsyncIterable<Buffer> | Iterable<Buffer>;
  /** More than this is not sent: of a stream it is not known before. */
  readonly maxBytes: number;
}

/** A body for the transport; one without a byte is just empty. */
export function streamed({ bytes, sending, chunks, maxBytes }: Streaming): StreamedBody | Buffer {
  if (bytes === 0) return Buffer.alloc(0);
  return {
    bytes,
    sending,
    open: () => Readable.from(bounded(chunks, maxBytes), { objectMode: false }),
  };
}

async function* bounded(chunks: Streaming["chunks"], maxBytes: number): AsyncGenerator<Buffer, void, void> {
  let sent = 0;
  // What ends the sending from outside is thrown in here, and must come out as it is: Node joins two errors to one.
  for await (const chunk of read(chunks)) {
    sent += chunk.length;
    if (sent > maxBytes) throw new BodyError(tooLarge("The stream", sent, maxBytes));
    yield chunk;
  }
}

async function* read(chunks: Streaming["chunks"]): AsyncGenerator<Buffer, void, void> {
  try {
    yield* chunks();
  } catch (error) {
    throw new BodyError(error);
  }
}

/**
 * @param what begins the sentence: `The file 'a.pdf'`
 * @param bytes how large it is, as far as that is known
 */
export function tooLarge(what: string, bytes: number, limit: number): ZohoError {
  return new ZohoError("body_too_large", { details: { what, bytes, limit } });
}
