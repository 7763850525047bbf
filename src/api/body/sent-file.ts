import { basename } from "node:path";
import { Readable } from "node:stream";
import { invalidInput } from "../../errors/invalid-input";
import { ZohoError } from "../../errors/zoho-error";
import { isRecord } from "../answer/is-record";
import { fileOnDisk } from "./file-on-disk";
import { isMediaType, mediaTypeOf } from "./media-type";

/** A file that is sent, alone or as a part of a form. */
export interface SentFile {
  readonly name: string;
  readonly type: string;
  /** Undefined for a stream that does not say how long it is. */
  readonly bytes: number | undefined;
  /** Whether it can be read anew, as from memory or disk. */
  readonly sending: "again" | "once";
  /** Where it lies on this machine. */
  readonly path?: string;
  readonly chunks: () => AsyncIterable<Buffer> | Iterable<Buffer>;
}

/** Where a relative path begins; the folder of this process where nothing is said. */
export interface FilePlace {
  readonly directory?: string | undefined;
}

/** What says where the content of a file is. */
const SOURCES = ["path", "content", "buffer"] as const;
/** What else an object may say that is a file: our own words, and those of uploads to an `http in` node. */
const FACTS = new Set([
  "name",
  "type",
  "size",
  "filename",
  "originalname",
  "mimetype",
  "fieldname",
  "encoding",
]);

/**
 * Whether a value is a file: a Buffer, a stream, or an object with the content or its place, such as
 * `{path: "/data/a.pdf"}`, `{content: <Buffer>, name: "a.pdf", type: "application/pdf"}`, or an upload of `http in`.
 */
export function isFileValue(value: unknown): boolean {
  if (value instanceof Uint8Array || value instanceof Readable) return true;
  if (!isRecord(value)) return false;
  const keys = Object.keys(value);
  const sources = keys.filter((key) => SOURCES.some((source) => source === key));
  return sources.length === 1 && keys.every((key) => FACTS.has(key) || sources.includes(key));
}

/**
 * The file that a value stands for.
 *
 * @param field names it in an error
 * @throws ZohoError `file_unusable`, `invalid_input`
 */
export async function sentFile(value: unknown, field: string, place: FilePlace): Promise<SentFile> {
  if (!isRecord(value) || value instanceof Uint8Array || value instanceof Readable)
    return contentFile(value, field, { name: "file" });
  const facts = factsOf(value, field);
  const path = own(value, "path");
  if (path === undefined) return contentFile(own(value, "content") ?? own(value, "buffer"), field, facts);
  if (typeof path !== "string") throw invalidInput(field, "has a path that is no text");
  const file = await fileOnDisk(path, place.directory);
  const name = facts.name ?? basename(file.path);
  return { ...file, name, type: facts.type ?? mediaTypeOf(name), sending: "again" };
}

interface FileFacts {
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly size?: number | undefined;
}

function contentFile(content: unknown, field: string, facts: FileFacts): SentFile {
  const name = facts.name ?? "file";
  const type = facts.type ?? mediaTypeOf(name);
  if (content instanceof Readable) {
    if (content.readableDidRead || content.destroyed)
      throw invalidInput(field, "is a stream that was read already: hand over a new one, a Buffer or a path");
    return { name, type, bytes: facts.size, sending: "once", chunks: () => pieces(content, field) };
  }
  const bytes =
    typeof content === "string"
      ? Buffer.from(content)
      : content instanceof Uint8Array
        ? Buffer.from(content.buffer, content.byteOffset, content.byteLength)
        : undefined;
  if (bytes === undefined) throw invalidInput(field, "is neither a Buffer, a stream, text, nor a path");
  return { name, type, bytes: bytes.length, sending: "again", chunks: () => [bytes] };
}

async function* pieces(stream: Readable, field: string): AsyncGenerator<Buffer, void, void> {
  if (stream.readableDidRead) throw unreadable(field, "it was read already");
  try {
    for await (const piece of stream as AsyncIterable<unknown>) {
      if (typeof piece === "string") yield Buffer.from(piece);
      else if (piece instanceof Uint8Array) yield Buffer.from(piece);
      else throw unreadable(field, "it holds something that is neither text nor bytes");
    }
  } catch (error) {
    if (error instanceof ZohoError) throw error;
    throw unreadable(field, `it failed (${String(Reflect.get(Object(error), "code") ?? "unknown")})`);
  }
}

function unreadable(field: string, problem: string): ZohoError {
  return new ZohoError("file_unusable", {
    details: { file: `The stream of ${field.toLowerCase()}`, problem },
  });
}

function factsOf(value: Readonly<Record<string, unknown>>, field: string): FileFacts {
  const name = own(value, "name") ?? own(value, "filename") ?? own(value, "originalname");
  if (name !== undefined && (typeof name !== "string" || name === ""))
    throw invalidInput(field, "has a file name that is no text");
  const type = own(value, "type") ?? own(value, "mimetype");
  if (type !== undefined && !isMediaType(type))
    throw invalidInput(field, "has a type that is no media type such as application/pdf");
  const size = own(value, "size");
  return { name, type, size: Number.isSafeInteger(size) ? (size as number) : undefined };
}

function own(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** What a dry run shows of a file instead of its content. */
export function shownFile({ name, type, bytes, path }: SentFile): Readonly<Record<string, unknown>> {
  return { file: name, contentType: type, bytes, ...(path !== undefined && { path }) };
}
