import { createHmac, timingSafeEqual } from "node:crypto";
import type { DataKey, Wrap, WrapSource } from "./key-sources";
import { parseObject } from "./record-format";

const FORMAT = 1;
const SOURCES: readonly WrapSource[] = ["explicit", "credentialSecret", "generated", "keyFile"];
const KDFS: readonly Wrap["kdf"][] = ["scrypt-n14-r8-p5", "hkdf-sha256"];

/** What is in vault.json and vault.backup.json. */
export interface Wraps {
  /** Names the data key that is wrapped. */
  readonly keyId: string;
  /** Goes up with every change, so that of two intact copies the newer one is known. */
  readonly revision: number;
  /** Oldest first. */
  readonly wraps: readonly Wrap[];
}

/** One copy as read. `mac` is checked when the data key is known: see `isIntact`. */
export type WrapsCopy =
  | { readonly is: "wraps"; readonly content: Wraps; readonly mac: string }
  | { readonly is: "missing" | "damaged" | "newer" }
  | { readonly is: "unreadable"; readonly problem: string };

/** The text of a copy. */
export function encodeWraps(content: Wraps, key: DataKey): Buffer {
  const { keyId, revision, wraps } = content;
  return Buffer.from(
    `${JSON.stringify({ format: FORMAT, keyId, revision, wraps, mac: macOf(content, key) }, null, 2)}\n`,
  );
}

/** Reads a copy. Wraps that are not understood are left out: one damaged wrap must not cost the others. */
export function decodeWraps(bytes: Buffer): WrapsCopy {
  const file = parseObject(bytes);
  if (file === undefined) return { is: "damaged" };
  const { format, keyId, revision, wraps, mac } = file;
  if (typeof format === "number" && format > FORMAT) return { is: "newer" };
  if (format !== FORMAT || typeof keyId !== "string" || !Array.isArray(wraps)) return { is: "damaged" };
  return {
    is: "wraps",
    content: {
      keyId,
      revision: Number.isSafeInteger(revision) ? (revision as number) : 0,
      wraps: wraps.map(wrapOf).filter((wrap) => wrap !== undefined),
    },
    mac: typeof mac === "string" ? mac : "",
  };
}

/** Whether a copy is to the letter what a holder of this data key wrote. */
export function isIntact(copy: WrapsCopy, key: DataKey): copy is WrapsCopy & { readonly is: "wraps" } {
  if (copy.is !== "wraps") return false;
  const wanted = Buffer.from(macOf(copy.content, key));
  const found = Buffer.from(copy.mac);
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

function macOf({ keyId, revision, wraps }: Wraps, key: DataKey): string {
  const text = JSON.stringify(["zoho vault wraps", FORMAT, keyId, revision, wraps]);
  return createHmac("sha256", key.wraps).update(text).digest("base64");
}

function wrapOf(value: unknown): Wrap | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { source, kdf, salt, sealed, fingerprint } = value as Readonly<Record<string, unknown>>;
  const knownSource = SOURCES.find((known) => known === source);
  const knownKdf = KDFS.find((known) => known === kdf);
  if (knownSource === undefined || knownKdf === undefined) return undefined;
  if (typeof salt !== "string" || typeof sealed !== "string" || typeof fingerprint !== "string")
    return undefined;
  return { source: knownSource, kdf: knownKdf, salt, sealed, fingerprint };
}
