import { ZohoError } from "../errors/zoho-error";
import type { QueueOptions } from "./delivery-options";
import type { NewEntry, QueueDepth } from "./store";

/** How much is in a queue, or about to be. */
interface Sizes {
  readonly records: number;
  readonly bytes: number;
}

/** Sees to it that no more is kept than may be: what is being written counts as well. */
export class QueueLimits {
  private records = 0;
  private bytes = 0;

  constructor(private readonly rules: Pick<QueueOptions, "maxRecords" | "maxBytes">) {}

  /**
   * @returns what says that they are written, and count in the depth from now on
   * @throws ZohoError `outbox_full`
   */
  admit(entries: readonly NewEntry[], depth: QueueDepth): () => void {
    const { maxRecords, maxBytes } = this.rules;
    const more = sizesOf(entries);
    const held = { records: depth.records + this.records, bytes: depth.bytes + this.bytes };
    if (held.records + more.records > maxRecords) throw full("records", held.records, maxRecords);
    if (held.bytes + more.bytes > maxBytes) throw full("bytes", held.bytes, maxBytes);
    this.records += more.records;
    this.bytes += more.bytes;
    return () => {
      this.records -= more.records;
      this.bytes -= more.bytes;
    };
  }
}

function full(what: "records" | "bytes", held: number, limit: number): ZohoError {
  return new ZohoError("outbox_full", { details: { what, held, limit } });
}

function sizesOf(entries: readonly NewEntry[]): Sizes {
  let records = 0;
  let bytes = 0;
  for (const entry of entries) {
    records += entry.records;
    bytes += Buffer.byteLength(entry.text);
  }
  return { records, bytes };
}
