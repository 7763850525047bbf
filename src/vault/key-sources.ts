import { hkdfSync, scrypt } from "node:crypto";
import { derive, type RandomBytes, seal, strictBase64, unseal } from "./seal";

/** A secret that the runtime has at hand and that may open the vault. */
export interface VaultKeySource {
  /**
   * - `explicit`: given for this vault by a setting or an environment variable.
   * - `credentialSecret`: what a user set in Node-RED's settings; `generated`: what Node-RED made up instead.
   */
  readonly source: "explicit" | "credentialSecret" | "generated";
  /** Text as set; an empty one counts as not set. */
  readonly secret: string;
}

/** `keyFile` is the vault's own: `vault.key` in its folder. */
export type WrapSource = VaultKeySource["source"] | "keyFile";

/** A key at hand, `vault.key` included. */
export interface KeyAtHand {
  readonly source: WrapSource;
  readonly secret: string;
}

/** The data key, sealed under one key. */
export interface Wrap {
  readonly source: WrapSource;
  /** How the sealing key comes from the secret. */
  readonly kdf: "scrypt-n14-r8-p5" | "hkdf-sha256";
  /** Base64. */
  readonly salt: string;
  readonly sealed: string;
  /** Tells, to whoever has the data key, which secret it was made for; to nobody else. */
  readonly fingerprint: string;
}

/** The random key of a vault and what is derived from it: it never seals anything itself. */
export interface DataKey {
  readonly raw: Buffer;
  /** Seals records. */
  readonly records: Buffer;
  /** Proves that a copy of vault.json is as it was written. */
  readonly wraps: Buffer;
  /** Names the key, openly. */
  readonly id: string;
}

/** Turns a typed secret into 32 bytes, slowly. */
export type Stretch = (secret: string, salt: Buffer) => Promise<Buffer>;

/**
 * scrypt as OWASP's Password Storage Cheat Sheet recommends it for little memory: N = 2^14, r = 8, p = 5
 * (16 MB, about 0.1 s on a PC, under a second on a small gateway; off the main thread).
 */
export const scryptStretch: Stretch = (secret, salt) =>
  new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, { N: 2 ** 14, r: 8, p: 5, maxmem: 64 * 2 ** 20 }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });

/** Makes the data key of a new vault. */
export function newDataKey(random: RandomBytes): DataKey {
  return dataKeyOf(random(32));
}

function dataKeyOf(raw: Buffer): DataKey {
  const none = Buffer.alloc(0);
  return {
    raw,
    records: derive(raw, none, "zoho vault records", 32),
    wraps: derive(raw, none, "zoho vault wraps", 32),
    id: derive(raw, none, "zoho vault id", 12).toString("hex"),
  };
}

/** Seals the data key under a key at hand. */
export async function wrap(
  key: DataKey,
  under: KeyAtHand,
  random: RandomBytes,
  stretch: Stretch,
): Promise<Wrap> {
  const salt = random(16);
  // People type explicit keys and credential secrets, so guessing one must be slow. The other two are random.
  const typed = under.source === "explicit" || under.source === "credentialSecret";
  const kdf = typed ? "scrypt-n14-r8-p5" : "hkdf-sha256";
  const sealing = await sealingKey(kdf, under.secret, salt, stretch);
  return {
    source: under.source,
    kdf,
    salt: salt.toString("base64"),
    sealed: seal(sealing, associatedText(under.source, kdf, key.id), key.raw, random),
    fingerprint: fingerprint(key, under),
  };
}

/**
 * @param id the data key that the wrap is said to hold
 * @returns the data key, or undefined where this secret does not open the wrap
 */
export async function unwrap(
  { source, kdf, salt, sealed }: Wrap,
  id: string,
  secret: string,
  stretch: Stretch,
): Promise<DataKey | undefined> {
  const saltBytes = strictBase64(salt);
  if (saltBytes === undefined) return undefined;
  const sealing = await sealingKey(kdf, secret, saltBytes, stretch);
  const raw = unseal(sealing, associatedText(source, kdf, id), sealed);
  return raw?.length === 32 ? dataKeyOf(raw) : undefined;
}

/**
 * Which secret a wrap was made for, so that opening the vault with one key shows without slow hashing
 * whether the others have their wraps. Keyed, so it helps nobody to guess secrets who has not opened the
 * vault anyway. (Who has, may guess faster here than by scrypt, but no faster than by Node-RED's own credential file.)
 */
export function fingerprint(key: DataKey, { source, secret }: KeyAtHand): string {
  const salt = Buffer.from(source, "utf8");
  const bytes = hkdfSync(
    "sha256",
    Buffer.concat([key.wraps, Buffer.from(secret, "utf8")]),
    salt,
    "zoho vault fingerprint",
    12,
  );
  return Buffer.from(bytes).toString("base64");
}

function sealingKey(kdf: Wrap["kdf"], secret: string, salt: Buffer, stretch: Stretch): Promise<Buffer> {
  if (kdf === "scrypt-n14-r8-p5") return stretch(secret, salt);
  return Promise.resolve(derive(Buffer.from(secret, "utf8"), salt, "zoho vault wrap", 32));
}

function associatedText(source: WrapSource, kdf: Wrap["kdf"], id: string): string {
  return JSON.stringify(["zoho vault wrap", 1, source, kdf, id]);
}
