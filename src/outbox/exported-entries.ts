import type { ProductId } from "../zoho/products";
import type { Realm } from "../zoho/realm";
import { openEntry, parcelOf } from "./parcel";
import { keptAs } from "./reported-items";
import type { KeptAs } from "./report";
import type { OutboxStore, StoredEntry } from "./store";

/** A write as it is kept, with all that is needed to send it again. */
export interface ExportedEntry {
  readonly outbox: KeptAs;
  /** `maybe` for a create that is on its way, or was when a process ended. */
  readonly sent: "no" | "maybe";
  readonly realm: Realm;
  /** Name of the connection. */
  readonly connection: string;
  readonly org?: string;
  readonly product: ProductId;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly key?: string;
  /** Its records, read. */
  readonly items: readonly unknown[];
  /** As it stands: long numbers keep their digits. */
  readonly body?: string;
}

/** Entries that are read in one go. */
const CHUNK = 200;

/**
 * All that a queue keeps, in order. What is added or delivered meanwhile may or may not be among it; what can't be read
 * is not, and is reported where it would be delivered.
 *
 * @throws what the store throws
 */
export async function* exportedEntries(store: OutboxStore, queue: string): AsyncGenerator<ExportedEntry> {
  for (let from = 0; ;) {
    const entries = await store.read(queue, from, CHUNK);
    for (const stored of entries) {
      const exported = exportedEntry(stored);
      if (exported !== undefined) yield exported;
    }
    const last = entries.at(-1);
    if (last === undefined) return;
    from = last.seq + 1;
  }
}

function exportedEntry(stored: StoredEntry): ExportedEntry | undefined {
  const entry = openEntry(stored);
  if (entry === undefined) return undefined;
  const { realm, connection, org, product, method, path, query, headers, key, body } = entry.kept;
  return {
    outbox: keptAs(entry),
    sent: stored.marked ? "maybe" : "no",
    realm,
    connection,
    ...(org !== undefined && { org }),
    product,
    method,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: headers ?? {},
    ...(key !== undefined && { key }),
    items: parcelOf(entry, 0).write.items,
    ...(body !== undefined && { body }),
  };
}
