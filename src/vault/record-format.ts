import { RECORD_RULES } from "./record-kinds";
import { type RandomBytes, seal, unseal } from "./seal";
import type { RecordKind, VaultRecords } from "./vault";

const FORMAT = 1;

/** What stands in clear in a record file. All of it is bound to the sealed part, so none can be exchanged. */
interface Header {
  readonly kind: RecordKind;
  readonly id: string;
  readonly realm?: string;
  readonly name?: string;
}

/** A record file as read. */
export type DecodedRecord<R> =
  | { readonly is: "record"; readonly record: R }
  /** `name`: the connection's name as far as it can still be made out. */
  | { readonly is: "damaged"; readonly problem: string; readonly name?: string };

/** Writes a record as the text of its file: `{format, kind, id, realm?, name?, sealed}`. */
export function encodeRecord<K extends RecordKind>(
  kind: K,
  record: VaultRecords[K],
  key: Buffer,
  random: RandomBytes,
): Buffer {
  const header: Header = { kind, id: record.id, ...RECORD_RULES[kind].header(record) };
  const sealed = seal(key, associatedText(header), Buffer.from(JSON.stringify(record), "utf8"), random);
  return Buffer.from(`${JSON.stringify({ format: FORMAT, ...header, sealed })}\n`, "utf8");
}

/**
 * Opens the file of a record.
 *
 * @param id the record that is wanted: a file that was sealed for another one counts as damaged
 */
export function decodeRecord<K extends RecordKind>(
  kind: K,
  id: string,
  key: Buffer,
  bytes: Buffer,
): DecodedRecord<VaultRecords[K]> {
  const file = parseObject(bytes);
  if (file === undefined) return damaged("it is cut off or overwritten", undefined);
  const { format, realm, name } = file;
  if (typeof format === "number" && format > FORMAT) {
    return damaged(`a newer version of this package wrote it (format ${format})`, name);
  }
  if (format !== FORMAT || typeof file["sealed"] !== "string")
    return damaged("it is not a record file", name);
  if (file["kind"] !== kind || file["id"] !== id) return damaged("it is the file of another record", name);
  const header: Header = {
    kind,
    id,
    ...(typeof realm === "string" && { realm }),
    ...(typeof name === "string" && { name }),
  };
  const plain = unseal(key, associatedText(header), file["sealed"]);
  const record = plain && parseObject(plain);
  if (record?.["id"] !== id) {
    return damaged("its seal is broken: it was changed, or sealed under another key", name);
  }
  // The seal proves that this package wrote it, so its shape is not checked again.
  return { is: "record", record: record as unknown as VaultRecords[K] };
}

function associatedText({ kind, id, realm, name }: Header): string {
  return JSON.stringify(["zoho vault record", FORMAT, kind, id, realm ?? null, name ?? null]);
}

function damaged(problem: string, name: unknown): DecodedRecord<never> {
  // The name goes into a sentence for people although the file is damaged, so only what looks like one is taken.
  const readable = typeof name === "string" && /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(name);
  return { is: "damaged", problem, ...(readable && { name }) };
}

/** A JSON object, or undefined for everything else. */
export function parseObject(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
