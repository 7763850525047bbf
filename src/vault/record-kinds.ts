import type { Realm } from "../zoho/realm";
import type { RecordKind, VaultRecords } from "./vault";

interface KindRules<R> {
  /**
   * `synced`: on disk before a write is reported. `quick`: a power cut may lose the last write, which is
   * atomic all the same for everything but a power cut, and a torn file fails its seal and counts as absent.
   */
  readonly write: "synced" | "quick";
  /** `error`: people must know that it is gone. `absent`: going on without it costs little. */
  readonly whenDamaged: "error" | "absent";
  /** What stands in clear beside the sealed part, so that an error about a damaged file can name its connection. */
  readonly header: (record: R) => { readonly realm?: Realm; readonly name?: string };
}

/** How each kind of record is kept. */
export const RECORD_RULES: { readonly [K in RecordKind]: KindRules<VaultRecords[K]> } = {
  grant: {
    write: "synced",
    whenDamaged: "error",
    header: ({ realm, name }) => ({ realm, name }),
  },
  // Losing the newest access token costs one token call; syncing each would wear out the flash of a gateway.
  access: { write: "quick", whenDamaged: "absent", header: () => ({}) },
  // Synced, because the slot must be counted before the request leaves. A damaged one only forgets ten minutes.
  budget: { write: "synced", whenDamaged: "absent", header: () => ({}) },
  start: {
    write: "synced",
    whenDamaged: "error",
    header: ({ realm, connectionName }) => ({ realm, name: connectionName }),
  },
  // Without it a declared refresh token that was disconnected may come back: it is dead at Zoho in most cases.
  forgotten: { write: "synced", whenDamaged: "absent", header: ({ realm }) => ({ realm }) },
};

export const ALL_RECORD_KINDS = Object.keys(RECORD_RULES) as readonly RecordKind[];
