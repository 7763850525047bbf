import { ZohoError } from "../errors/zoho-error";
import { WRITTEN_AT } from "../time/zoho-time";
import { laneKeyOf } from "./delivery-lane";
import type { DeliveryOptions } from "./delivery-options";
import { openEntry, type Parcel, parcelOf } from "./parcel";
import type { Taken } from "./read-ahead";
import type { Removal } from "./removal";
import { itemsOf } from "./reported-items";
import type { StoredEntry } from "./store";

/** Entries that are looked at in one go for their age. */
const CHUNK = 200;

/** Where something that is too old is on its way, it is looked at again after this long, milliseconds. */
const AGAIN_MS = 1_000;

/**
 * Entries that leave the queue unsent: too old; perhaps sent by a process that has ended meanwhile, and not to be sent
 * again; not to be read. All are reported.
 */
export class Retirement {
  /** When to look for what has grown too old; monotonic, milliseconds. */
  nextAt = Number.NEGATIVE_INFINITY;
  private readonly found: Record<"expired" | "unknown" | "unreadable", StoredEntry[]> = {
    expired: [],
    unknown: [],
    unreadable: [],
  };
  private isSweeping = false;

  /** @param pull takes an entry out of what waits; false where it is on its way */
  constructor(
    private readonly options: DeliveryOptions,
    private readonly removal: Removal,
    private readonly pull: (seq: number) => boolean,
  ) {}

  /** Something was added, and will grow old like everything else. */
  expect(): void {
    this.nextAt = Math.min(this.nextAt, this.options.clock.monotonic() + this.options.rules.maxAgeMs);
  }

  /** Looks at an entry that is about to wait for its turn. @returns true for one that leaves instead */
  takes(stored: StoredEntry): boolean {
    if (this.removal.has(stored.seq)) return true;
    const reason = stored.marked ? "unknown" : this.isTooOld(stored) ? "expired" : undefined;
    if (reason === undefined) return false;
    this.add(stored, reason);
    return true;
  }

  add(stored: StoredEntry, reason: keyof Retirement["found"]): Taken {
    this.removal.begin([stored]);
    this.found[reason].push(stored);
    return "left";
  }

  /** Reports what was found, and removes it. */
  async flush(): Promise<void> {
    const expired = this.found.expired.splice(0);
    const unknown = this.found.unknown.splice(0);
    const unreadable = this.found.unreadable.splice(0);
    for (const parcels of this.together(expired, unreadable)) this.reportExpired(parcels);
    for (const parcels of this.together(unknown, unreadable)) this.reportUnknown(parcels);
    for (const stored of unreadable) this.reportUnreadable(stored);
    await this.removal.finish([...expired, ...unknown, ...unreadable]);
  }

  /** Looks at the oldest entries, wherever they are, where it is time. */
  async sweep(): Promise<void> {
    const { clock, rules } = this.options;
    if (this.isSweeping || clock.monotonic() < this.nextAt || rules.maxAgeMs === Number.POSITIVE_INFINITY)
      return;
    this.isSweeping = true;
    this.nextAt = Number.POSITIVE_INFINITY;
    try {
      await this.removal.insist(() => this.look());
      await this.flush();
    } finally {
      this.isSweeping = false;
    }
  }

  private async look(): Promise<void> {
    const { store, queue, clock, rules } = this.options;
    for (let from = 0; ;) {
      const entries = await store.read(queue, from, CHUNK);
      for (const stored of entries) {
        if (this.removal.has(stored.seq) || stored.acceptedAt < WRITTEN_AT) continue;
        if (!this.isTooOld(stored)) {
          const leftMs = stored.acceptedAt + rules.maxAgeMs - clock.now();
          this.nextAt = Math.min(this.nextAt, clock.monotonic() + leftMs + 1);
          return;
        }
        if (!this.pull(stored.seq)) this.nextAt = clock.monotonic() + AGAIN_MS;
        else this.add(stored, stored.marked ? "unknown" : "expired");
      }
      const last = entries.at(-1);
      if (last === undefined) return;
      from = last.seq + 1;
    }
  }

  private isTooOld({ acceptedAt }: StoredEntry): boolean {
    const { clock, rules } = this.options;
    return acceptedAt >= WRITTEN_AT && clock.now() - acceptedAt > rules.maxAgeMs;
  }

  /** Entries by where they were to go; what can't be read goes elsewhere. */
  private together(
    entries: readonly StoredEntry[],
    unreadable: StoredEntry[],
  ): Iterable<readonly [Parcel, ...Parcel[]]> {
    const groups = new Map<string, [Parcel, ...Parcel[]]>();
    for (const stored of entries) {
      const entry = openEntry(stored);
      if (entry === undefined) {
        unreadable.push(stored);
        continue;
      }
      const parcel = parcelOf(entry, 0);
      const key = `${laneKeyOf(entry.kept)}\n${parcel.kind ?? stored.seq}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [parcel]);
      else group.push(parcel);
    }
    return groups.values();
  }

  private reportExpired(parcels: readonly [Parcel, ...Parcel[]]): void {
    const { report, rules } = this.options;
    const [{ write, entry }] = parcels;
    const items = itemsOf(parcels);
    const hours = Math.round(rules.maxAgeMs / 36_000) / 100;
    const facts = { connection: entry.kept.connection, product: entry.kept.product };
    const details = { count: items.length, hours, items };
    report.expired(write.call, items, new ZohoError("outbox_expired", { ...facts, details }));
  }

  private reportUnknown(parcels: readonly [Parcel, ...Parcel[]]): void {
    const [{ write, entry }] = parcels;
    const result = { written: [], failed: [], unknown: itemsOf(parcels) };
    const facts = { connection: entry.kept.connection, product: entry.kept.product };
    const details = { problem: "Node-RED ended before Zoho's answer had come", ...result };
    const error = new ZohoError("write_unknown", { ...facts, details });
    this.options.report.delivered(write.call, { result, error });
  }

  private reportUnreadable({ seq, text, acceptedAt }: StoredEntry): void {
    const outbox = { id: seq, acceptedAt: new Date(acceptedAt).toISOString() };
    const error = new ZohoError("outbox_unreadable");
    const { code, reason: message, remedy } = error.cause;
    const failed = [{ index: 0, item: text, code, message, details: { remedy }, outbox }];
    const result = { written: [], failed, unknown: [] };
    this.options.report.delivered(undefined, {
      result,
      error: new ZohoError("outbox_unreadable", { details: { ...result } }),
    });
  }
}
