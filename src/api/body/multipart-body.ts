import { randomBytes } from "node:crypto";
import { invalidInput } from "../../errors/invalid-input";
import { isRecord } from "../answer/is-record";
import type { RequestBody } from "./request-body";
import { formField } from "./form-field";
import { type FilePlace, isFileValue, type SentFile, sentFile, shownFile } from "./sent-file";
import { checkUpload, type UploadLimits } from "./size-limits";
import { streamed } from "./streamed";

/** One part of a form with files. */
type Part =
  { readonly name: string; readonly text: string } | { readonly name: string; readonly file: SentFile };

/** Name of the part where a body is a file, or several, without names: CRM's attachments, photos and files, Desk's. */
const FILE_PART = "file";

export interface MultipartOptions extends FilePlace {
  readonly limits: UploadLimits;
  /** Separates the parts: nothing in them may hold it. */
  readonly boundary?: string;
}

/**
 * The body of a form with files (RFC 7578): an object of fields, in which files are what `isFileValue` says, or only a file
 * or a list of files. Files on disk are read while they are sent.
 *
 * @throws ZohoError `invalid_input`, `file_unusable`, `body_too_large`
 */
export async function multipartBody(value: unknown, options: MultipartOptions): Promise<RequestBody> {
  const parts = await partsOf(value, options);
  if (parts.length === 0) throw invalidInput("The body", "has no field that could be sent");
  const boundary = options.boundary ?? `zoho-${randomBytes(16).toString("hex")}`;
  const pieces = parts.map((part) => ({ part, head: headOf(part, boundary) }));
  const end = Buffer.from(`--${boundary}--\r\n`);
  const sizes = pieces.map(({ part, head }) => ({ head: head.length + BREAK.length, content: sizeOf(part) }));
  const bytes = sizes.reduce<number | undefined>(
    (sum, { head, content }) =>
      sum === undefined || content === undefined ? undefined : sum + head + content,
    end.length,
  );
  const files = parts.flatMap((part) => ("file" in part ? [part.file] : []));
  checkUpload(files, bytes, options.limits);
  async function* chunks(): AsyncGenerator<Buffer, void, void> {
    for (const { part, head } of pieces) {
      yield head;
      if ("file" in part) yield* part.file.chunks();
      else yield Buffer.from(part.text);
      yield BREAK;
    }
    yield end;
  }
  const sending = files.every((file) => file.sending === "again") ? "again" : "once";
  return {
    content: streamed({ bytes, sending, chunks, maxBytes: options.limits.bodyBytes }),
    contentType: `multipart/form-data; boundary=${boundary}`,
    shown: parts.map(shownPart),
  };
}

const BREAK = Buffer.from("\r\n");

async function partsOf(value: unknown, options: MultipartOptions): Promise<readonly Part[]> {
  if (isFileValue(value) || isListOfFiles(value)) return partsOfField(FILE_PART, value, options);
  if (!isRecord(value))
    throw invalidInput("The body", "must be an object of the form's fields, a file, or a list of files");
  const parts: Part[] = [];
  for (const [name, one] of Object.entries(value)) parts.push(...(await partsOfField(name, one, options)));
  return parts;
}

/** A list of files is one part for each of them; any other list is JSON. */
async function partsOfField(
  name: string,
  value: unknown,
  options: MultipartOptions,
): Promise<readonly Part[]> {
  const files = isListOfFiles(value) ? value : isFileValue(value) ? [value] : undefined;
  if (files === undefined) {
    const text = formField(name, value);
    return text === undefined ? [] : [{ name, text }];
  }
  const field = `The file '${name.slice(0, 100)}' of the body`;
  return Promise.all(files.map(async (file) => ({ name, file: await sentFile(file, field, options) })));
}

function isListOfFiles(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every(isFileValue);
}

function headOf(part: Part, boundary: string): Buffer {
  const name = `Content-Disposition: form-data; name="${quoted(part.name)}"`;
  const lines =
    "file" in part
      ? [`${name}; filename="${quoted(part.file.name)}"`, `Content-Type: ${part.file.type}`]
      : [name];
  return Buffer.from(`--${boundary}\r\n${lines.join("\r\n")}\r\n\r\n`);
}

/** As browsers do (HTML: multipart form data): quotes and breaks are encoded, so that a name can't add a header. */
function quoted(name: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return name.replace(/["\u0000-\u001f\u007f]/g, (character) => encodeURIComponent(character));
}

function sizeOf(part: Part): number | undefined {
  return "file" in part ? part.file.bytes : Buffer.byteLength(part.text);
}

function shownPart(part: Part): Readonly<Record<string, unknown>> {
  return "file" in part
    ? { name: part.name, ...shownFile(part.file) }
    : { name: part.name, value: part.text };
}
