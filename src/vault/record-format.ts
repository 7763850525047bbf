import { RECORD_RULES } from "./record-kinds";
import { lowestFormat, RECORD_FORMATS, type RecordFormat } from "./record-versions";
import { type RandomBytes, seal, unseal } from "./seal";
import type { RecordKind, VaultRecords } from "./vault";

/** What stands in clear in a record file. All of it is bound to the sealed part, so none can be exchanged. */
interface Header {
  readonly format: RecordFormat;
  readonly kind: RecordKind;
  readonly id: string;
  readonly realm?: string;
  readonly name?: string;
}

/** A record file as read. */
export type DecodedRecord<R> =
  | { readonly is: "record"; readonly record: R }
  /** `name`: the connection's name as far as it can still be made out. */
  | { readonly is: "damaged"; readonly problem: string; readonly name?: string }
  /** Of a version of this package that is not there yet: to be left alone. */
  | { readonly is: "newer"; readonly format: number; readonly name?: string };

/** Writes a record as the text of its file: `{format, kind, id, realm?, name?, sealed}`. */
export function encodeRecord<K extends RecordKind>(
  kind: K,
  record: VaultRecords[K],
  key: Buffer,
  random: RandomBytes,
): Buffer {
  const format = lowestFormat(kind, record);
  const header: Header = { format, kind, id: record.id, ...RECORD_RULES[kind].header(record) };
  const sealed = seal(key, associatedText(header), Buffer.from(JSON.stringify(record), "utf8"), random);
  return Buffer.from(`${JSON.stringify({ ...header, sealed })}\n`, "utf8");
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
  const { realm, name } = file;
  if (isNewer(file["format"])) return { is: "newer", format: file["format"], ...readable(name) };
  const format = RECORD_FORMATS.find((known) => known === file["format"]);
  if (format === undefined || typeof file["sealed"] !== "string")
    return damaged("it is not a record file", name);
  if (file["kind"] !== kind || file["id"] !== id) return damaged("it is the file of another record", name);
  const header: Header = {
    format,
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

function associatedText({ format, kind, id, realm, name }: Header): string {
  return JSON.stringify(["zoho vault record", format, kind, id, realm ?? null, name ?? null]);
}

function isNewer(format: unknown): format is number {
  return Number.isSafeInteger(format) && (format as number) > Math.max(...RECORD_FORMATS);
}

function damaged(problem: string, name: unknown): DecodedRecord<never> {
  return { is: "damaged", problem, ...readable(name) };
}

/** The name goes into a sentence for people although the seal is not opened, so only what looks like one is taken. */
function readable(name: unknown): { readonly name?: string } {
  return typeof name === "string" && /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(name) ? { name } : {};
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
