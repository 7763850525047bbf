import { createHash } from "node:crypto";
import type { Place } from "../record-order";
import { hexOf } from "../../random/seeded-random";

/** Where a page begins or ends, and which list it belongs to. */
export interface PagePosition {
  /** Hash of every parameter that must repeat, of the org and of the user. */
  readonly list: string;
  readonly direction: "next" | "previous";
  /** The record beside which the page lies. */
  readonly beside: Place;
  /** How many records were before this page. */
  readonly skipped: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Tokens of an earlier generation have died before their time. */
  readonly generation: number;
}

/** An opaque text that only this emulator's seed can make; nothing is kept, so it outlives a restart. */
export function pageToken(seed: number, position: PagePosition): string {
  const payload = Buffer.from(JSON.stringify(position)).toString("base64url");
  return `${payload}.${signature(seed, payload)}`;
}

/** @returns the position, or undefined where the text was not made here */
export function readPageToken(seed: number, token: string): PagePosition | undefined {
  const [payload = "", signed = ""] = token.split(".");
  if (signed === "" || signed !== signature(seed, payload)) return undefined;
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as PagePosition;
}

/** A hash over what a page token is bound to. */
export function listHash(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22);
}

function signature(seed: number, payload: string): string {
  return hexOf(seed, `page token/${payload}`).slice(0, 32);
}
