import { headerParameters } from "./header-parameters";

/** One part of a `multipart/form-data` body. */
export interface Part {
  readonly name: string;
  /** As it was sent, not fit for a path or a header. Undefined: the part is no file. */
  readonly fileName: string | undefined;
  /** Empty where none was sent. */
  readonly contentType: string;
  /** A view of the body: whoever keeps it copies it. */
  readonly content: Buffer;
}

/** What a body holds, or why it can't be read, in words that go back to the client. */
export type Multipart = { readonly parts: readonly Part[] } | { readonly problem: string };

/** Far beyond what any of Zoho's forms has. */
const MAX_PARTS = 100;
const MAX_PART_HEADERS = 16 * 1024;
const MAX_BOUNDARY = 200;

const NEW_LINE = "\r\n";
const BLANK_LINE = Buffer.from("\r\n\r\n");
const DASH = 0x2d;

/**
 * Reads a `multipart/form-data` body; bytes stay bytes. The whole body is read once, whatever it is made of. RFC 7578
 * and, for delimiters, RFC 2046 5.1.1.
 *
 * @param contentType the request's header, with the boundary
 */
export function readMultipart(body: Buffer, contentType: string): Multipart {
  const boundary = headerParameters(contentType).parameters.get("boundary") ?? "";
  if (boundary === "") return { problem: "its Content-Type names no boundary" };
  if (boundary.length > MAX_BOUNDARY) return { problem: "its boundary is too long" };
  // Node gives headers as latin1, so this is what was sent.
  const mark = Buffer.from(`--${boundary}`, "latin1");
  const lineMark = Buffer.concat([Buffer.from(NEW_LINE), mark]);
  const parts: Part[] = [];
  let delimiter = firstDelimiter(body, mark, lineMark);
  if (delimiter === undefined) return { problem: "its boundary does not occur" };
  while (!delimiter.isLast) {
    if (parts.length === MAX_PARTS) return { problem: `it has more than ${MAX_PARTS} parts` };
    const headers = partHeaders(body, delimiter.end);
    if (headers === undefined) return { problem: "the headers of a part do not end" };
    // The line break before a delimiter belongs to it, also where a part has no content and no other line break.
    const next = nextDelimiter(body, lineMark, headers.contentStart - NEW_LINE.length);
    if (next === undefined) return { problem: "it breaks off" };
    const content = body.subarray(headers.contentStart, Math.max(next.start, headers.contentStart));
    const part = readPart(headers.text, content);
    if (part === undefined) return { problem: "a part has no name" };
    parts.push(part);
    delimiter = next;
  }
  return { parts };
}

interface Delimiter {
  /** Where the line break before it stands. */
  readonly start: number;
  /** Behind its own line break. */
  readonly end: number;
  readonly isLast: boolean;
}

function firstDelimiter(body: Buffer, mark: Buffer, lineMark: Buffer): Delimiter | undefined {
  const isAtOnce = body.subarray(0, mark.length).equals(mark);
  const first = isAtOnce ? delimiterAt(body, 0, mark.length) : undefined;
  return first ?? nextDelimiter(body, lineMark, 0);
}

function nextDelimiter(body: Buffer, lineMark: Buffer, from: number): Delimiter | undefined {
  let start = body.indexOf(lineMark, from);
  while (start >= 0) {
    const found = delimiterAt(body, start, start + lineMark.length);
    if (found !== undefined) return found;
    // A line that only begins as a delimiter is content.
    start = body.indexOf(lineMark, start + lineMark.length);
  }
  return undefined;
}

/** Behind the boundary: two dashes, or blanks and a line break. */
function delimiterAt(body: Buffer, start: number, behind: number): Delimiter | undefined {
  if (body[behind] === DASH && body[behind + 1] === DASH) return { start, end: behind + 2, isLast: true };
  let at = behind;
  while (body[at] === 0x20 || body[at] === 0x09) at += 1;
  const isLine = body[at] === 0x0d && body[at + 1] === 0x0a;
  return isLine ? { start, end: at + 2, isLast: false } : undefined;
}

function partHeaders(
  body: Buffer,
  start: number,
): { readonly text: string; readonly contentStart: number } | undefined {
  if (body[start] === 0x0d && body[start + 1] === 0x0a) return { text: "", contentStart: start + 2 };
  const length = body.subarray(start, start + MAX_PART_HEADERS).indexOf(BLANK_LINE);
  if (length < 0) return undefined;
  return {
    text: body.toString("utf8", start, start + length),
    contentStart: start + length + BLANK_LINE.length,
  };
}

function readPart(headers: string, content: Buffer): Part | undefined {
  let disposition = "";
  let contentType = "";
  for (const line of headers.split(NEW_LINE)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name === "content-disposition") disposition = line.slice(colon + 1);
    if (name === "content-type") contentType = line.slice(colon + 1).trim();
  }
  const { value, parameters } = headerParameters(disposition);
  const name = parameters.get("name");
  if (value !== "form-data" || name === undefined) return undefined;
  return { name: unescaped(name), fileName: sentFileName(parameters), contentType, content };
}

function sentFileName(parameters: ReadonlyMap<string, string>): string | undefined {
  const extended = extendedValue(parameters.get("filename*") ?? "");
  const plain = parameters.get("filename");
  return extended ?? (plain === undefined ? undefined : unescaped(plain));
}

/** `UTF-8''na%C3%AFve.txt`; undefined where it is none. RFC 8187; RFC 7578 does without, some clients do not. */
function extendedValue(text: string): string | undefined {
  const value = /^utf-8'[^']*'(.*)$/is.exec(text)?.[1];
  if (value === undefined) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** Browsers write these three as escapes, and nothing else. HTML: multipart/form-data encoding algorithm. */
function unescaped(text: string): string {
  return text.replace(/%(?:22|0d|0a)/gi, (escape) => decodeURIComponent(escape));
}
