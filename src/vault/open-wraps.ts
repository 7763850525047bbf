import {
  type DataKey,
  type KeyAtHand,
  type Stretch,
  unwrap,
  type Wrap,
  type WrapSource,
} from "./key-sources";
import type { KeyFile } from "./key-file";
import type { OpenedKey } from "./key-upkeep";
import type { WrapsCopies } from "./wraps-copies";
import { isIntact, type Wraps, type WrapsCopy } from "./wraps-file";

/** What the copies and the keys at hand come to. */
export type Opening =
  /** There is no vault here yet. */
  | { readonly is: "nothing" }
  | ({ readonly is: "opened" } & OpenedKey)
  /** `hopeless`: no key at hand and no copy will ever open it, so a vault without connections may be made anew. */
  | { readonly is: "locked"; readonly problem: string; readonly hopeless: "yes" | "no" };

/** Tries every key at hand on every wrap of both copies. */
export async function openWraps(
  copies: WrapsCopies,
  keys: readonly KeyAtHand[],
  keyFile: KeyFile,
  stretch: Stretch,
): Promise<Opening> {
  const both = [copies.main, copies.backup];
  if (both.every(({ is }) => is === "missing")) return { is: "nothing" };
  // The newer version may have been stopped between the two copies. An older one that went on with the other would
  // write its own state over the newer one.
  if (both.some(({ is }) => is === "newer"))
    return { is: "locked", problem: whyLocked(copies, keys, keyFile), hopeless: "no" };
  const all = keyFile.is === "key" ? [...keys, { source: "keyFile", secret: keyFile.secret } as const] : keys;
  for (const copy of both) {
    if (copy.is !== "wraps") continue;
    const key = await firstThatOpens(copy.content, all, stretch);
    if (key !== undefined) return { is: "opened", key, ...bestContent(both, key) };
  }
  return {
    is: "locked",
    problem: whyLocked(copies, keys, keyFile),
    hopeless: both.every(isSettled) ? "yes" : "no",
  };
}

async function firstThatOpens(
  { wraps, keyId }: Wraps,
  keys: readonly KeyAtHand[],
  stretch: Stretch,
): Promise<DataKey | undefined> {
  const pairs = keys.flatMap((key) =>
    wraps.filter((wrap) => mayFit(wrap, key)).map((wrap) => ({ key, wrap })),
  );
  pairs.sort((a, b) => effort(a) - effort(b));
  for (const { key, wrap } of pairs) {
    const opened = await unwrap(wrap, keyId, key.secret, stretch);
    if (opened !== undefined) return opened;
  }
  return undefined;
}

interface Pair {
  readonly key: KeyAtHand;
  readonly wrap: Wrap;
}

/** A secret may move, such as from generated to set by the user; the content of the key file never does. */
function mayFit(wrap: Wrap, key: KeyAtHand): boolean {
  return wrap.source === key.source || (wrap.source !== "keyFile" && key.source !== "keyFile");
}

/** The likeliest first, and those that take no slow hashing before those that do. */
function effort({ key, wrap }: Pair): number {
  return (wrap.kdf === "hkdf-sha256" ? 0 : 2) + (wrap.source === key.source ? 0 : 1);
}

/** The newest intact copy, or every wrap that can still be made out. */
function bestContent(copies: readonly WrapsCopy[], key: DataKey): Omit<OpenedKey, "key"> {
  const intact = copies.flatMap((copy) => (isIntact(copy, key) ? [copy.content] : []));
  const newest = intact.sort((a, b) => b.revision - a.revision)[0];
  if (newest !== undefined) return { content: newest, trust: "intact" };
  const ours = copies.flatMap((copy) =>
    copy.is === "wraps" && copy.content.keyId === key.id ? [copy.content] : [],
  );
  const wraps = new Map(ours.flatMap((content) => content.wraps).map((wrap) => [wrap.sealed, wrap]));
  const revision = Math.max(0, ...ours.map((content) => content.revision));
  return { content: { keyId: key.id, revision, wraps: [...wraps.values()] }, trust: "salvaged" };
}

/** Whether trying again, or a newer version of this package, would find nothing else. */
function isSettled(copy: WrapsCopy): boolean {
  return copy.is !== "unreadable" && copy.is !== "newer";
}

const IN_WORDS: Readonly<Record<WrapSource, string>> = {
  explicit: "an explicit key",
  credentialSecret: "Node-RED's credentialSecret",
  generated: "the secret that Node-RED generated",
  keyFile: "the file vault.key",
};

function whyLocked({ main, backup }: WrapsCopies, keys: readonly KeyAtHand[], keyFile: KeyFile): string {
  const both = [main, backup];
  if (both.some(({ is }) => is === "newer")) return "a newer version of this package wrote vault.json";
  const unreadable = both.find((copy) => copy.is === "unreadable");
  if (unreadable !== undefined) return `vault.json can't be read: ${unreadable.problem}`;
  const sources = new Set(
    both.flatMap((copy) => (copy.is === "wraps" ? copy.content.wraps : [])).map((wrap) => wrap.source),
  );
  if (sources.size === 0) return "vault.json is damaged, and so is its backup or it is missing";
  const wanted = `it was sealed with ${[...sources].map((source) => IN_WORDS[source]).join(", ")}`;
  const found: WrapSource[] = keys.map(({ source }) => source);
  if (keyFile.is === "key") found.push("keyFile");
  const notes = sources.has("keyFile") && keyFile.is !== "key" ? `; vault.key is ${keyFile.is}` : "";
  if (found.length === 0) return `${wanted}, and no key is at hand${notes}`;
  const tried = [...new Set(found)].map((source) => IN_WORDS[source]).join(", ");
  return `${wanted}; at hand is ${tried}, which does not open it${notes}`;
}
